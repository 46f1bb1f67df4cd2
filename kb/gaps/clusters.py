"""Searches that found no answer, put together by what they ask; pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.gaps.mask import MARKS
from kb.gaps.store import Searched
from search.text.analyzer import Analyzer

ALIKE = 1 / 2  # share of common terms (Jaccard) from which two queries ask the same


@dataclass(frozen=True)
class Gap:
    """Queries of one language that ask the same and were not answered.

    Attributes:
        queries: With how often each was asked, the most frequent first.
    """

    lang: str
    queries: tuple[tuple[str, int], ...]

    @property
    def times(self) -> int:
        """How often it was asked."""
        return sum(times for _, times in self.queries)


def gaps(searches: Iterable[Searched], lang: str, analyzer: Analyzer) -> list[Gap]:
    """The gaps of a language, the most frequent first."""
    counts: Counter[str] = Counter()
    for one in searches:
        if one.lang == lang and one.is_missed:
            counts[one.query] += one.times
    groups: list[tuple[frozenset[str], list[tuple[str, int]]]] = []
    for query, times in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        terms = _terms(query, analyzer)
        if not terms:
            continue
        same = next((group for group in groups if _likeness(group[0], terms) >= ALIKE), None)
        if same:
            same[1].append((query, times))
        else:
            groups.append((terms, [(query, times)]))
    found = [Gap(lang, tuple(queries)) for _, queries in groups]
    return sorted(found, key=lambda gap: -gap.times)


def _terms(query: str, analyzer: Analyzer) -> frozenset[str]:
    """The content terms of a query: stems, without marks and words that say little."""
    for mark in MARKS:
        query = query.replace(mark, " ")
    words = [token.word for token in analyzer.tokens(query)]
    return frozenset(analyzer.terms(word)[0] for word in words if not analyzer.is_stop(analyzer.fold(word)))


def _likeness(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second)


def answered(searches: Iterable[Searched], lang: str) -> Sequence[tuple[str, int, str]]:
    """What was answered: query, how often, and the article that was opened (empty where none was)."""
    return [
        (one.query, one.times, one.followed) for one in searches if one.lang == lang and not one.is_missed
    ]
