"""When a page breaks: the reader learns it in their language, with whom to ask, and nothing of our inside.

The page asks the service for nothing that could break again, such as its date.
"""

from starlette.requests import Request
from starlette.responses import Response

from kb.billing.auth.cookies import SESSION_COOKIE
from kb.billing.domain import contacts
from kb.billing.domain.model import Account
from kb.billing.portal.problems import Problem
from kb.billing.portal.view import render
from kb.billing.portal.visit import ACCOUNT, Visit, language_of

STATE = f"{ACCOUNT}/state"
AT_HOME = "US"
_UNREAD = {404: "problem.not-found", 405: "problem.wrong-method", 413: "problem.too-long"}


def is_page(request: Request) -> bool:
    """Whether a person reads the answer; ``/account/state`` answers scripts."""
    path = request.url.path
    return path == ACCOUNT or (path.startswith(f"{ACCOUNT}/") and path != STATE)


def broken_page(request: Request) -> Response:
    """The answer to an unexpected exception in a page."""
    state = request.app.state
    visit = Visit(request, state.billing, state.settings, language_of(request, _reader(request)), "", None)
    response = render(visit, "broken.html", 500, support=contacts.support(AT_HOME))
    response.headers["Connection"] = "close"
    return response


def unread_page(request: Request, status: int) -> Response:
    """The answer to what no page could read: an unreadable or too long form, an unknown way to ask."""
    state = request.app.state
    visit = Visit(request, state.billing, state.settings, language_of(request, _reader(request)), "", None)
    problem = Problem(status, visit.t(_UNREAD.get(status, "problem.unreadable")))
    return render(visit, "problem.html", status, problem=problem)


def _reader(request: Request) -> Account | None:
    """Whose page it is, for their language; nobody where that cannot be told or is itself what broke."""
    billing = request.app.state.billing
    try:
        account: Account = billing.account(billing.session(request.cookies.get(SESSION_COOKIE, "")).account)
    except Exception:  # whatever it is, the page that says so has to be shown
        return None
    return account
