"""POST /api/answer: what `kb answer` says, for help desks, behind the agents' token."""

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kb import strings
from kb.accept_language import best_language
from kb.answering.customer import Customer, customer_of
from kb.answering.desk import Desk
from kb.answering.letter import formatted, letter, notes
from kb.answering.picking.asking import Asker
from kb.answering.reply import Reply, unanswered
from kb.answering.spoken import notice
from kb.errors import ServiceUnreachable, UnknownName
from kb.web.body import AnswerRequest, BadBody, TooLong, read_at_most, read_body
from kb.web.problem import problem
from kb.web.rate import Rate
from search import Engine

MOST_BYTES = 1_000_000  # of a body
MOST, SECONDS = 120, 60.0  # requests from all together within so many seconds
LONGEST_EMAIL = 254  # RFC 5321: a longer one is nobody's
BEARER = "Bearer "
OPENAPI = Path(__file__).parent / "openapi.json"


@dataclass(frozen=True)
class Agents:
    """What the door of the agents needs.

    Attributes:
        token: The agents' token.
        content: The content folder; it is read at the first request.
        site: Where links begin if a request does not say, without a slash at the end.
        account: What an agent may know of an account by its e-mail; None where there is none.
        panels: What the service says and offers to it, by e-mail and language.
        frames: Addresses of the help desks that may show `/agent` in a frame; empty: none.
    """

    token: str
    content: Path
    site: str
    account: Callable[[str], Mapping[str, Any] | None]
    panels: Callable[[str, str], Sequence[Mapping[str, Any]]]
    frames: str = ""

    @cached_property
    def desk(self) -> Desk:
        """Articles and facts."""
        return Desk(self.content)


class Refused(Exception):
    """A request that gets no answer: the problem's code, status, and what fills its sentence."""

    def __init__(self, code: str, status: int, **members: object) -> None:
        self.code, self.status, self.members = code, status, members
        super().__init__(code)


REFUSALS = (Refused, BadBody, TooLong, ServiceUnreachable)


def answer_route(
    agents: Agents, engines: Mapping[str, Engine], clock: Callable[[], float] = time.monotonic
) -> Route:
    """The route `POST /api/answer`.

    The token is looked at before anything else of a request, so that nobody learns without it which accounts
    there are; refused tokens count towards the rate too.

    Args:
        agents: The token, the content, the accounts.
        engines: By language.
        clock: Seconds that never go back.
    """
    rate = Rate(MOST, SECONDS, clock)

    async def endpoint(request: Request) -> Response:
        lang = best_language(request.headers.getlist("accept-language"), strings.languages())
        try:
            _admit(request, agents.token, rate)
            body = read_body(await read_at_most(request, MOST_BYTES), tuple(engines))
            return JSONResponse(
                await run_in_threadpool(_answered, agents, engines, body), headers=_headers(lang)
            )
        except UnknownName as error:
            return problem_of(BadBody(str(error)), lang)
        except REFUSALS as error:
            return problem_of(error, lang)

    return Route("/api/answer", endpoint, methods=["POST"])


def openapi_route() -> Route:
    """The route `GET /api/openapi.json`: the document of the one above, for programs."""

    def endpoint(_: Request) -> Response:
        return Response(OPENAPI.read_bytes(), media_type="application/json")

    return Route("/api/openapi.json", endpoint, methods=["GET"])


def _admit(request: Request, token: str, rate: Rate) -> None:
    if wait := rate.wait():
        raise Refused("too_many", 429, seconds=wait)
    given = request.headers.get("authorization", "")
    if not secrets.compare_digest(given.encode(), f"{BEARER}{token}".encode()):
        raise Refused("not_an_agent", 401)


def _answered(agents: Agents, engines: Mapping[str, Engine], body: AnswerRequest) -> dict[str, Any]:
    customer = customer_for(agents, body)
    lang, site, desk = body.lang or customer.language, body.site or agents.site, agents.desk
    named, asked_in = desk.named(body.message.strip()), ""
    if named:
        lang = lang if lang in named else next(iter(named))
        made: tuple[Reply, ...] = (Reply(body.message, desk.part(named[lang], customer, site), ()),)
    else:
        lang = lang if lang in engines else ""
        asker = Asker(engines, tuple(engines))
        lang, made = desk.replies(asker, body.message, lang, customer, site)
        asked_in = asker.foreign(body.message)
    return _written(lang, made, desk.contacts(site), body.form, asked_in)


def customer_for(agents: Agents, body: AnswerRequest) -> Customer:
    """Whom a request is for; raises Refused where there is no such account."""
    if not body.account:
        return Customer(body.audiences or None)
    account = agents.account(body.account) if len(body.account) <= LONGEST_EMAIL else None
    if account is None:
        raise Refused("no_account", 404)
    return customer_of(account, partial(agents.panels, body.account))


def _written(
    lang: str, made: tuple[Reply, ...], contacts: list[str], form: str, asked_in: str
) -> dict[str, Any]:
    def say(key: str, **values: object) -> str:
        return strings.text(lang, key, **values)

    answers = [reply.answer for reply in made if reply.answer]
    told = filter(None, (notice(asked_in, lang, lang, say), notes(made, contacts, say)))
    return {
        "lang": lang,
        "confident": bool(answers),
        "letter": formatted(letter(answers, say, unanswered(made)), form) if answers else "",
        "notes": formatted("\n\n".join(told), "text"),
        "replies": [asdict(reply) for reply in made],
        "contacts": contacts,
    }


def problem_of(error: Exception, lang: str) -> Response:
    """The problem document of one of the `REFUSALS`."""
    refused = _refused(error)
    headers = _headers(lang)
    if refused.status == 401:
        headers["WWW-Authenticate"] = BEARER.strip()
    if refused.status == 429:
        headers["Retry-After"] = str(refused.members["seconds"])
    return problem(refused.code, lang, refused.status, headers, **refused.members)


def _refused(error: Exception) -> Refused:
    match error:
        case Refused():
            return error
        case BadBody():
            return Refused("bad_body", 422, reason=error.reason)
        case TooLong():
            return Refused("body_too_large", 413, maximum=error.most)
        case _:
            return Refused("no_service", 503)


def _headers(lang: str) -> dict[str, str]:
    return {"Content-Language": lang, "Vary": "Accept-Language", "Cache-Control": "no-store"}
