"""The routes of `/agent`: sign-in with the agents' token, the desk, and the letters for a message."""

import secrets
import time
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kb import strings
from kb.accept_language import best_language
from kb.answering.letter import formatted
from kb.answering.picking.asking import Asker
from kb.answering.reply import whole_questions
from kb.answering.spoken import notice
from kb.answering.suggest import Suggester, Suggestion
from kb.gaps import missed
from kb.gaps.store import Searched
from kb.theme import ASSETS
from kb.web.answer_api import (
    MOST,
    MOST_BYTES,
    REFUSALS,
    SECONDS,
    Agents,
    Refused,
    customer_for,
    problem_of,
)
from kb.web.body import AnswerRequest, TooLong, read_at_most, read_body
from kb.web.desk import page
from kb.web.desk.sessions import Sessions
from kb.web.rate import Rate
from search import Engine

COOKIE = "kb_desk"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
NOBODY = "'none'"
Record = Callable[[Searched], None]
OURS = "x-kb-desk"  # a header that forms of other sites cannot send
STATE = ("getAccount", "requestRefund")  # operations whose sentences say how an account stands
TRIES, TRIES_SECONDS = 20, 300.0  # sign-ins of all together


class DeskPage:
    """The handlers of the routes."""

    def __init__(
        self,
        agents: Agents,
        engines: Mapping[str, Engine],
        frames: str,
        clock: Callable[[], float],
        record: Record | None,
    ) -> None:
        """Take over the agents' door, the engines, who may frame the page, and where gaps go, if anywhere."""
        self.agents, self.engines, self.frames, self.record = agents, engines, frames, record
        self.sessions = Sessions(clock)
        self.rate, self.tries = Rate(MOST, SECONDS, clock), Rate(TRIES, TRIES_SECONDS, clock)

    async def desk(self, request: Request) -> Response:
        """The desk, or the sign-in."""
        name = "desk" if self._is_signed_in(request) else "sign-in"
        return self._page(request, name)

    async def sign_in(self, request: Request) -> Response:
        """Open a session for whoever knows the token."""
        given = await _token(request)
        if self.tries.wait() or not secrets.compare_digest(given.encode(), self.agents.token.encode()):
            return self._page(request, "sign-in", 403, refused=True)
        response = self._secured(RedirectResponse("/agent", 303))
        secure = request.url.scheme == "https"
        framed = bool(self.frames) and secure
        response.set_cookie(
            COOKIE,
            self.sessions.begin(),
            path="/agent",
            secure=secure,
            httponly=True,
            samesite="none" if framed else "strict",
        )
        return response

    async def sign_out(self, request: Request) -> Response:
        """End the session."""
        self.sessions.end(request.cookies.get(COOKIE, ""))
        response = self._secured(RedirectResponse("/agent", 303))
        response.delete_cookie(COOKIE, path="/agent")
        return response

    async def suggest(self, request: Request) -> Response:
        """The letters for a message, as JSON."""
        lang = _language(request)
        try:
            self._admit(request)
            body = read_body(await read_at_most(request, MOST_BYTES), tuple(self.engines), empty=True)
            return self._secured(JSONResponse(await run_in_threadpool(self._suggested, body, lang)))
        except REFUSALS as error:
            return self._secured(problem_of(error, lang))

    async def miss(self, request: Request) -> Response:
        """Note for the writers what no article answers."""
        lang = _language(request)
        try:
            self._admit(request)
            body = read_body(await read_at_most(request, MOST_BYTES), tuple(self.engines))
            await run_in_threadpool(self._note, body)
            return self._secured(Response(status_code=204))
        except REFUSALS as error:
            return self._secured(problem_of(error, lang))

    def style(self, _: Request) -> Response:
        """The style sheet."""
        return self._secured(Response(page.style(), media_type="text/css"))

    def script(self, _: Request) -> Response:
        """The script."""
        return self._secured(Response((page.OWN / "agent.js").read_bytes(), media_type="text/javascript"))

    def icon(self, _: Request) -> Response:
        """The site's icon: without one, browsers ask for a file that is not there."""
        return self._secured(Response((ASSETS / "icon.svg").read_bytes(), media_type="image/svg+xml"))

    def _admit(self, request: Request) -> None:
        if not self._is_signed_in(request) or OURS not in request.headers:
            raise Refused("not_an_agent", 401)
        if wait := self.rate.wait():
            raise Refused("too_many", 429, seconds=wait)

    def _suggested(self, body: AnswerRequest, lang: str) -> dict[str, object]:
        customer = customer_for(self.agents, body)
        asker = Asker(self.engines, tuple(self.engines))
        suggester = Suggester(self.agents.desk, asker, self.agents.site, strings.text)
        found = suggester.suggest(body.message, customer, body.lang)
        panels = customer.panels(lang)
        told = notice(found.asked_in, found.lang, lang, partial(strings.text, lang))
        state = " ".join(filter(None, [told, *(panels[name].sentence for name in STATE if name in panels)]))
        return {"lang": found.lang, "state": state, "suggestions": [_written(each) for each in found.listed]}

    def _note(self, body: AnswerRequest) -> None:
        found, picks = Asker(self.engines, tuple(self.engines)).ask(body.message, body.lang)
        if self.record:
            asked = whole_questions(picks)
            missed.note(self.record, found, ((each.question, len(each.hits)) for each in asked))

    def _is_signed_in(self, request: Request) -> bool:
        return self.sessions.holds(request.cookies.get(COOKIE, ""))

    def _page(self, request: Request, name: str, status: int = 200, *, refused: bool = False) -> Response:
        told, misses = tuple(self.engines), self.record is not None
        html = page.rendered(name, _language(request), told, refused=refused, misses=misses)
        return self._secured(HTMLResponse(html, status))

    def _secured(self, response: Response) -> Response:
        response.headers["Content-Security-Policy"] = f"{POLICY}; frame-ancestors {self.frames or NOBODY}"
        response.headers["Cache-Control"] = "no-store"
        return response


def desk_routes(
    agents: Agents,
    engines: Mapping[str, Engine],
    frames: str = "",
    clock: Callable[[], float] = time.monotonic,
    record: Record | None = None,
) -> list[Route]:
    """The routes.

    Args:
        agents: The token, the articles, the accounts.
        engines: By language.
        frames: Addresses of the help desks that may show the page in a frame; empty: none.
        clock: Seconds that never go back.
        record: Masks and keeps what no article answers; None: the page has no button for it.
    """
    at = DeskPage(agents, engines, frames, clock, record)
    post = partial(Route, methods=["POST"])
    return [
        Route("/agent", at.desk, methods=["GET"]),
        post("/agent/sign-in", at.sign_in),
        post("/agent/sign-out", at.sign_out),
        post("/agent/suggest", at.suggest),
        *([post("/agent/miss", at.miss)] if record else []),
        Route("/agent/agent.css", at.style, methods=["GET"]),
        Route("/agent/agent.js", at.script, methods=["GET"]),
        Route("/agent/icon.svg", at.icon, methods=["GET"]),
    ]


async def _token(request: Request) -> str:
    try:
        body = (await read_at_most(request, MOST_BYTES)).decode("utf-8", "replace")
    except TooLong:  # no token is so long
        return ""
    return parse_qs(body).get("token", [""])[0]


def _language(request: Request) -> str:
    return best_language(request.headers.getlist("accept-language"), strings.languages())


def _written(each: Suggestion) -> dict[str, object]:
    return {
        "articles": each.articles,
        "title": each.title,
        "confident": each.confident,
        "html": formatted(each.markdown, "html"),
        "text": formatted(each.markdown, "text"),
    }
