"""Which share of what articles promise has a claim, whose test tries it; pure."""

from collections.abc import Iterable, Sequence

from kb.content.article import Article
from kb.truth.statements import Statement, statements


def promises(articles: Iterable[Article]) -> dict[str, list[Statement]]:
    """What each article promises, by its file as messages name it."""
    return {article.path: [said for said in statements(article) if said.is_promise] for article in articles}


def backed(found: Iterable[Statement]) -> int:
    """How many have a claim."""
    return sum(bool(one.claims) for one in found)


def share(found: Sequence[Statement]) -> str:
    """`12 / 20 (60%)`; the percentage is rounded down, so that 100 is all of them."""
    return f"{backed(found)} / {len(found)} ({100 * backed(found) // max(1, len(found))}%)"
