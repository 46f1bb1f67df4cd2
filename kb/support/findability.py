"""Whether each article is found by the questions it answers, each asked of an index that does not hold it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import search
from search.model import Document
from search.query.near import NearTable

DEPTH = 10


@dataclass(frozen=True)
class Asked:
    """A question, the article it belongs to, and that article's place from 1; None beyond the first ten."""

    article: str
    question: str
    place: int | None
    first: str


def ask(
    documents: Sequence[Document], lang: str, synonyms: Sequence[Sequence[str]], near: NearTable
) -> tuple[Asked, ...]:
    """Ask every question of every article, left out of the index it is asked of.

    The questions at the same place of all articles are left out together, so there are as many indexes as the
    longest list of questions has entries, not as there are questions.
    """
    rounds = max((len(document.questions) for document in documents), default=0)
    given = documents, lang, synonyms, near
    return tuple(asked for number in range(rounds) for asked in _round(number, *given))


def _round(
    number: int, documents: Sequence[Document], lang: str, synonyms: Sequence[Sequence[str]], near: NearTable
) -> Iterable[Asked]:
    with TemporaryDirectory(prefix="kb-questions-") as folder:
        left = [_without(document, number) for document in documents]
        search.build(Path(folder), lang, left, synonyms, near=near.in_use())
        engine = search.Engine.open(Path(folder))
        try:
            for document in documents:
                if number < len(document.questions):
                    yield _asked(engine, document.id, document.questions[number])
        finally:
            engine.close()


def _without(document: Document, number: int) -> Document:
    return replace(document, questions=document.questions[:number] + document.questions[number + 1 :])


def _asked(engine: search.Engine, article: str, question: str) -> Asked:
    try:
        found = [name for name, _ in engine.ranked(question, DEPTH).hits]
    except search.QueryTooShort:
        found = []
    return Asked(
        article, question, found.index(article) + 1 if article in found else None, found[0] if found else ""
    )
