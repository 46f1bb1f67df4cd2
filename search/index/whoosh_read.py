"""How documents and postings lie on the disk, in Whoosh's files, and how they are read.

A segment holds, for each term, the documents and our weights in one block, and for each document two columns:
its key and its stored form. All of it is Whoosh's format, and no class of ours is pickled in it, so that
Whoosh opens it without us.
"""

import io
import pickle
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from whoosh import fields, formats
from whoosh.codec import whoosh3
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

WEIGHT_BITS = 16
MAGIC = whoosh3.WHOOSH3_HEADER_MAGIC
BEFORE_BLOCK = len(MAGIC) + 4  # bytes: the magic, then the length of the block


def schema() -> fields.Schema:
    """One field whose postings carry two bytes, the weight; no positions, no lengths, no analyser."""
    weights = formats.Existence()
    weights.posting_size = WEIGHT_BITS // 8
    return fields.Schema(
        terms=fields.FieldType(weights, analyzer=None), key=fields.COLUMN(), document=fields.COLUMN()
    )


class Segments:
    """The segments of one build, open for reading. Documents are numbered through all of them."""

    def __init__(self, path: Path) -> None:
        """Open a build whose checksums hold: Whoosh's tables are pickles, which must not be read before."""
        self.whoosh = FileStorage(str(path)).open_index(schema=schema())
        self._reader = self.whoosh.reader()
        self._leaves = self._reader.leaf_readers() if self._reader.doc_count_all() else []

    def __len__(self) -> int:
        """How many there are."""
        return len(self._leaves)

    def close(self) -> None:
        """Close the files."""
        self._reader.close()
        self.whoosh.close()

    def keys(self) -> dict[int, bytes]:
        """The key of every document by its number, without those that are marked as deleted."""
        keys = {}
        for leaf, offset in self._leaves:
            column = leaf.column_reader("key")
            for number in leaf.all_doc_ids():
                keys[offset + number] = column[number]
        return keys

    def document(self, number: int) -> bytes:
        """The stored form of a document."""
        return bytes(self._documents[number])

    @cached_property
    def _documents(self) -> Any:  # noqa: ANN401 - Whoosh's own type
        return self._reader.column_reader("document")

    def terms(self) -> Iterator[str]:
        """Every term in order, those of deleted documents too."""
        return (term.decode() for term in self._reader.lexicon("terms"))

    def postings(self, term: str) -> tuple["array[int]", "array[int]"]:
        """The documents that hold a term, ascending, and its weights; those of deleted documents too."""
        documents, weights = array("I"), array("H")
        for leaf, offset in self._leaves:
            found, weighed = decode(leaf, term.encode())
            documents.extend([offset + number for number in found] if offset else found)
            weights.extend(weighed)
        return documents, weights

    def has_deletions(self) -> bool:
        """Whether documents are marked as deleted."""
        return bool(self._reader.has_deletions())


def decode(leaf: Any, term: bytes) -> tuple["array[int]", "array[int]"]:  # noqa: ANN401 - Whoosh's own type
    """The documents and weights of a term in one segment, by its numbers; empty where no document has it."""
    try:
        info = leaf.term_info("terms", term)
    except TermNotFound:
        return array("I"), array("H")
    return _read(leaf, info)


def decode_all(leaf: Any) -> Iterator[tuple[str, "array[int]", "array[int]"]]:  # noqa: ANN401
    """Every term of a segment in order, with its documents and weights."""
    for (_, term), info in leaf._terms.items():
        yield term.decode(), *_read(leaf, info)


def _read(leaf: Any, info: whoosh3.W3TermInfo) -> tuple["array[int]", "array[int]"]:  # noqa: ANN401
    """Read the block of a term."""
    where, _ = info.extent()  # the length beside it is wrong in Whoosh 2.7.4
    file = leaf._terms._postfile
    length = -file.get_int(where + len(MAGIC))
    block = io.BytesIO(file.get(where + BEFORE_BLOCK, length))
    pickle.load(block)  # what Whoosh must know to skip a block
    gaps, _, data = pickle.load(block)
    documents, weights = array("I", accumulate(gaps)), array("H")
    weights.frombytes(data)
    return documents, little(weights)


def little(weights: "array[int]") -> "array[int]":
    """Weights from the order of bytes on the disk to the machine's, or back."""
    if sys.byteorder == "big":  # pragma: no cover - the files are little-endian
        weights.byteswap()
    return weights


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """One writer at a time; the system frees the lock of a killed process."""
    directory.mkdir(parents=True, exist_ok=True)
    lock = FileStorage(str(directory)).lock("LOCK")
    lock.acquire(blocking=True)
    try:
        yield
    finally:
        lock.release()
