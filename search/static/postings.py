"""The postings as chunks of a pack, each of which a browser reads by itself. Pure but for reading the index.

A gap between documents is a Rice code (Witten, Moffat, Bell: Managing Gigabytes, 1999), as long as the number
of the term's documents makes best. A weight is told as what it has over the least of its document, most often
nothing, as most words stand once in the body: one bit, else a Rice code, too.
"""

from collections.abc import Iterator, Sequence

from search.index import Index
from search.ranking import wordings
from search.static.codec import Pairs, bit_string, deflate, rice, sorted_strings, varints

_POSTINGS = 800  # to a chunk
_WORDING = 8  # a hash does not compress: so many postings make as many bytes
_WEIGHT_BITS = 4


class Postings:
    """The postings of an index by the places of its documents."""

    def __init__(self, index: Index) -> None:
        """Find the places, and the least weight of each document, wordings aside."""
        self._index = index
        self._terms = sorted(index.terms())
        self._stops = {term for word in index.language.stop for term in index.analyzer.terms(word)}
        self._place = {number: order for order, number in enumerate(index.numbers())}
        least: dict[int, int] = {}
        for term in self._terms:
            for number, weight in () if wordings.is_wording(term) else index.postings(term).pairs():
                least[number] = min(weight, least.get(number, weight))
        self.least = [least.get(number, 0) for number in self._place]

    def chunks(self) -> Iterator[tuple[str, bytes]]:
        """The first term and the bytes of each chunk.

        A term with many postings stands alone, and so does a stop word's, which nobody fetches ahead.
        """
        held: list[tuple[str, list[tuple[int, int]]]] = []
        size = 0
        for term in self._terms:
            postings = self._index.postings(term).pairs()
            pairs = sorted((self._place[number], weight) for number, weight in postings)
            alone = term in self._stops or (held and held[0][0] in self._stops)
            if held and (alone or size + len(pairs) > _POSTINGS):
                yield held[0][0], _chunk(held, self.least)
                held, size = [], 0
            held.append((term, pairs))
            size += len(pairs) + (_WORDING if wordings.is_wording(term) else 2)
        if held:
            yield held[0][0], _chunk(held, self.least)


def _chunk(held: Sequence[tuple[str, Pairs]], least: Sequence[int]) -> bytes:
    """Terms, the number of documents of each; then the bits of each document and weight."""
    head = sorted_strings([term for term, _ in held]) + varints(len(pairs) for _, pairs in held)
    return deflate(head, bit_string("".join(_bits(term, pairs, least) for term, pairs in held)))


def _bits(term: str, pairs: Pairs, least: Sequence[int]) -> str:
    size = gap_bits(len(least), len(pairs))
    bits, last = [], -1
    for document, weight in pairs:
        more = weight - (0 if wordings.is_wording(term) else least[document])
        bits.append(rice(document - last - 1, size))
        bits.append("1" + rice(more - 1, _WEIGHT_BITS) if more else "0")
        last = document
    return "".join(bits)


def gap_bits(documents: int, held: int) -> int:
    """How many low bits of a gap are written as they are: best for a term of so many documents."""
    return max(0, (2 * documents // (3 * held)).bit_length() - 1)
