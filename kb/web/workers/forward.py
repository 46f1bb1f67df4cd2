"""Handing a request on to the one process that has state, over a socket of this machine's file system."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

KEPT_APART = ("/v1", "/account", "/_stub", "/agent", "/api")
STATELESS = "/api/search"
PATIENCE_SECONDS = 30
# Of one connection, not of the message (RFC 9110, section 7.6.1).
_HOP = {
    b"connection",
    b"keep-alive",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
    b"proxy-connection",
}
_OWN = {b"date"}  # every process says it
_CLIENT = {b"x-forwarded-for", b"x-forwarded-proto"}

Headers = list[tuple[bytes, bytes]]


class Forward:
    """An application that is another process's, as it answers through a socket."""

    def __init__(self, socket: Path) -> None:
        """Hand on to whoever listens there."""
        transport = httpx.AsyncHTTPTransport(uds=str(socket), limits=httpx.Limits(max_connections=None))
        self._client = httpx.AsyncClient(transport=transport, timeout=PATIENCE_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as it is, with who asked, and its answer back as it comes."""
        request = Request(scope, receive)
        path = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        url = httpx.URL("http://kept").copy_with(raw_path=path)
        asked = httpx.Request(request.method, url, headers=_headers(request), content=_body(request))
        answer = await self._client.send(asked, stream=True)
        try:
            told = StreamingResponse(answer.aiter_raw(), answer.status_code)
            told.raw_headers = [
                (name.lower(), value) for name, value in answer.headers.raw if name.lower() not in _HOP | _OWN
            ]
            await told(scope, receive, send)
        finally:
            await answer.aclose()


class Parted:
    """Answer what needs no state here, and hand on the rest: accounts, agents, votes."""

    def __init__(self, app: ASGIApp, kept: ASGIApp) -> None:
        """`app` is the site and its search, `kept` the process that has state."""
        self.app, self.kept = app, kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by the path."""
        path = scope.get("path", "")
        is_kept = any(path == prefix or path.startswith(f"{prefix}/") for prefix in KEPT_APART)
        await (self.kept if is_kept and path != STATELESS else self.app)(scope, receive, send)


def _headers(request: Request) -> Headers:
    """The caller's headers, and who the caller is, as this process knows it."""
    client = request.client.host if request.client else ""
    own = [(b"x-forwarded-for", client.encode()), (b"x-forwarded-proto", request.url.scheme.encode())]
    return [each for each in request.headers.raw if each[0] not in _HOP | _CLIENT] + own


def _body(request: Request) -> AsyncIterator[bytes] | None:
    """The body as it comes, where there is one."""
    told = request.headers
    return request.stream() if "content-length" in told or "transfer-encoding" in told else None
