"""What would close a gap, with its proof: the logged queries asked again, with the change and without it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import search
from kb.gaps.clusters import Gap
from search import Document, Engine

FIRST = 3
DEPTH = 10


@dataclass(frozen=True)
class Proposal:
    """A question to be added to an article.

    Attributes:
        article: The id of the nearest article.
        question: The words to add, as customers typed them.
        entered: Of the gap's searches, how many have the article among the first three with the change only.
        left: Of all other logged searches, how many lose from the first three what they had there.
    """

    article: str
    question: str
    entered: int
    left: int


@dataclass(frozen=True)
class Asking:
    """The documents of a language and what they are searched with."""

    lang: str
    documents: Sequence[Document]
    synonyms: Sequence[Sequence[str]]
    product: str


def nearest(gap: Gap, engine: Engine) -> str:
    """The article that most of a gap's searches find first; empty where they find none."""
    found: Counter[str] = Counter()
    for query, times in gap.queries:
        for name in _first(engine, query)[:1]:
            found[name] += times
    return found.most_common(1)[0][0] if found else ""


def propose(
    gap: Gap, others: Iterable[tuple[str, int, str]], asking: Asking, before: Engine, article: str
) -> Proposal:
    """The most frequent query as a question of an article, and what that does to all logged searches.

    Args:
        gap: What is to be closed.
        others: Logged searches that were answered: query, how often, the article opened or nothing.
        asking: The language's documents.
        before: Its engine as it is.
        article: The id of the article that shall answer.
    """
    question = gap.queries[0][0]
    changed = [
        replace(one, questions=(*one.questions, question)) if one.id == article else one
        for one in asking.documents
    ]
    with TemporaryDirectory(prefix="kb-gaps-") as folder:
        search.build(Path(folder), asking.lang, changed, asking.synonyms, product=asking.product)
        after = Engine.open(Path(folder))
        try:
            entered = sum(
                times
                for query, times in gap.queries
                if _answers(after, query, article) and not _answers(before, query, article)
            )
            left = sum(times for query, times, opened in others if _loses(before, after, query, opened))
        finally:
            after.close()
    return Proposal(article, question, entered, left)


def _answers(engine: Engine, query: str, article: str) -> bool:
    """Whether a query is answered, and by this article among the first three."""
    try:
        ranked = engine.ranked(query, DEPTH)
    except search.QueryTooShort:
        return False
    return ranked.confident and article in [name for name, _ in ranked.hits[:FIRST]]


def _loses(before: Engine, after: Engine, query: str, opened: str) -> bool:
    """Whether the article opened, or else the first answer, is not among the first three any more."""
    had = _first(before, query)
    wanted = opened or (had[0] if had else "")
    return wanted in had[:FIRST] and wanted not in _first(after, query)[:FIRST]


def _first(engine: Engine, query: str) -> list[str]:
    try:
        return [name for name, _ in engine.ranked(query, DEPTH).hits]
    except search.QueryTooShort:
        return []
