"""Groups and postings to ordered documents, term at a time, in integers only. Pure; twin: rank.js.

points of a group in a document = the best of quality * idf * weight over its alternatives; the points add.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from search.query import Alternative, Group


@dataclass(frozen=True)
class Postings:
    """The documents (numbers, ascending) that hold a term, and its weight in each."""

    documents: Sequence[int]
    weights: Sequence[int]

    def weight(self, document: int) -> int:
        """The weight in a document; 0 where it does not hold the term."""
        place = bisect_left(self.documents, document)
        found = place < len(self.documents) and self.documents[place] == document
        return self.weights[place] if found else 0

    def pairs(self) -> Iterable[tuple[int, int]]:
        """Document and weight together."""
        return zip(self.documents, self.weights, strict=True)


Source = Callable[[str], Postings]

WINDOW = 10
UNKNOWN = 4


@dataclass(frozen=True)
class Ranking:
    """How many documents match, and the first of them with their scores, best first."""

    total: int
    order: tuple[tuple[int, int], ...]


def points(group: Group, source: Source) -> dict[int, int]:
    """What each document gets for a group."""
    best: dict[int, int] = {}
    for each in group.alternatives:
        factor = each.quality * each.idf
        for document, weight in source(each.term).pairs():
            value = factor * weight
            if value > best.get(document, 0):
                best[document] = value
    return best


def rank(
    groups: Sequence[Group],
    source: Source,
    evidence: int,
    accept: Callable[[int], bool] | None,
    key: Callable[[int], str],
    limit: int,
) -> Ranking:
    """Order the documents by score, ties by key; nothing when none of the first gives enough evidence.

    Telling words find documents; words that say little only add to those found.
    """
    scores = _found(groups, source)
    if accept:
        scores = {document: score for document, score in scores.items() if accept(document)}
    for group in groups:
        if group.stop:
            _add_to(scores, points(group, source))
    first = nsmallest(max(limit, WINDOW), scores.items(), key=lambda item: (-item[1], key(item[0])))
    telling = [group for group in groups if not group.stop]
    if not any(_enough(telling, source, evidence, document) for document, _ in first[:WINDOW]):
        return Ranking(0, ())
    return Ranking(len(scores), tuple(first[:limit]))


def _enough(telling: Sequence[Group], source: Source, evidence: int, document: int) -> bool:
    """Whether a document holds every telling word as typed, or all of them together strongly enough."""
    if strength(telling, source, document) ** 2 >= evidence * doubt(telling):
        return True
    return all(
        any(each.kind == "exact" and source(each.term).weight(document) for each in group.alternatives)
        for group in telling
    )


def strength(telling: Sequence[Group], source: Source, document: int) -> int:
    """How strongly a document holds the telling words, however rare they are: the sum of quality * weight."""
    return sum(
        max((each.quality * source(each.term).weight(document) for each in group.alternatives), default=0)
        for group in telling
    )


def doubt(telling: Sequence[Group]) -> int:
    """What the square of the strength is measured against: the words, those without any match fourfold."""
    return sum(1 if group.alternatives else UNKNOWN for group in telling)


def _found(groups: Sequence[Group], source: Source) -> dict[int, int]:
    """The points for telling words, of the documents that hold all required ones."""
    scores: dict[int, int] = {}
    for group in groups:
        if not group.stop:
            for document, value in points(group, source).items():
                scores[document] = scores.get(document, 0) + value
    for group in groups:
        if group.required:
            held = points(group, source)
            scores = {document: score for document, score in scores.items() if document in held}
    return scores


def _add_to(scores: dict[int, int], more: dict[int, int]) -> None:
    for document, value in more.items():
        if document in scores:
            scores[document] += value


def explain(groups: Sequence[Group], source: Source, document: int) -> list[tuple[Group, Alternative, int]]:
    """For each group that matches the document: the alternative that counts and the weight of its term."""
    told = []
    for group in groups:
        best: tuple[int, Alternative, int] | None = None
        for each in group.alternatives:
            weight = source(each.term).weight(document)
            value = each.quality * each.idf * weight
            if value and (best is None or value > best[0]):
                best = value, each, weight
        if best:
            told.append((group, best[1], best[2]))
    return told
