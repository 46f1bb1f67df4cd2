"""One query at a time: threads that share an engine never run inside it together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

from search import Engine

MEETING_SECONDS = 0.3


def test_no_query_starts_inside_another(engine: Callable[..., Engine]) -> None:
    """The first one waits in the middle for a second to come in; only without the lock does one come."""
    asked = engine({"a": "Change plan", "b": "Another plan"})
    inside, met, guard, count = asked.index.postings, Event(), Lock(), [0]

    def postings(term: str) -> object:
        with guard:
            count[0] += 1
            if count[0] > 1:
                met.set()
        met.wait(MEETING_SECONDS)
        with guard:
            count[0] -= 1
        return inside(term)

    object.__setattr__(asked.index, "postings", postings)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda door: door("plan"), (asked.ranked, asked.search, asked.ranked)))
    assert not met.is_set()
