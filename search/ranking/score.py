"""Groups and postings to ordered documents, term at a time, in integers only. Pure; twin: score.js.

points of a group in a document = the best of quality * idf * weight over its alternatives; the points add.
Who types content terms only, and several, remembers words of one passage: the score counts then by the
square of the share of their rarity that a document holds: who lacks a word hardly beats who has all.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from search.query.expand import Alternative
from search.query.understand import Group


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

_NOTHING = Postings((), ())


@dataclass(frozen=True)
class Ranking:
    """How many documents match, and the first of them with their scores, best first.

    Attributes:
        worded: Whether one of them answers the query word for word.
        lift: Points for each unit of weight of a wording.
        tally: Where it was asked for, how many documents of each kind and category match before the filters.
    """

    total: int
    order: tuple[tuple[int, int], ...]
    worded: bool = False
    lift: int = 0
    tally: Mapping[tuple[str, str], int] | None = None


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


def are_keywords(groups: Sequence[Group], least: int) -> bool:
    """Whether a query is content terms and nothing else, at least so many."""
    return len(groups) >= least and not any(group.stop for group in groups)


def rank(
    groups: Sequence[Group],
    source: Source,
    accept: Callable[[int], bool] | None,
    key: Callable[[int], str],
    limit: int,
    keywords: bool = False,
    wording: Postings = _NOTHING,
) -> Ranking:
    """Order the documents by score, ties by key.

    Content terms find documents; words that say little only add to those found.

    Args:
        groups: One for each word of the query.
        source: The postings of a term.
        accept: Which documents may be found; None: all. It is asked of each that words or wording find.
        key: What decides ties, by the document's number.
        limit: How many documents to put in order.
        keywords: Whether a document counts by the share of the words that it holds (`are_keywords`).
        wording: The documents that answer the query word for word (`wordings`), and so come first.
    """
    scores = _found(groups, source)
    if keywords:
        scores = _by_coverage(scores, groups, source)
    if accept:
        scores = [score if score and accept(document) else 0 for document, score in enumerate(scores)]
    for group in groups:
        if group.stop:
            _add_to_found(scores, group, source)
    lift = max(scores, default=0) or 1
    worded = _lift(scores, wording, lift, accept)
    first = tuple(_first(scores, key, limit))
    return Ranking(len(scores) - scores.count(0), first, worded, lift)


def _first(scores: list[int], key: Callable[[int], str], limit: int) -> list[tuple[int, int]]:
    """The best documents in order; only those that may be among them are compared by key."""
    least = max(1, min(nlargest(limit, scores), default=1))
    among = [(document, score) for document, score in enumerate(scores) if score >= least]
    return sorted(among, key=lambda item: (-item[1], key(item[0])))[:limit]


def held(content: Sequence[Group], source: Source, document: int) -> list[int]:
    """How strongly a document holds each content term, however rare it is: quality * weight, or 0."""
    return [
        max(each.quality * source(each.term).weight(document) for each in group.alternatives)
        if group.alternatives
        else 0
        for group in content
    ]


def confidence(content: Sequence[Group], strengths: Sequence[int], missed: int) -> int:
    """Confidence: how much speaks for a document that holds the content terms so strongly.

    The square of the sum, for each word of the query (one that the document lacks counts as `missed`, or as
    its group says where that is more), times the share of the words' rarity that the document holds: the rare
    words say what a query is about.
    """
    words = sum(
        group.counts_as if strength else max(group.counts_as, missed)
        for group, strength in zip(content, strengths, strict=True)
    )
    rarity = sum(group.rarity for group in content)
    found = sum(group.rarity for group, strength in zip(content, strengths, strict=True) if strength)
    return sum(strengths) ** 2 * found // (words * rarity) if found else 0


def _found(groups: Sequence[Group], source: Source) -> list[int]:
    """The points for content terms by document; 0 for a document that lacks a required one."""
    content = [group for group in groups if not group.stop]
    lists = [source(each.term).documents for group in content for each in group.alternatives]
    scores = [0] * (1 + max((documents[-1] for documents in lists if documents), default=-1))
    for group in content:
        for document, value in _points(group, source):
            scores[document] += value
    for group in groups:
        if group.required:
            holding = points(group, source)
            scores = [score if document in holding else 0 for document, score in enumerate(scores)]
    return scores


def _by_coverage(scores: list[int], groups: Sequence[Group], source: Source) -> list[int]:
    """The scores by the square of the share of the words' rarity held; words that nothing matches aside."""
    held = [0] * len(scores)
    whole = 0
    for group in groups:
        lists = [source(each.term).documents for each in group.alternatives]
        whole += group.rarity if lists else 0
        for document in set().union(*lists):
            held[document] += group.rarity
    return [
        max(1, score * share // whole * share // whole) if score else 0
        for score, share in zip(scores, held, strict=True)
    ]


def _lift(scores: list[int], wording: Postings, lift: int, accept: Callable[[int], bool] | None) -> bool:
    """Add to the documents that answer word for word; whether there are any."""
    accepted = [(document, weight) for document, weight in wording.pairs() if not accept or accept(document)]
    for document, weight in accepted:
        scores.extend([0] * (document + 1 - len(scores)))
        scores[document] += lift * weight
    return bool(accepted)


def _add_to_found(scores: list[int], group: Group, source: Source) -> None:
    size = len(scores)
    for document, value in _points(group, source):
        if document < size and scores[document]:
            scores[document] += value


def _points(group: Group, source: Source) -> Iterable[tuple[int, int]]:
    """What each document gets for a group, without a table where there is one alternative."""
    if len(group.alternatives) != 1:
        return points(group, source).items()
    (only,) = group.alternatives
    held, factor = source(only.term), only.quality * only.idf
    return zip(held.documents, map(factor.__mul__, held.weights), strict=True)


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
