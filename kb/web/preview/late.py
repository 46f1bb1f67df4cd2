"""An application that is made when its first request comes, so that nobody waits for it before."""

from collections.abc import Callable
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send


class LateApp:
    """Stands for an application that takes a while to be made."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        """`make` is called once, on a thread of its own."""
        self._make, self._turn = make, Lock()
        self._made: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        app = await run_in_threadpool(self._ready) if self._made is None else self._made
        await app(scope, receive, send)

    def _ready(self) -> ASGIApp:
        with self._turn:
            if self._made is None:
                self._made = self._make()
            return self._made
