"""The ASGI application of a preview: pages on request, files of the site, news, search, the billing stub."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from mimetypes import guess_type
from pathlib import Path
from time import monotonic

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from kb.errors import ContentError, UnknownName
from kb.web.app import A_YEAR, Secured, WithBilling, is_content_hashed
from kb.web.preview import page
from kb.web.preview.model import Source
from kb.web.preview.news import News, events_route, watch

# Seconds for which a page that was rendered to see whether it changed is good enough to be sent.
HANDED_SECONDS = 1.0


class Pages:
    """What a preview answers: each page with what its writer should know."""

    def __init__(self, source: Source, lang: str, edit: Callable[[str], str] = str) -> None:
        """Show `source` as `edit` leaves it; what is no page's language is said in `lang`."""
        self.source, self.lang, self.edit = source, lang, edit
        self.reloads = 0
        self._handed: dict[str, tuple[float, Response, str]] = {}

    async def state(self, address: str) -> str:
        """The state of a page; its next reader gets what was rendered for this."""
        response, state = await run_in_threadpool(self._answer, address.removeprefix("/"))
        self._handed[address] = (monotonic(), response, state)
        return state

    async def update(self, paths: set[Path]) -> None:
        """Take notice of changed files."""
        self._handed.clear()
        self.reloads += await run_in_threadpool(self.source.update, paths)

    async def endpoint(self, request: Request) -> Response:
        """A page, a file of the site, or the page of addresses that do not exist."""
        address = request.url.path
        made, response, _ = self._handed.pop(address, (0.0, None, ""))
        if response is not None and monotonic() - made < HANDED_SECONDS:
            return response
        return (await run_in_threadpool(self._answer, address.removeprefix("/")))[0]

    def _answer(self, address: str) -> tuple[Response, str]:
        try:
            shown, status = self.source.page(address), 200
        except ContentError as error:
            state = f"{self.reloads}-{page.state_of_refusal(error)}"
            return HTMLResponse(page.refused(error, self.lang, state), 500), state
        except UnknownName:
            other = self._file(address)
            if other:
                return other, str(self.reloads)
            shown, status = self.source.lost(), 404
        state = f"{self.reloads}-{page.state_of(shown)}"
        html = self.edit(page.decorated(shown, state))
        return HTMLResponse(html, status, {"Cache-Control": "no-store"}), state

    def _file(self, address: str) -> Response | None:
        """A file of the site, or where its page stands; None where there is neither."""
        headers = {"Cache-Control": A_YEAR if is_content_hashed(address) else "no-cache"}
        for name in (address, f"{address.rstrip('/')}/index.html".removeprefix("/")):
            found = self.source.file(name)
            media = guess_type(name)[0] or "application/octet-stream"
            if isinstance(found, Path):
                return FileResponse(found, media_type=media, headers=headers)
            if found is not None:
                return Response(found, media_type=media, headers=headers)
        with suppress(UnknownName, ContentError):
            if not address.endswith("/") and self.source.page(f"{address}/"):
                return RedirectResponse(f"/{address.lstrip('/')}/")
        return None


def create_app(
    source: Source,
    billing: ASGIApp,
    news: News,
    lang: str,
    routes: Sequence[BaseRoute] = (),
    edit: Callable[[str], str] = str,
) -> Starlette:
    """The preview of a site.

    Args:
        source: Renders it.
        billing: The billing service.
        news: Ends when the server stops.
        lang: What the writer reads where there is no page.
        routes: What else is answered: search, votes.
        edit: What becomes of a page's HTML before it is sent.
    """
    pages = Pages(source, lang, edit)

    @asynccontextmanager
    async def watching(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(watch(source.folders, pages.update, news))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def own(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in page.FILES:
            return Response(status_code=404)
        headers = {"Cache-Control": "no-cache"}
        return Response(page.file(name), media_type=page.FILES[name], headers=headers)

    return Starlette(
        routes=[
            events_route(f"{page.FOLDER}/events", news, pages.state),
            Route(f"{page.FOLDER}/{{name}}", own, methods=["GET"]),
            *routes,
            Route("/{path:path}", pages.endpoint, methods=["GET"]),
        ],
        middleware=[Middleware(Secured), Middleware(WithBilling, billing=billing)],
        lifespan=watching,
    )
