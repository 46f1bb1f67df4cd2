"""The session cookie that the API and the account pages share."""

from starlette.responses import Response

from kb.billing.auth.signin import SESSION_SECONDS

SESSION_COOKIE = "kb_session"


def set_session(response: Response, token: str, secure: bool) -> None:
    """Give the browser the session; scripts cannot read it, other sites' forms do not send it."""
    response.set_cookie(
        SESSION_COOKIE, token, max_age=SESSION_SECONDS, path="/", secure=secure, httponly=True, samesite="lax"
    )


def clear_session(response: Response, secure: bool) -> None:
    """Take the session back."""
    response.delete_cookie(SESSION_COOKIE, path="/", secure=secure, httponly=True, samesite="lax")
