"""A limit on bodies, before anything reads them, and on how long answers are kept."""

from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kb.billing import portal
from kb.billing.api import problems

MAX_BODY = 16 * 1024
# Closing on a client that is still sending may cost it our answer (TCP reset): so much is read first.
DRAINED = 1024 * 1024


class BodyLimit:
    """ASGI middleware: a body is read whole before anything else; above MAX_BODY bytes it is answered 413.

    A caller who leaves in the middle of it gets no answer and leaves no trace.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Guard ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass small requests on."""
        headers = dict(scope["headers"]) if scope["type"] == "http" else {}
        announced = int(headers.get(b"content-length", b"0"))
        if announced > MAX_BODY:
            await _refuse(scope, receive, send)
        elif announced or b"transfer-encoding" in headers:
            await self._read_first(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _read_first(self, scope: Scope, receive: Receive, send: Send) -> None:
        messages: list[Message] = []
        size = 0
        while not messages or messages[-1].get("more_body"):
            messages.append(await receive())
            if messages[-1]["type"] == "http.disconnect":
                return
            size += len(messages[-1].get("body", b""))
            if size > MAX_BODY:
                await _refuse(scope, receive, send, more=messages[-1].get("more_body", False))
                return

        async def replay() -> Message:
            return messages.pop(0) if messages else await receive()

        await self._app(scope, replay, send)


async def _refuse(scope: Scope, receive: Receive, send: Send, more: bool = True) -> None:
    drained = 0
    while more and drained < DRAINED:
        message = await receive()
        drained, more = drained + len(message.get("body", b"")), message.get("more_body", False)
    request, headers = Request(scope), {"Connection": "close"}
    if portal.is_page(request):
        response = portal.unread_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        response.headers.update(headers)
        await response(scope, receive, send)
        return
    await problems.answer(request, "body-too-large", headers)(scope, receive, send)


class NotStored:
    """ASGI middleware: no cache keeps an answer about an account unless the answer itself says how long."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the answer's headers."""

        async def send_complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                headers.setdefault("X-Content-Type-Options", "nosniff")
            await send(message)

        await self._app(scope, receive, send_complete)
