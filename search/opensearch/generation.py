"""What the engine must know of a generation beside its documents; it travels in the same index. Pure.

A term has a number, a hash of 47 bits, by which the cluster knows it: a dot in a term cannot confuse it, and
number and weight fit into one positive integer of 63 bits.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from search.index.documents import json_bytes
from search.index.statistics import Groups, groups

WEIGHT_BITS = 16
WEIGHT_MASK = (1 << WEIGHT_BITS) - 1
_NUMBER_BYTES = 8
_NUMBER_MASK = (1 << 47) - 1
_DIGEST_BYTES = 6


@dataclass(frozen=True)
class Generation:
    """All documents of one language as they were published together.

    Attributes:
        version: Of the rules that made it.
        lang: The language's code.
        confidence: What a query needs.
        synonyms: Groups of words that mean the same.
        near: The table of near words, as text.
        words: The folded words, each with the number of documents that hold it.
        terms: The terms, each with the number of documents that hold it.
        heaviest: The greatest weight of a term, wordings aside.
        salt: What makes the numbers of the terms differ.
        documents: Id, category and digest of each document, in order of the ids.
    """

    version: str
    lang: str
    confidence: int
    synonyms: Groups
    near: str
    words: Mapping[str, int]
    terms: Mapping[str, int]
    heaviest: int
    salt: int
    documents: tuple[tuple[str, str, str], ...]

    def to_bytes(self) -> bytes:
        """As it is kept."""
        return zlib.compress(self._told)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Generation":
        """As it was kept."""
        told = json.loads(zlib.decompress(data))
        documents = tuple((name, category, digest) for name, category, digest in told["documents"])
        return cls(**told | {"synonyms": groups(told["synonyms"]), "documents": documents})

    @property
    def digest(self) -> str:
        """What differs where anything in it differs, a document's content included."""
        return digest(self._told)

    @property
    def _told(self) -> bytes:
        """The same bytes for the same content, however the words were counted."""
        words = dict(sorted(self.words.items()))
        return json_bytes(vars(self) | {"words": words})


def digest(data: bytes) -> str:
    """Twelve hexadecimal digits that tell contents apart."""
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()


def number(term: str, salt: int) -> int:
    """The number of a term, at least 1."""
    data = hashlib.blake2b(f"{salt} {term}".encode(), digest_size=_NUMBER_BYTES).digest()
    return int.from_bytes(data, "big") & _NUMBER_MASK or 1


def salt(terms: Iterable[str]) -> int:
    """The first salt with which no two of the terms have the same number."""
    known = set(terms)
    return next(each for each in count() if len({number(term, each) for term in known}) == len(known))
