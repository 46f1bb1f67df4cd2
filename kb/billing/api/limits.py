"""A limit on bodies, before anything reads them."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    await problems.answer(Request(scope), "body-too-large", {"Connection": "close"})(scope, receive, send)
