"""The Host header is written by whoever asks: one that is no host is refused before anything reads it."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w.-]+)?(:\d{1,5})?", re.ASCII)


def is_host(text: str) -> bool:
    """Whether this is a name or an address, with or without a port."""
    try:
        return _HOST.fullmatch(text) is not None and urlsplit(f"//{text}").port != 0
    except ValueError:
        return False


class KnownHosts:
    """ASGI middleware: 400 for a Host header that cannot be one."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass sound requests on."""
        if scope["type"] == "http" and not is_host(Headers(scope=scope).get("host", "")):
            await PlainTextResponse("The Host header names no host.\n", 400)(scope, receive, send)
            return
        await self.app(scope, receive, send)
