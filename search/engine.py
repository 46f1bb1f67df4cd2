"""The face of the package: ask an index, get results ready to show."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from search.excerpt import excerpt
from search.index import Index
from search.matches import Matcher, Wanted
from search.model import Hit, Reason, Results
from search.phrase import Flattener
from search.query import SIXTEENTHS, Query, understand
from search.rank import WINDOW, Ranking, explain, rank

LIMIT = 10
_FLATS = 2048


class Engine:
    """Searches one index. Safe to use from several threads: one query runs at a time."""

    def __init__(self, index: Index) -> None:
        """Search this open index."""
        self.index = index
        self._flattener = Flattener(index.analyzer)
        self._flats: dict[int, str] = {}
        self._matcher = Matcher(index.analyzer)
        self._lock = threading.RLock()

    @classmethod
    def open(cls, directory: Path) -> "Engine":
        """Open the index in a directory; raises IndexMissing or IndexOutdated."""
        return cls(Index.open(directory))

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def is_current(self) -> bool:
        """Whether the index on disk is still the one in use; if not, open it again."""
        return self.index.is_current()

    def search(
        self, text: str, kind: str | None = None, category: str | None = None, limit: int = LIMIT
    ) -> Results:
        """The best articles for what was typed; raises QueryTooShort."""
        with self._lock:
            index = self.index
            query = understand(text, index.analyzer, index)
            ranking = self._rank(query, self._filter(kind, category), limit)
            wanted = _wanted(query)
            hits = tuple(self._hit(number, score, wanted) for number, score in ranking.order[:limit])
            suggestion = query.suggestion if hits else None
            return Results(text, index.side.lang, ranking.total, hits, suggestion)

    def ranked(self, text: str, limit: int = LIMIT) -> list[tuple[str, int]]:
        """Ids and scores only, for measuring; raises QueryTooShort."""
        with self._lock:
            ranking = self._rank(understand(text, self.index.analyzer, self.index), None, limit)
            return [(self.index.id(number), score) for number, score in ranking.order[:limit]]

    def why(self, text: str, name: str) -> list[Reason]:
        """The sum that ranks the article with that id; raises KeyError where there is none."""
        with self._lock:
            query = understand(text, self.index.analyzer, self.index)
            number = self.index.number(name)
            return [
                Reason(group.word, a.word, a.kind, a.quality, a.idf, weight, a.quality * a.idf * weight)
                for group, a, weight in explain(query.groups, self.index.postings, number)
            ]

    def _rank(self, query: Query, accept: Callable[[int], bool] | None, limit: int) -> Ranking:
        index, tuning = self.index, self.index.language.tuning
        phrases = self._flattener.phrases(query.text)
        wide = max(limit, tuning.phrase_limit if phrases else WINDOW)
        ranking = rank(query.groups, index.postings, index.side.evidence, accept, index.id, wide)
        order = list(ranking.order)
        if phrases:
            order = [item for item in order if all(phrase in self._flat(item[0]) for phrase in phrases)]
            ranking = replace(ranking, total=len(order))
        return replace(ranking, order=tuple(self._closer(query, order)))

    def _flat(self, number: int) -> str:
        flat = self._flats.get(number)
        if flat is None:
            if len(self._flats) >= _FLATS:
                self._flats.clear()
            flat = self._flats[number] = self._flattener.document(self.index.document(number))
        return flat

    def _closer(self, query: Query, order: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Raise those of the first documents that hold neighbours of the query side by side."""
        tuning = self.index.language.tuning
        pairs = self._flattener.pairs(query.text, {group.word for group in query.groups if group.stop})
        if not pairs:
            return order
        raised = []
        for number, score in order[:WINDOW]:
            flat = self._flat(number)
            held = sum(pair in flat for pair in pairs)
            raised.append((number, score + score * tuning.adjacency * held // (SIXTEENTHS * len(pairs))))
        raised.sort(key=lambda item: (-item[1], self.index.id(item[0])))
        return raised + order[WINDOW:]

    def _filter(self, kind: str | None, category: str | None) -> Callable[[int], bool] | None:
        index = self.index
        if not (kind or category):
            return None
        return lambda number: (
            (not kind or index.kind(number) == kind) and (not category or index.category(number) == category)
        )

    def _hit(self, number: int, score: int, wanted: Wanted) -> Hit:
        index = self.index
        document = index.document(number)
        passage, section = excerpt(document, wanted, self._matcher, index.language.tuning.excerpt_length)
        return Hit(
            document.id,
            document.lang,
            document.url,
            document.title,
            self._matcher.marks(document.title, wanted),
            document.kind,
            document.category,
            score,
            passage,
            section,
        )


def _wanted(query: Query) -> Wanted:
    """Which word of the query each term stands for in a passage; words that say little are not marked."""
    wanted: dict[str, tuple[int, int]] = {}
    for place, group in enumerate(query.groups):
        for each in () if group.stop else group.alternatives:
            worth = each.quality * each.quality * each.idf
            if worth > wanted.get(each.term, (0, 0))[1]:
                wanted[each.term] = place, worth
    return wanted


def search_first(
    engines: Sequence[Engine],
    text: str,
    kind: str | None = None,
    category: str | None = None,
    limit: int = LIMIT,
) -> Results:
    """Ask the first engine (the page's language); where it finds nothing, the others, marked as fall-back."""
    first = engines[0].search(text, kind, category, limit)
    if first.hits:
        return first
    for other in engines[1:]:
        found = other.search(text, kind, category, limit)
        if found.hits:
            return replace(found, fallback=True)
    return first
