"""The billing service as one ASGI application: /v1, the account pages and, on request, the control plane."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Match

from kb.billing import datasets, portal
from kb.billing.api import account, agent, control, history, problems, public, session
from kb.billing.api.answers_public import ProblemOut
from kb.billing.api.faults import Faults
from kb.billing.api.limits import BodyLimit, NotStored
from kb.billing.auth.passwords import Hasher
from kb.billing.domain.errors import BillingError
from kb.billing.service import Billing
from kb.billing.settings import Settings
from kb.billing.store.database import Database

__all__ = ["Settings", "create_app"]


def create_app(settings: Settings, hasher: Hasher | None = None) -> FastAPI:
    """The application over the settings' database; an empty database is filled with the settings' data set.

    ``hasher``: another way to hash passwords than the default one.

    Raises StoreUnusable for a file that cannot be used, ValueError for a control plane without a token.
    """
    if settings.control and not settings.control_token:
        msg = "the control plane needs control_token"
        raise ValueError(msg)
    database = Database(settings.database)
    billing = Billing(database, hasher, settings.now)
    fresh = database.fresh
    if fresh:
        datasets.load(billing, settings.dataset)
    app = FastAPI(
        title="Billing service stub",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # it would repeat the Host header, which anybody writes
        middleware=[Middleware(NotStored), Middleware(BodyLimit)],
    )
    app.state.settings, app.state.billing, app.state.faults = settings, billing, Faults()
    app.state.is_demo = fresh and settings.dataset == "demo"
    _add_routes(app, settings)
    _add_handlers(app)
    return app


def _add_routes(app: FastAPI, settings: Settings) -> None:
    planes = [public, session, account, history, agent]
    routers = [plane.router for plane in planes]
    app.state.operations = tuple(route for router in routers for route in router.routes)
    for router in [*routers, control.router] if settings.control else routers:
        app.include_router(router)
    portal.mount(app)
    _document_problems(app)


def _document_problems(app: FastAPI) -> None:
    """Add the problem document to the OpenAPI document's schemas: every refusal refers to it."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        document = generate()
        schema = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"].setdefault(ProblemOut.__name__, schema)
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _add_handlers(app: FastAPI) -> None:
    @app.exception_handler(BillingError)
    async def refused(request: Request, error: BillingError) -> Response:
        return problems.refusal(request, error)

    @app.exception_handler(problems.Refused)
    async def refused_by_http(request: Request, error: problems.Refused) -> Response:
        return problems.answer(request, error.code, error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        # Never the input itself: it may be a password.
        faults = [{"at": _place(fault["loc"]), "fault": fault["msg"]} for fault in error.errors()]
        if any(fault["type"] == "missing" and "idempotency-key" in fault["loc"] for fault in error.errors()):
            return problems.answer(request, "idempotency-key-missing")
        return problems.answer(request, "invalid-request", members={"errors": faults})

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        return _unread(request, error.status_code)

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        # The server logs the exception; the caller learns nothing of our inside.
        return _broken(request)


def _place(path: tuple[int | str, ...]) -> list[int | str]:
    """Where a fault is; a name sent by the caller may hold half a character, which no answer can."""
    return [part.encode(errors="replace").decode() if isinstance(part, str) else part for part in path]


def _unread(request: Request, status: int) -> Response:
    """The answer to what no route reads: a page to a person, a problem document to a program."""
    allow = {"Allow": ", ".join(_allowed(request))} if status == 405 else {}
    if portal.is_page(request):
        page = portal.unread_page(request, status)
        page.headers.update(allow)
        return page
    code = {404: "not-found", 405: "method-not-allowed"}.get(status, "bad-request")
    return problems.answer(request, code, allow)


def _broken(request: Request) -> Response:
    if portal.is_page(request):
        return portal.broken_page(request)
    return problems.answer(request, "internal", {"Connection": "close"})


def _allowed(request: Request) -> list[str]:
    """The methods of every route at this path: the router itself would name only the first route's."""
    routes = (*request.app.state.operations, *control.router.routes, *request.app.router.routes)
    matching = (route for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    return sorted({method for route in matching for method in getattr(route, "methods", None) or ()})
