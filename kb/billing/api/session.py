"""Signing in and out."""

from fastapi import APIRouter, Request, Response

from kb.billing.api.answers_account import SignInOut
from kb.billing.api.deps import BODY, JSON_BODY, Changer, Config, Service, problems
from kb.billing.api.faults import FaultyRoute
from kb.billing.api.requests import SignInIn
from kb.billing.auth.cookies import SESSION_COOKIE, clear_session, set_session

router = APIRouter(prefix="/v1/session", tags=["session"], route_class=FaultyRoute)


def address_of(request: Request) -> str:
    """The caller's address, for the sign-in limit."""
    return request.client.host if request.client else "unknown"


@router.post(
    "",
    operation_id="signIn",
    status_code=201,
    dependencies=[JSON_BODY],
    responses=problems("sign-in-failed", *BODY, "invalid-request", "too-many-failures"),
)
async def sign_in(
    request: Request, response: Response, billing: Service, settings: Config, body: SignInIn
) -> SignInOut:
    """Open a session: its token is set as an HttpOnly cookie, whose value also works as a Bearer token."""
    earlier = request.cookies.get(SESSION_COOKIE)
    opened = await billing.sign_in(body.email, body.password, address_of(request), earlier)
    set_session(response, opened.token, settings.secure_cookies)
    response.headers["Cache-Control"] = "no-store"
    return SignInOut.model_validate({"csrf": opened.csrf, "next": opened.next})


@router.delete(
    "",
    operation_id="signOut",
    status_code=204,
    response_class=Response,
    responses=problems("not-signed-in", "csrf", "invalid-request"),
)
async def sign_out(billing: Service, settings: Config, caller: Changer) -> Response:
    """End this session."""
    billing.sign_out(caller.token)
    response = Response(status_code=204)
    clear_session(response, settings.secure_cookies)
    return response
