"""The postings as chunks of a pack, each of which a browser reads by itself. Pure but for reading the index.

Documents are told by their places on a shelf, category by category: articles of one category share words, and
the interpolative code makes little of neighbours. A weight is told as what it has over the least of its
document, most often nothing, as most words stand once in the body: which documents have more is told as they
themselves are; how much, by its rank among all such, as an exponential Golomb code (Teuhola 1978).
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from search.index import Index
from search.ranking import wordings
from search.static.codec import Pairs, bit_string, golomb, interpolated, one_of, sorted_strings, varints

_POSTINGS = 800  # to a chunk
_WORDING = 8  # a hash does not compress: so many postings make as many bytes

Chunk = tuple[str, bytes, bytes]  # the first term; terms and the number of documents of each; the bits


class Postings:
    """The postings of an index.

    Attributes:
        least: The least weight of each document, wordings aside.
        heavier: What weights have over the least, the commonest first.
        categories: The number of the category of each document, from which a browser makes the shelf.
    """

    def __init__(self, index: Index, categories: Sequence[str]) -> None:
        """Put the documents, whose categories are given in the order of the index, on the shelf."""
        self._index = index
        self._terms = sorted(index.terms())
        self._stops = {term for word in index.language.stop for term in index.analyzer.terms(word)}
        numbers = list(index.numbers())
        counts: dict[int, Counter[int]] = {number: Counter() for number in numbers}
        more: Counter[int] = Counter()
        for term in self._terms:
            for number, weight in index.postings(term).pairs():
                (more if wordings.is_wording(term) else counts[number])[weight] += 1
        self._least = {number: min(held, default=0) for number, held in counts.items()}
        for number, held in counts.items():
            for weight, times in held.items():
                more[weight - self._least[number]] += times
        self.least = list(self._least.values())
        self.heavier = sorted(more.keys() - {0}, key=lambda each: (-more[each], each))
        self._rank = {each: rank for rank, each in enumerate((0, *self.heavier))}
        place = {name: number for number, name in enumerate(sorted(set(categories)))}
        self.categories = [place[name] for name in categories]
        shelf = sorted(range(len(numbers)), key=lambda at: (self.categories[at], at))
        self._place = {numbers[at]: place for place, at in enumerate(shelf)}

    def chunks(self) -> Iterator[Chunk]:
        """Many terms to a chunk, but one with many postings stands alone; not those of `stops`."""
        held: list[tuple[str, Pairs]] = []
        size = 0
        for term in self._terms:
            if term in self._stops:
                continue
            pairs = self._pairs(term)
            if held and size + len(pairs) > _POSTINGS:
                yield self._chunk(held)
                held, size = [], 0
            held.append((term, pairs))
            size += len(pairs) + (_WORDING if wordings.is_wording(term) else 2)
        if held:
            yield self._chunk(held)

    def stops(self) -> Iterator[Chunk]:
        """The stop words, each by itself: they are long, and change little about what comes first."""
        return (self._chunk([(term, self._pairs(term))]) for term in self._terms if term in self._stops)

    def _pairs(self, term: str) -> list[tuple[int, int]]:
        """The place of each document that holds the term, and the rank of its weight (0: the least)."""
        postings, whole = self._index.postings(term).pairs(), wordings.is_wording(term)
        more = ((at, weight - (0 if whole else self._least[at])) for at, weight in postings)
        return sorted((self._place[at], self._rank[each]) for at, each in more)

    def _chunk(self, held: Sequence[tuple[str, Pairs]]) -> Chunk:
        head = sorted_strings([term for term, _ in held]) + varints(len(pairs) for _, pairs in held)
        return held[0][0], head, bit_string("".join(_bits(pairs, len(self.least)) for _, pairs in held))


def _bits(pairs: Pairs, documents: int) -> str:
    ranks = [rank for _, rank in pairs if rank]
    raised = [number for number, (_, rank) in enumerate(pairs) if rank]
    where = interpolated([place for place, _ in pairs], 0, documents - 1)
    which = one_of(len(raised), len(pairs) + 1) + interpolated(raised, 0, len(pairs) - 1)
    return where + which + "".join(golomb(rank - 1) for rank in ranks)
