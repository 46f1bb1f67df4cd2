"""Whoosh's own evaluation of our postings: the same words, the same integers, its matchers.

Whoosh 2.7.4 as it comes gives other scores where a word has several alternatives:
`DisjunctionMaxMatcher.score` (whoosh/matching/binary.py) takes the better score of its two parts without
asking whether both stand on the current document, as `UnionMatcher.score` does, so that a document gets the
points of a later one. `BestOfDocument` asks; nothing else is changed.
"""

from collections.abc import Sequence
from typing import Any

from whoosh import query, scoring
from whoosh.matching import DisjunctionMaxMatcher

from search import Index
from search.query.understand import Group

Found = list[tuple[str, int]]


class _Points(scoring.WeightingModel):  # type: ignore[misc]
    """Score by our integers."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: float = 1) -> Any:
        return _Scorer(qf)


class _Scorer(scoring.BaseScorer):  # type: ignore[misc]
    """The weight of the posting times the quality and rarity of the alternative."""

    def __init__(self, factor: float) -> None:
        self.factor = factor

    def supports_block_quality(self) -> bool:
        return False

    def max_quality(self) -> float:
        return float("inf")

    def score(self, matcher: Any) -> float:
        return self.factor * int.from_bytes(matcher.value(), "little")


class _Asking(DisjunctionMaxMatcher):  # type: ignore[misc]
    """The best score of the parts that stand on the current document."""

    def score(self) -> float:
        here = self.id()
        return max(part.score() for part in (self.a, self.b) if part.is_active() and part.id() == here)


class BestOfDocument(query.DisjunctionMax):  # type: ignore[misc]
    """DisjunctionMax with the matcher that asks."""

    def _matcher(self, subs: Any, searcher: Any, context: Any) -> Any:
        def size(sub: Any) -> int:
            return int(sub.estimate_size(searcher.reader()))

        return self._tree_matcher(subs, _Asking, searcher, context, size, tiebreak=self.tiebreak)


def searcher(index: Index) -> Any:
    """What evaluates over an open index."""
    return index.segments.whoosh.searcher(weighting=_Points())


def first_ten(
    index: Index, asked: Any, content: Sequence[Group], best: type[query.Query] = query.DisjunctionMax
) -> Found:
    """Ids and scores of the first ten: an OR of the content terms, each by the best of its alternatives."""
    groups = [
        best([query.Term("terms", each.term, boost=each.quality * each.idf) for each in group.alternatives])
        for group in content
    ]
    found = asked.search(query.Or(groups), limit=None, optimize=False)
    scored = [(index.id(hit.docnum), round(hit.score)) for hit in found]
    return sorted(scored, key=lambda item: (-item[1], item[0]))[:10]
