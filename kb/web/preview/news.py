"""Who looks at a page is told when it changes: server-sent events, one stream for each open page."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import suppress
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

# Milliseconds: an editor that writes a file in two steps is heard once; nobody notices the wait.
DEBOUNCE, STEP = 40, 10
# Seconds of silence after which a stream shows that it is alive.
QUIET_SECONDS = 15.0


class News:
    """The changes of a site, counted."""

    def __init__(self) -> None:
        """Nothing has changed yet."""
        self.count = 0
        self.is_over = False
        self._waiting: set[asyncio.Event] = set()

    def tell(self) -> None:
        """Something changed."""
        self.count += 1
        for waiting in self._waiting:
            waiting.set()

    def end(self) -> None:
        """The server stops: all streams end."""
        self.is_over = True
        self.tell()

    async def after(self, count: int) -> None:
        """Wait for a change after the `count`-th, but not for ever."""
        if self.count > count or self.is_over:
            return
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), QUIET_SECONDS)
        finally:
            self._waiting.discard(event)


def events_route(path: str, news: News, state: Callable[[str], Awaitable[str]]) -> Route:
    """The stream `path?page=/it/receipts/`: the state of that page, at once and whenever it is another.

    Args:
        path: Of the route.
        news: Says when to look again.
        state: The state of a page, by its address.
    """

    async def endpoint(request: Request) -> Response:
        address = request.query_params.get("page", "/")
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(stream(address), media_type="text/event-stream", headers=headers)

    async def stream(address: str) -> AsyncIterator[str]:
        last = ""
        while not news.is_over:
            count, now = news.count, await state(address)
            yield f"data: {now}\n\n" if now != last else ": nothing new\n\n"
            last = now
            await news.after(count)

    return Route(path, endpoint, methods=["GET"])


async def watch(
    folders: Callable[[], Iterable[Path]], update: Callable[[set[Path]], Awaitable[None]], news: News
) -> None:
    """Take notice of what is saved below some folders until the task is cancelled."""
    async for changes in awatch(*folders(), debounce=DEBOUNCE, step=STEP):
        await update({Path(path) for _, path in changes})
        news.tell()
