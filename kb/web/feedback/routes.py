"""POST /api/feedback: one reader's vote on one answer, as the page sends it; who sent it is not asked.

A static site's host may offer the same door at the address that `feedback_url` names: one JSON object, no
cookie, answered with 204 and nothing else.
"""

import json
import re
import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kb.feedback.store import REASONS, Vote, Votes
from kb.web.body import TooLong, read_at_most
from kb.web.feedback.offer import DOOR
from kb.web.rate import Rate

MOST_BYTES = 512
MOST, SECONDS = 3000, 60.0  # votes of all visitors together
NUMBER = re.compile(r"[0-9a-f]{32}")
Known = Callable[[str, str], object]  # an answer of the site by article and language; KeyError for none
FIELDS = {"number", "article", "lang", "useful", "reason"}


def feedback_route(votes: Votes, known: Known, day: Callable[[], date], clock: Callable[[], float]) -> Route:
    """The route; what is no vote on an answer of this site is refused.

    Another site's page cannot post here: browsers ask before they send JSON elsewhere; nobody answers.

    Args:
        votes: Where they are kept.
        known: The site's answers.
        day: The day today.
        clock: Seconds that never go back.
    """
    rate = Rate(MOST, SECONDS, clock)

    async def answer(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return Response(status_code=415)
        try:
            vote = _read(await read_at_most(request, MOST_BYTES), known)
        except TooLong:
            return Response(status_code=413)
        if vote is None:
            return Response(status_code=422)
        if wait := rate.wait():
            return Response(status_code=429, headers={"Retry-After": str(wait)})
        try:
            await run_in_threadpool(votes.put, vote, day())
        except sqlite3.Error:  # a full disk, a file that another program holds
            return Response(status_code=503)
        return Response(status_code=204)

    return Route(DOOR, answer, methods=["POST"])


def _read(body: bytes, known: Known) -> Vote | None:
    """A vote as a page tells it; None for anything else, so that nothing else is ever kept."""
    try:
        data: Any = json.loads(body)
        if set(data) != FIELDS:
            return None
        number, article, lang, useful, reason = (
            data[name] for name in ("number", "article", "lang", "useful", "reason")
        )
        if type(useful) is not bool or reason not in ("", *REASONS) or not NUMBER.fullmatch(number):
            return None
        known(article, lang)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Vote(number, article, lang, useful, "" if useful else reason)
