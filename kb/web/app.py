"""One ASGI application on one port: the static site, the search API and the billing stub."""

import asyncio
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kb.feedback.store import Votes
from kb.gaps.recording import Recorder, today
from kb.gaps.store import SearchLog
from kb.web import files
from kb.web.answer_api import Agents, answer_route, openapi_route
from kb.web.desk.routes import desk_routes
from kb.web.feedback.offer import offering
from kb.web.feedback.routes import Known, feedback_route
from kb.web.problem import search_away
from kb.web.results.route import results_routes
from kb.web.search_api import search_route
from kb.web.search_log import searches_route
from search import Engine
from search.errors import ClusterFault

Edit = Callable[[str], str]

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
BILLING_PATHS = ("/v1", "/account", "/_stub")
MINIMUM_GZIP_BYTES = 500
NEVER_COMPRESSED = (".bin", ".webm", ".jpg", ".png")
A_YEAR = "public, max-age=31536000, immutable"
HASH_LENGTH = 8


def is_content_hashed(path: str) -> bool:
    """Say whether a file's name carries its own content's hash, so that it may be kept for ever."""
    parts = Path(path).name.split(".")
    return any(
        len(part) >= HASH_LENGTH and all(letter in "0123456789abcdef" for letter in part)
        for part in parts[:-1]
    )


def own_path(location: str, host: str) -> str:
    """A redirect's target; one that repeats the request's Host header, which anybody writes, as its path."""
    scheme, _, rest = location.partition("://")
    own = scheme in ("http", "https") and rest.startswith(f"{host}/")
    return f"/{rest.removeprefix(host).lstrip('/')}" if own else location


class Secured:
    """Add the security headers to every response that does not bring its own."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the answer's headers."""

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                if "location" in headers:
                    headers["location"] = own_path(headers["location"], Headers(scope=scope).get("host", ""))
            await send(message)

        await self.app(scope, receive, send_secured if scope["type"] == "http" else send)


class Compressed:
    """Compress what gains from it: media do not, and the index's packs are read by byte ranges."""

    def __init__(self, app: ASGIApp) -> None:
        """Serve `app` both ways."""
        self.plain, self.gzip = app, GZipMiddleware(app, minimum_size=MINIMUM_GZIP_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by the ending of the path."""
        is_plain = scope.get("path", "").endswith(NEVER_COMPRESSED)
        await (self.plain if is_plain else self.gzip)(scope, receive, send)


class Site(StaticFiles):
    """The built site: hashed files are kept for ever, all others are asked for again."""

    def __init__(self, directory: Path, edit: Edit = str) -> None:
        """Serve `directory`; what `edit` makes of a page's HTML is sent in its place."""
        super().__init__(directory=directory, html=True)
        self.config_checked = (
            True  # by this constructor; while a build takes its place the folder is not there
        )
        self.edit = edit

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file at `path`, or the site's own page for addresses that do not exist."""
        response = await self._settled(path, scope)
        if response.status_code == 404:
            return response
        response.headers["Cache-Control"] = A_YEAR if is_content_hashed(path) else "no-cache"
        return response

    async def _settled(self, path: str, scope: Scope) -> Response:
        """The file of the build that stood when the request came, or of the one that then took its place."""
        site, tries = Path(str(self.directory)), round(files.SWAP_SECONDS / files.PAUSE_SECONDS)
        for _ in range(tries):
            before = files.generation(site)
            with suppress(FileNotFoundError, HTTPException):
                response = await super().get_response(path, scope)
                if response.status_code != 404:
                    return response
            if before is not None and files.generation(site) == before:
                break
            await asyncio.sleep(files.PAUSE_SECONDS)
        return self._own_404(await super().get_response(path, scope))

    def _own_404(self, response: Response) -> Response:
        """The site's page for addresses that do not exist, of one build like every other file."""
        if isinstance(response, FileResponse) and response.status_code == 404:
            return files.OpenedFile(response.path, 404)
        return response

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file as it is now, or that the reader's copy is still good; `stat_result` may be of another."""
        response = files.OpenedFile(full_path, status_code)
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            response.close()
            return NotModifiedResponse(response.headers)
        return (
            response if self.edit is str or response.media_type != "text/html" else response.edited(self.edit)
        )


class WithBilling:
    """Hand the billing service its own paths, whole, and everything else to the help center."""

    def __init__(self, app: ASGIApp, billing: ASGIApp) -> None:
        """`billing` keeps its absolute paths: they are the ones its OpenAPI document states."""
        self.app, self.billing = app, billing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by the path; the server's own start and stop go to the help center."""
        path = scope.get("path", "")
        is_billing = any(path == prefix or path.startswith(f"{prefix}/") for prefix in BILLING_PATHS)
        await (self.billing if is_billing else self.app)(scope, receive, send)


def home_route(home: str) -> Route:
    """Lead from where the pages say that the site stands, "/help/", to the root, where it stands here.

    The account pages send customers back to where an article's link said that it is.
    """

    def endpoint(request: Request) -> Response:
        path = "/" + request.path_params["path"].lstrip("/")  # two slashes would lead to another host
        return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path)

    return Route(f"{home}{{path:path}}", endpoint, methods=["GET"])


def search_routes(
    engines: Mapping[str, Engine], agents: Agents | None = None, searches: SearchLog | None = None
) -> list[BaseRoute]:
    """The doors of programs and agents.

    Args:
        engines: By language.
        agents: What `POST /api/answer` needs; None: there is no such door.
        searches: Where searches are counted; None: nowhere.
    """
    record = Recorder(searches, engines).record if searches else None
    routes: list[BaseRoute] = [search_route(engines, record)]
    routes += [searches_route(record, engines, monotonic)] if record else []
    if agents:
        desk = desk_routes(agents, engines, agents.frames, record=record)
        routes += [answer_route(agents, engines), openapi_route(), *desk]
    return routes


def votes_routes(votes: Votes | None, known: Known) -> list[BaseRoute]:
    """The door of readers' votes on the answers that are ``known``, where votes are kept."""
    return [feedback_route(votes, known, today, monotonic)] if votes else []


def create_app(
    site: Path,
    engines: Mapping[str, Engine],
    billing: ASGIApp,
    home: str = "/",
    agents: Agents | None = None,
    searches: SearchLog | None = None,
    votes: Votes | None = None,
) -> Starlette:
    """The help center: a built site, its search engines, and a billing service.

    Args:
        site: The built site's folder.
        engines: Of each language.
        billing: The billing service.
        home: Where the site's pages say that it stands on its host; here it stands at the root.
        agents: What `POST /api/answer` needs; None: there is no such door.
        searches: Where searches are counted; None: nowhere.
        votes: Where votes on answers are kept; None: only what a page itself names takes them.
    """
    routes = search_routes(engines, agents, searches)
    routes += votes_routes(votes, lambda article, lang: engines[lang].index.number(article))
    routes += results_routes(site, engines)
    routes += [home_route(home)] if home != "/" else []
    routes.append(Mount("/", Site(site, offering if votes else str)))
    middleware = [
        Middleware(Secured),
        Middleware(Compressed),
        Middleware(WithBilling, billing=billing),
    ]
    return Starlette(routes=routes, middleware=middleware, exception_handlers={ClusterFault: search_away})
