"""What every account page has in common: who asks, is the POST theirs, a kind page when it is refused."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kb.billing.auth.cookies import SESSION_COOKIE
from kb.billing.domain.errors import (
    BillingError,
    CorporatePlan,
    CsrfMismatch,
    NotSignedIn,
)
from kb.billing.domain.model import Session
from kb.billing.portal.problems import explain
from kb.billing.portal.view import redirect, render
from kb.billing.portal.visit import LANGUAGE_COOKIE, Visit, comes_from_here, language_of, read_form
from kb.billing.refusals import GENERAL, REFUSALS
from kb.billing.service import Billing

Handler = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]
A_YEAR = 365 * 24 * 60 * 60


def page(handler: Handler, *, public: bool = False) -> Endpoint:
    """The endpoint of a page; unless it is ``public``, a visitor who is not signed in signs in first."""

    async def endpoint(request: Request) -> Response:
        visit = await _visit(request)
        response = await _answer(visit, handler, public)
        _remember_language(visit, response)
        return response

    return endpoint


async def _answer(visit: Visit, handler: Handler, public: bool) -> Response:
    try:
        if visit.request.method == "POST":
            _check_origin(visit, public)
        if not public:
            visit.account_id()
        return await handler(visit)
    except BillingError as error:
        return refused(visit, error)


async def _visit(request: Request) -> Visit:
    billing: Billing = request.app.state.billing
    token = request.cookies.get(SESSION_COOKIE, "")
    session = _session(billing, token)
    language = language_of(request, billing.account(session.account) if session else None)
    form = await read_form(request)
    return Visit(request, billing, request.app.state.settings, language, token, session, form)


def _session(billing: Billing, token: str) -> Session | None:
    try:
        return billing.session(token)
    except NotSignedIn:
        return None


def _check_origin(visit: Visit, public: bool) -> None:
    """A form must come from this origin, and a signed-in customer's with the session's token."""
    if not comes_from_here(visit.request):
        raise CsrfMismatch
    if visit.session is not None and not public:
        visit.billing.check_csrf(visit.session, visit.form.get("csrf"))


def refused(visit: Visit, error: BillingError) -> Response:
    """The page for a refusal that the form itself does not show."""
    posted = visit.request.method == "POST"
    refusal = REFUSALS[error.code]
    match error:
        case NotSignedIn():
            return redirect(visit, f"/account/sign-in?{urlencode({'next': visit.here()})}")
        case CorporatePlan():  # to read whom to ask is no fault
            contact = visit.billing.contacts(visit.account().country, "corporate_billing")
            return render(visit, refusal.page, refusal.status if posted else 200, contact=contact)
    context = {"problem": explain(visit, error)} if refusal.page == GENERAL else {}
    return render(visit, refusal.page, refusal.status, **context)


def _remember_language(visit: Visit, response: Response) -> None:
    """Keep a language that the link chose, for the pages that follow; nothing else is remembered."""
    chosen = visit.request.query_params.keys() & {"lang", "return", "next"}
    if chosen and visit.request.cookies.get(LANGUAGE_COOKIE) != visit.language:
        response.set_cookie(
            LANGUAGE_COOKIE,
            visit.language,
            max_age=A_YEAR,
            path="/account",
            httponly=True,
            samesite="lax",
            secure=visit.settings.secure_cookies,
        )
