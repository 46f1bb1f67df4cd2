"""An open index as what a cluster is sent: each document with its key, its stored form and its bag."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from search.index import Index
from search.index.documents import from_key
from search.opensearch.generation import WEIGHT_BITS, Generation, digest, number, salt
from search.query.near import to_text
from search.ranking.wordings import is_wording


@dataclass(frozen=True)
class Entry:
    """A document: id, kind and category; its stored form; its terms' numbers with weights, ascending."""

    key: tuple[str, str, str]
    document: bytes
    bag: "array[int]"

    @property
    def digest(self) -> str:
        """What differs where anything in it differs."""
        return digest(self.document + self.bag.tobytes())


def entries(index: Index) -> dict[int, Entry]:
    """All documents of an index, by their numbers, in order of their ids."""
    terms = list(index.terms())
    mixed = salt(terms)
    bags = {each: array("Q") for each in index.numbers()}
    for term in terms:
        high = number(term, mixed) << WEIGHT_BITS
        for document, weight in index.postings(term).pairs():
            bags[document].append(high | weight)
    keys = index.segments.keys()
    return {
        each: Entry(from_key(keys[each]), index.segments.document(each), array("Q", sorted(bag)))
        for each, bag in bags.items()
    }


def told(index: Index, found: Mapping[int, Entry]) -> Generation:
    """What the engine must know of an index beside its documents."""
    terms = {term: index.frequency(term) for term in index.terms()}
    words = [index.postings(term).weights for term in terms if not is_wording(term)]
    documents = tuple((entry.key[0], entry.key[2], entry.digest) for entry in found.values())
    near = index.near_terms
    return Generation(
        index.statistics.version,
        index.lang,
        index.confidence,
        index.statistics.synonyms,
        to_text(near) if near.words else "",
        index.statistics.words,
        terms,
        max(map(max, words), default=0),
        salt(terms),
        documents,
    )
