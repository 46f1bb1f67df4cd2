"""Whether each article is found by the questions it answers, each asked of an index that does not hold it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import search
from search.model import Document
from search.query.near import NearTable

DEPTH = 10
TURNS = 6  # indexes of a language, each without every sixth question


@dataclass(frozen=True)
class KnownItem:
    """A known-item search: a question, its article, and that one's place from 1; None beyond ten."""

    article: str
    question: str
    place: int | None
    first: str


def ask(
    documents: Sequence[Document], lang: str, synonyms: Sequence[Sequence[str]], near: NearTable
) -> tuple[KnownItem, ...]:
    """Ask every question of every article, left out of the index it is asked of.

    The questions of all articles are left out in turns, every `TURNS`th together: so many indexes are made,
    however many questions there are, and an article keeps most of its other questions in each.
    """
    turns = min(TURNS, max((len(document.questions) for document in documents), default=0))
    given = documents, lang, synonyms, near
    return tuple(item for turn in range(turns) for item in _turn(turn, *given))


def _turn(
    turn: int, documents: Sequence[Document], lang: str, synonyms: Sequence[Sequence[str]], near: NearTable
) -> Iterable[KnownItem]:
    with TemporaryDirectory(prefix="kb-questions-") as folder:
        left = [_without(document, turn) for document in documents]
        search.build(Path(folder), lang, left, synonyms, near=near.in_use())
        engine = search.Engine.open(Path(folder))
        try:
            for document in documents:
                for question in document.questions[turn::TURNS]:
                    yield _known_item(engine, document.id, question)
        finally:
            engine.close()


def _without(document: Document, turn: int) -> Document:
    kept = [each for number, each in enumerate(document.questions) if number % TURNS != turn]
    return replace(document, questions=tuple(kept))


def _known_item(engine: "search.Engine", article: str, question: str) -> KnownItem:
    try:
        found = [name for name, _ in engine.ranked(question, DEPTH).hits]
    except search.QueryTooShort:
        found = []
    return KnownItem(
        article, question, found.index(article) + 1 if article in found else None, found[0] if found else ""
    )
