"""What the routers share: who calls, what the answers say, how the OpenAPI document names the problems."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from kb.billing.api.answers_public import ProblemOut
from kb.billing.api.problems import MEDIA_TYPE, Refused
from kb.billing.auth.cookies import SESSION_COOKIE
from kb.billing.domain.errors import NotSignedIn
from kb.billing.domain.model import Session
from kb.billing.refusals import REFUSALS
from kb.billing.service import Billing
from kb.billing.settings import Settings

# What any operation with a body may answer to it.
BODY = ("bad-request", "body-too-large", "media-type")
_cookie = APIKeyCookie(name=SESSION_COOKIE, scheme_name="session", auto_error=False)
_bearer = HTTPBearer(scheme_name="bearer", auto_error=False)


def problems(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of an operation that may refuse for these codes of refusals.REFUSALS."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in (*codes, "unavailable"):
        status = REFUSALS[code].status
        described = found.setdefault(status, {"description": code, "content": problem_content()})
        if code not in described["description"].split(" | "):
            described["description"] += f" | {code}"
    return found


def problem_content() -> dict[str, Any]:
    """The content object of a problem document."""
    return {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemOut.__name__}"}}}


async def billing_of(request: Request) -> Billing:
    """The service of this application."""
    service: Billing = request.app.state.billing
    return service


async def settings_of(request: Request) -> Settings:
    """The settings of this application."""
    settings: Settings = request.app.state.settings
    return settings


Service = Annotated[Billing, Depends(billing_of)]
Config = Annotated[Settings, Depends(settings_of)]


@dataclass(frozen=True, slots=True)
class Caller:
    """The signed-in customer behind a request.

    ``by_cookie``: a browser, whose changes need the CSRF token.
    """

    token: str
    session: Session
    by_cookie: bool

    @property
    def account(self) -> int:
        """The account's id."""
        return self.session.account


async def signed_in(
    billing: Service,
    cookie: Annotated[str | None, Depends(_cookie)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller:
    """Raises NotSignedIn. A Bearer token, where one is sent, counts alone."""
    token = bearer.credentials if bearer else cookie
    if token is None:
        raise NotSignedIn
    return Caller(token, billing.session(token), by_cookie=bearer is None)


Reader = Annotated[Caller, Depends(signed_in)]


async def changing(
    billing: Service,
    caller: Reader,
    x_csrf_token: Annotated[
        str | None, Header(max_length=200, description="needed with the session cookie")
    ] = None,
) -> Caller:
    """As signed_in; a browser must prove that the request comes from our own page. Raises CsrfMismatch."""
    if caller.by_cookie:
        billing.check_csrf(caller.session, x_csrf_token)
    return caller


Changer = Annotated[Caller, Depends(changing)]


async def json_body(request: Request) -> None:
    """Bodies are JSON and say so: a form of another site cannot send this type.

    Raises Refused(media-type).
    """
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        raise Refused("media-type")


JSON_BODY = Depends(json_body)


def holds_token(bearer: HTTPAuthorizationCredentials | None, expected: str | None) -> bool:
    """Whether the caller sent the token that opens a plane; without an expected token nothing does."""
    if bearer is None or not expected:
        return False
    return secrets.compare_digest(bearer.credentials.encode(), expected.encode())


def not_modified(request: Request, etag: str) -> bool:
    """Whether the caller's copy is still the current one."""
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return etag in known or known == ["*"]


def public(request: Request, body: bytes) -> Response:
    """A public answer: cacheable for a minute, revalidated by ETag, readable from the site's origin only."""
    origin: str | None = request.app.state.settings.site_origin
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "public, max-age=60"}
    if origin:
        headers |= {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
    if not_modified(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
