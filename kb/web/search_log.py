"""POST /api/searches: what a browser found in its own index, for the log that knows no person.

A static site's host may offer the same door: one JSON object, no cookie, answered with 204 and nothing else.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kb.content.article import KINDS
from kb.gaps.store import Searched
from kb.web.body import TooLong, read_at_most
from kb.web.engines import categories
from kb.web.params import QUERY_LIMIT
from kb.web.rate import Rate
from search import Engine

MOST_BYTES = 2048
MOST, SECONDS = 120, 60.0  # searches of all visitors together
SLUG_LENGTH = 80
Record = Callable[[Searched], None]


def searches_route(record: Record, engines: Mapping[str, Engine], clock: Callable[[], float]) -> Route:
    """The route; what is no search, comes too often, or from who asks not to be counted is passed over.

    Args:
        record: Masks and counts a search.
        engines: By language of the site.
        clock: Seconds that never go back.
    """
    rate = Rate(MOST, SECONDS, clock)

    async def answer(request: Request) -> Response:
        try:
            searched = _read(await read_at_most(request, MOST_BYTES), engines)
        except TooLong:
            return Response(status_code=413)
        if searched is None:
            return Response(status_code=422)
        if request.headers.get("sec-gpc") != "1" and not rate.wait():
            record(searched)
        return Response(status_code=204)

    return Route("/api/searches", answer, methods=["POST"])


def _read(body: bytes, engines: Mapping[str, Engine]) -> Searched | None:
    """A search as a browser tells it; None for anything else."""
    try:
        data: Any = json.loads(body)
        found, confident = data["count"], data["confident"]
        texts = {name: data.get(name) or "" for name in ("query", "lang", "followed", "kind", "category")}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    is_whole = type(found) is int and 0 <= found < 1_000_000 and type(confident) is bool
    if not is_whole or not all(isinstance(text, str) for text in texts.values()):
        return None
    if texts["lang"] not in engines or not 0 < len(texts["query"]) <= QUERY_LIMIT:
        return None
    if texts["kind"] not in ("", *KINDS) or len(texts["followed"]) > SLUG_LENGTH:
        return None
    if texts["category"] and texts["category"] not in categories(engines):
        return None
    lang, query, followed, kind, category = (
        str(texts[name]) for name in ("lang", "query", "followed", "kind", "category")
    )
    return Searched(date.min, lang, query, found, confident, followed, kind, category)
