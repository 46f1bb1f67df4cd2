"""Templates into pages, and the redirects between them; every response is strict and is not stored."""

from functools import cache
from secrets import token_urlsafe
from urllib.parse import urlencode

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kb.billing.domain.issuer import ISSUER
from kb.billing.domain.model import Receipt
from kb.billing.domain.plans import find
from kb.billing.domain.timeline import months
from kb.billing.locale import formats
from kb.billing.locale.forecasts import choice_name
from kb.billing.locale.texts import LANGUAGES, plan_name, text
from kb.billing.operations import panel
from kb.billing.operations.catalogue import BY_ID
from kb.billing.portal.static import asset
from kb.billing.portal.visit import ACCOUNT, DONE_COOKIE, Visit
from kb.theme import OVERRIDES

SECONDS_TO_SHOW_A_RESULT = 60


@cache
def environment() -> Environment:
    """The Jinja environment: escaping always on, a missing value is an error.

    The account's own templates come first; the site's give it the drawings.
    """
    own, site = PackageLoader("kb.billing.portal", "templates"), FileSystemLoader(OVERRIDES)
    env = Environment(
        loader=ChoiceLoader([own, site]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        asset=asset, find_plan=find, new_key=new_key, at=formats.at, months=months, issuer=ISSUER
    )
    env.filters.update(card=formats.card_name, expiry=formats.expiry)
    return env


def new_key() -> str:
    """A fresh idempotency key for a form."""
    return token_urlsafe(18)


def render(visit: Visit, template: str, status: int = 200, **context: object) -> Response:
    """The page of a template in the visitor's language, with the result of what was just done."""
    account = visit.account() if visit.session else None
    done = done_text(visit, visit.request.cookies.get(DONE_COOKIE, "")) if status == 200 else None
    context = {"visit": visit, "account": account, "done": done, **context}
    page = (
        environment()
        .get_template(template)
        .render(language_context(visit.language, account.country if account else "") | context)
    )
    response = HTMLResponse(page, status)
    if done:
        response.delete_cookie(DONE_COOKIE, path=ACCOUNT)
    return secured(response, visit)


def done_text(visit: Visit, operation: str) -> str | None:
    """The sentence for an operation just done, or None when the account does not bear it out."""
    if operation == "signOut":  # the one whose result is that there is nobody to say it to
        return None if visit.session else visit.t("done.signOut")
    record = BY_ID.get(operation)
    return panel.result(visit.reader(), record) if record and visit.session else None


def language_context(language: str, country: str = "") -> dict[str, object]:
    """What every template may call: texts, amounts and dates in one language, times in a country's."""
    return {
        "language": language,
        "languages": [(code, formats.language_name(code)) for code in sorted(LANGUAGES, reverse=True)],
        "plan_name": lambda plan: plan_name(language, plan),
        "choice_name": lambda told: choice_name(told, language),
        "short_month": lambda seconds: formats.short_month(seconds, language),
        "t": lambda key, **values: text(language, key, **values),
        "money": lambda minor: formats.money(minor, language),
        "signed_money": lambda minor: formats.signed_money(minor, language),
        "date": lambda seconds: formats.date(seconds, language),
        "moment": lambda seconds: formats.moment(seconds, language, country),
        "paid_with": lambda receipt: formats.paid_with(receipt, language),
        "month": lambda name: formats.month(name, language),
        "feature_names": lambda features: ", ".join(
            text(language, f"plan.feature_{name}") for name in features
        ),
    }


def secured(response: Response, visit: Visit) -> Response:
    """The response with its headers: not stored, nothing foreign, forms lead home or to the articles."""
    articles = f" {visit.articles().origin}".rstrip()
    response.headers["Content-Security-Policy"] = (
        f"default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{articles}"
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Vary"] = "Cookie, Accept-Language"
    response.headers["Content-Language"] = visit.language
    return response


def redirect(visit: Visit, path: str) -> Response:
    """See another page of the account."""
    return secured(RedirectResponse(path, 303), visit)


def finished(visit: Visit, operation: str, path: str) -> Response:
    """After a successful POST: back to where the visitor came from, else to ``path``, which shows the result.

    An article reads the operation from its address (``?done=``) and asks the service what is true. The
    account pages read it from a cookie, so that no link can make them claim a result.
    """
    back = visit.back()
    if back and not visit.back_to_account():
        mark = "&" if "?" in back else "?"
        address = f"{visit.back_address()}{mark}{urlencode({'done': operation})}#done-{operation}"
        return secured(RedirectResponse(address, 303), visit)
    response = redirect(visit, back or path)
    response.set_cookie(
        DONE_COOKIE,
        operation,
        max_age=SECONDS_TO_SHOW_A_RESULT,
        path=ACCOUNT,
        httponly=True,
        samesite="lax",
        secure=visit.settings.secure_cookies,
    )
    return response


def receipt_page(receipt: Receipt, email: str, language: str) -> str:
    """A receipt as a printable page of its own, without the account's navigation: the API's HTML."""
    return (
        environment()
        .get_template("receipt-alone.html")
        .render({**language_context(language), "receipt": receipt, "email": email})
    )
