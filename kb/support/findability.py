"""Whether each article is found by the questions it answers, each asked of an index that does not hold it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import search
from search.model import Document
from search.query.near import NearTable
from search.text.analyzer import Analyzer
from search.text.language import language

DEPTH = 10
FIRST = 3
TURNS = 6  # indexes of a language, each without every sixth question


@dataclass(frozen=True)
class KnownItem:
    """A known-item search: a question, its article, and that one's place from 1; None beyond ten."""

    article: str
    question: str
    place: int | None
    first: str

    @property
    def is_found(self) -> bool:
        """Whether it is among the first that are shown."""
        return self.place is not None and self.place <= FIRST


def ask(
    documents: Sequence[Document],
    lang: str,
    synonyms: Sequence[Sequence[str]],
    near: NearTable,
    is_enough: Callable[[int, int], bool] = lambda _found, _of: False,
) -> Iterator[KnownItem]:
    """Ask the questions of every article, each left out of the index that it is asked of.

    The questions of all articles are left out in turns, every `TURNS`th together: so many indexes are made,
    however many questions there are, and an article keeps most of its other questions in each.

    Args:
        documents: Of one language.
        lang: Its code.
        synonyms: Groups of words that mean the same.
        near: Words that the documents do not hold.
        is_enough: Whether so many questions, of so many, that find their article among the first `FIRST` say
            all that there is to know: then its others are not asked.
    """
    from search.index import in_memory
    from search.index.documents import normalized

    analyzer = Analyzer(language(lang))
    counted = [in_memory.counted(normalized(document), analyzer) for document in documents]
    of = Counter(document.id for document in documents for _ in document.questions)
    found = Counter[str]()
    in_use = near.in_use()
    for turn in range(min(TURNS, max((len(document.questions) for document in documents), default=0))):
        left = [each.keeping(lambda number: number % TURNS != turn) for each in counted]  # noqa: B023 (called at once)
        engine = search.Engine(in_memory.InMemory(left, synonyms, in_use, analyzer))
        for document in documents:
            for question in document.questions[turn::TURNS]:
                if not is_enough(found[document.id], of[document.id]):
                    item = _known_item(engine, document.id, question)
                    found[document.id] += item.is_found
                    yield item


def _known_item(engine: "search.Engine", article: str, question: str) -> KnownItem:
    try:
        found = engine.order(question, DEPTH)
    except search.QueryTooShort:
        found = []
    return KnownItem(
        article, question, found.index(article) + 1 if article in found else None, found[0] if found else ""
    )
