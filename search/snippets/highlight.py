"""Which words of a text match a query, and where. Pure; twin: `matches` in excerpt.js, without the memory.

Words do not reach over white space, so that a text is a set of runs between white space. What terms a run
holds is remembered; only the runs that hold a term of the query are looked for in the text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from search.model import Span
from search.query.understand import Query
from search.text.analyzer import Analyzer
from search.text.idioms import idioms, within

_REMEMBERED = 50_000  # runs; about 10 MB

# term -> the word of the query that it stands for (its place), and what a match by this term is worth
QueryTerms = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Match:
    """A matching word of a text, the word of the query that it stands for, and what it is worth."""

    start: int
    end: int
    word: int
    worth: int


class Matcher:
    """Finds the words of a query in texts; the same runs come again and again: each is analysed once."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Begin with nothing remembered."""
        self._analyzer = analyzer
        self._known: set[str] = set()
        self._holding: defaultdict[str, set[str]] = defaultdict(set)
        self._asked: tuple[QueryTerms, set[str]] = (
            {},
            set(),
        )  # the query before, and the runs that hold a term of it

    def matches(self, text: str, query_terms: QueryTerms) -> list[Match]:
        """The words of a text that hold terms of the query, in order."""
        runs = set(text.split())
        self._learn(runs)
        if self._asked[0] is not query_terms:  # a query is looked for in many texts
            self._asked = query_terms, set().union(*(self._holding.get(term, ()) for term in query_terms))
        found = [
            Match(place + match.start, place + match.end, match.word, match.worth)
            for run in runs & self._asked[1]
            for match in self._in_run(run, query_terms)
            for place in _places(run, text)
        ]
        found.sort(key=lambda match: match.start)
        spans = idioms(text, self._analyzer.language.idioms) if found else []
        return [match for match in found if not within(match.start, match.end, spans)]

    def marks(self, text: str, query_terms: QueryTerms) -> tuple[Span, ...]:
        """The spans of the matching words of a text."""
        return spans(self.matches(text, query_terms))

    def _learn(self, runs: set[str]) -> None:
        """Remember which terms the runs hold; forget everything before it is too much."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
            self._holding.clear()
        for run in runs - self._known:
            self._asked = {}, set()
            self._known.add(run)
            for token in self._analyzer.tokens(run):
                for term in self._analyzer.terms(token.word):
                    self._holding[term].add(run)

    def _in_run(self, run: str, query_terms: QueryTerms) -> list[Match]:
        """The matching words of a run."""
        found = []
        for token in self._analyzer.tokens(run):
            term = next((term for term in self._analyzer.terms(token.word) if term in query_terms), None)
            if term:
                found.append(Match(token.start, token.end, *query_terms[term]))
        return found


def spans(found: Iterable[Match]) -> tuple[Span, ...]:
    """Where the matches stand; those that share letters, as neighbours without spaces do, are one."""
    joined: list[Span] = []
    for match in found:
        if joined and match.start < joined[-1][1]:
            joined[-1] = joined[-1][0], match.end
        else:
            joined.append((match.start, match.end))
    return tuple(joined)


def _places(run: str, text: str) -> Iterator[int]:
    """Where a run stands in a text, between white space."""
    size, start = len(run), text.find(run)
    while start >= 0:
        end = start + size
        if (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield start
        start = text.find(run, start + 1)


def terms_of(query: Query) -> QueryTerms:
    """Which word of the query each term stands for in a passage.

    Words that say little are not marked, nor what means a word far less: a part of its other name.
    """
    query_terms: dict[str, tuple[int, int]] = {}
    for place, group in enumerate(query.groups):
        best = max((each.quality for each in group.alternatives), default=0)
        for each in () if group.stop else group.alternatives:
            if 2 * each.quality < best:
                continue
            worth = each.quality * each.quality * each.idf
            if worth > query_terms.get(each.term, (0, 0))[1]:
                query_terms[each.term] = place, worth
    return query_terms
