"""Coming in and going out: signing in and out, and the links by which an article leads to an action."""

from urllib.parse import urlencode, urlsplit

from starlette.responses import Response

from kb.billing.auth.cookies import clear_session, set_session
from kb.billing.auth.signin import SESSION_SECONDS
from kb.billing.domain.errors import BillingError, NotFound, SignInFailed
from kb.billing.operations.catalogue import BY_ID, OPERATIONS
from kb.billing.portal.problems import Problem, explain
from kb.billing.portal.view import finished, redirect, render
from kb.billing.portal.visit import ACCOUNT, HINT_COOKIE, Visit, safe_path


async def go(visit: Visit) -> Response:
    """Lead from an article to the page of its action; the way back is kept in the address."""
    operation = BY_ID.get(visit.request.path_params["operation"])
    if operation is None:
        raise NotFound
    back = visit.back()
    return redirect(visit, f"{operation.page}?{urlencode({'return': back})}" if back else operation.page)


async def sign_in_form(visit: Visit) -> Response:
    """Show the form, or go on when already signed in."""
    if visit.session is not None:
        return redirect(visit, _after_sign_in(visit, "/account"))
    return _form(visit)


async def sign_in(visit: Visit) -> Response:
    """Sign in, then open the page that was asked for, else the one that the account's state calls for."""
    missing = [
        Problem(422, visit.t(f"sign_in.{name}_missing"), name)
        for name in ("email", "password")
        if not visit.form.get(name, "").strip()
    ]
    if missing:
        return _form(visit, *missing)
    address = visit.request.client.host if visit.request.client else ""
    try:
        signed = await visit.billing.sign_in(
            visit.form["email"], visit.form["password"], address, visit.token
        )
    except BillingError as error:
        return _form(visit, explain(visit, error, "email" if isinstance(error, SignInFailed) else ""))
    response = redirect(visit, _after_sign_in(visit, signed.next))
    secure = visit.settings.secure_cookies
    set_session(response, signed.token, secure)
    response.set_cookie(HINT_COOKIE, "1", max_age=SESSION_SECONDS, secure=secure, samesite="lax")
    return response


async def sign_out(visit: Visit) -> Response:
    """End the session."""
    visit.billing.sign_out(visit.token)
    response = finished(visit, "signOut", "/account/sign-in")
    clear_session(response, visit.settings.secure_cookies)
    response.delete_cookie(HINT_COOKIE)
    return response


def _after_sign_in(visit: Visit, usual: str) -> str:
    """The account page that was asked for; ``usual`` when none was, keeping the way back to the article."""
    wanted = safe_path(visit.request.query_params.get("next", ""))
    path = urlsplit(wanted).path
    if path.startswith("/account/") and path not in ("/account/sign-in", "/account/sign-out"):
        return wanted
    back = visit.back()
    return f"{usual}?{urlencode({'return': back})}" if back else usual


def _form(visit: Visit, *problems: Problem) -> Response:
    wanted = urlsplit(safe_path(visit.request.query_params.get("next", ""))).path
    return render(
        visit,
        "sign-in.html",
        problems[0].status if problems else 200,
        problems=problems,
        email=visit.form.get("email", ""),
        then=_label_of(wanted),
    )


def _label_of(path: str) -> str:
    """The key of the name of the page that a path leads to, for pages that need signing in; else ""."""
    inside = [each for each in OPERATIONS if each.who != "anybody" and each.page != ACCOUNT]
    return next((each.label for each in inside if f"{path}/".startswith(f"{each.page}/")), "")
