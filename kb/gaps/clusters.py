"""Searches that found no answer, put together by what they ask; pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kb.gaps.mask import MARKS
from kb.gaps.store import Searched
from search.text.analyzer import Analyzer

ALIKE = 1 / 2  # share of common terms (Jaccard) from which two queries ask the same


@dataclass(frozen=True)
class Gap:
    """Queries of one language that ask the same and were not answered.

    Attributes:
        queries: With how often each was asked, the most frequent first.
        followed: The articles, of those that are still there, that were opened after them all the same.
    """

    lang: str
    queries: tuple[tuple[str, int], ...]
    followed: Mapping[str, int] = field(default_factory=dict)

    @property
    def times(self) -> int:
        """How often it was asked."""
        return sum(times for _, times in self.queries)


@dataclass
class _Group:
    """A gap that grows: the terms of its first query, all queries, what was opened."""

    terms: frozenset[str]
    queries: list[tuple[str, int]]
    followed: Counter[str] = field(default_factory=Counter)


def gaps(
    searches: Iterable[Searched],
    lang: str,
    analyzer: Analyzer,
    is_open: Callable[[Searched], bool] = lambda one: one.is_missed,
    opened: Callable[[Searched], str] = lambda one: one.followed,
) -> list[Gap]:
    """The gaps of a language, the most frequent first.

    Args:
        searches: The log.
        lang: The language.
        analyzer: Its rules.
        is_open: Whether a search has no answer, then and now; one that was sure and not followed is none.
        opened: The article that was opened after a search, if it is still there.
    """
    counts: Counter[str] = Counter()
    followed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in searches:
        if one.lang == lang and (one.is_missed or one.followed) and is_open(one):
            counts[one.query] += one.times
            followed[one.query].update({name: one.times} if (name := opened(one)) else {})
    groups: list[_Group] = []
    held: defaultdict[str, list[int]] = defaultdict(list)  # the groups of a term
    for query, times in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        terms = content_terms(query, analyzer)
        if not terms:
            continue
        near = sorted({number for term in terms for number in held[term]})
        same = next(
            (groups[number] for number in near if _likeness(groups[number].terms, terms) >= ALIKE), None
        )
        if same is None:
            same = _Group(terms, [])
            for term in terms:
                held[term].append(len(groups))
            groups.append(same)
        same.queries.append((query, times))
        same.followed.update(followed[query])
    found = [Gap(lang, tuple(group.queries), dict(group.followed)) for group in groups]
    return sorted(found, key=lambda gap: -gap.times)


def content_terms(query: str, analyzer: Analyzer) -> frozenset[str]:
    """The content terms of a query: stems, without marks and words that say little."""
    for mark in MARKS:
        query = query.replace(mark, " ")
    words = [token.word for token in analyzer.tokens(query)]
    return frozenset(analyzer.terms(word)[0] for word in words if not analyzer.is_stop(analyzer.fold(word)))


def _likeness(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second)
