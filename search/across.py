"""Several languages asked one question: which one's index answers? Twin: across.js."""

from collections.abc import Sequence
from dataclasses import replace

from search.engine import LIMIT, Engine
from search.model import Results


def search_first(
    engines: Sequence[Engine],
    text: str,
    kind: str | None = None,
    category: str | None = None,
    limit: int = LIMIT,
    counts: bool = False,
) -> Results:
    """Ask the page's language first; where that is not confident the others, marked as fall-back.

    The first confident one answers, one that the question is in before one that takes it for another's;
    where none is, the nearest articles of the first that has any. What another language found is shown
    as the same article of the page's language, where there is one.
    """
    tried: list[Results] = []
    for engine in engines:
        tried.append(engine.search(text, kind, category, limit, counts))
        if tried[-1].confident and not tried[-1].is_foreign:
            break
    sure = sorted((each for each in tried if each.confident), key=lambda each: each.is_foreign)
    best = next((each for each in (*sure, *tried) if each.hits), tried[0])
    if best is tried[0]:
        return best
    return replace(best, fallback=True, hits=tuple(engines[0].counterpart(hit) for hit in best.hits))
