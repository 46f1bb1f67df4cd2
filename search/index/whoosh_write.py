"""Writing segments in Whoosh's format: whole terms at a time, where Whoosh sorts a tuple for each posting."""

import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from operator import sub
from pathlib import Path
from typing import Any

from whoosh.codec import base, whoosh3
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search.index.whoosh_read import BEFORE_BLOCK, MAGIC, WEIGHT_BITS, decode_all, little, schema

SEGMENTS = 6
_PICKLE = 4  # the version of the protocol: bytes stay bytes


class _BlockWriter(base.PostingsWriter):  # type: ignore[misc]
    """Writes all postings of a term, which come at once, as one block."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - Whoosh's own type
        self._file = file

    def start_postings(self, _format: object, _record: object) -> None:
        """A term begins; its record is made when its postings are known."""

    def add_posting(
        self, documents: Sequence[int], _one: float, weights: bytes, _length: int | None = None
    ) -> None:
        """Take the documents (ascending) and the bytes of their weights."""
        gaps = (documents[0], *map(sub, documents[1:], documents))
        # how many postings, the last document, Whoosh's own weight, no compression, no lengths
        info = pickle.dumps((len(documents), documents[-1], 1.0, 0, 0, 0), _PICKLE)
        block = info + pickle.dumps((gaps, None, weights), _PICKLE)
        start = self._file.tell()
        self._file.write(MAGIC)
        self._file.write_int(-len(block))  # negative: the last block
        self._file.write(block)
        count, first, last = len(documents), documents[0], documents[-1]
        self._record = whoosh3.W3TermInfo(count, count, maxweight=1.0, minid=first, maxid=last)
        self._record.set_extent(start, BEFORE_BLOCK + len(block))

    def finish_postings(self) -> whoosh3.W3TermInfo:
        """Where the postings lie, and how many they are."""
        return self._record


class _Codec(whoosh3.W3Codec):  # type: ignore[misc]
    """Whoosh's format, written by `_BlockWriter`, without lengths of fields (a look-up per posting)."""

    length_stats = False

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _BlockWriter:  # noqa: ANN401
        """What writes the postings of each term."""
        return _BlockWriter(dbfile)

    def new_segment(self, storage: FileStorage, indexname: str) -> whoosh3.W3Segment:
        """A segment that Whoosh's own codec reads."""
        return whoosh3.W3Segment(whoosh3.W3Codec(), indexname)


class _Pool:
    """The postings of the segment being written; stands in for Whoosh's own pool, which sorts tuples."""

    def __init__(self) -> None:
        """Hold document and weight in one number, by term, in order of the documents."""
        self._terms: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))

    def add(self, document: int, bag: Mapping[str, int]) -> None:
        """Take the terms of the next document."""
        terms, high = self._terms, document << WEIGHT_BITS
        for term, weight in bag.items():
            terms[term].append(high | weight)

    def extend(self, term: str, postings: Iterable[tuple[int, int]]) -> None:
        """Take a term's documents after those it has."""
        packed = [document << WEIGHT_BITS | weight for document, weight in postings]
        if packed:
            self._terms[term].extend(packed)

    def iter_postings(self) -> Iterator[tuple[str, bytes, list[int], float, bytes]]:
        """For each term what Whoosh expects for each posting: field, term, documents, its weight, ours."""
        mask = (1 << WEIGHT_BITS) - 1
        for term in sorted(self._terms):
            packed = self._terms[term]
            weights = little(array("H", [each & mask for each in packed]))
            yield "terms", term.encode(), [each >> WEIGHT_BITS for each in packed], 1.0, weights.tobytes()

    def cleanup(self) -> None:
        """Free the memory."""
        self._terms.clear()


class Writer(SegmentWriter):  # type: ignore[misc]
    """One commit: documents added and (`delete_document`) removed."""

    def __init__(self, whoosh: FileIndex) -> None:
        """Begin a commit; `commit` or `cancel` ends it."""
        super().__init__(whoosh, codec=_Codec())
        self.pool = _Pool()

    def add(self, key: bytes, document: bytes, bag: Mapping[str, int]) -> None:
        """Add a document: its key, its stored form, its {term: weight}."""
        self.pool.add(self.docnum, bag)
        self.add_document(key=key, document=document)

    def add_postings_to_pool(
        self,
        reader: Any,  # noqa: ANN401 - Whoosh's own type
        startdoc: int,
        docmap: Mapping[int, int] | None,
    ) -> None:
        """Take over the postings of a segment to be merged; `docmap` has the new numbers of the living."""
        for term, documents, weights in decode_all(reader):
            if docmap is None:
                renumbered = [startdoc + number for number in documents]
                self.pool.extend(term, zip(renumbered, weights, strict=True))
            else:
                pairs = zip(documents, weights, strict=True)
                self.pool.extend(term, ((docmap[n], w) for n, w in pairs if n in docmap))

    def publish(self) -> None:
        """Merge what has to be, and write."""
        self.commit(mergetype=_merge)


def _merge(writer: Writer, segments: list[whoosh3.W3Segment]) -> list[whoosh3.W3Segment]:
    """Whoosh's merge policy: at most `SEGMENTS` with the new one; the smaller half is merged when full."""
    kept = sorted((s for s in segments if s.doc_count()), key=lambda s: -s.doc_count_all())
    if len(kept) < SEGMENTS:
        return kept
    for segment in kept[SEGMENTS // 2 :]:
        reader = FileIndex._reader(writer.storage, writer.schema, [segment], 0)
        writer.add_reader(reader)
        reader.close()
    return kept[: SEGMENTS // 2]


def create(path: Path) -> Writer:
    """Begin the first commit in an empty directory."""
    return Writer(FileStorage(str(path)).create_index(schema()))


def change(path: Path) -> Writer:
    """Begin a commit in a directory that holds the files of an index."""
    return Writer(FileStorage(str(path)).open_index(schema=schema()))


@contextmanager
def writing(writer: Writer) -> Iterator[Writer]:
    """Publish at the end of the block; where it fails, close Whoosh's files."""
    try:
        yield writer
        writer.publish()
    except BaseException:
        with suppress(Exception):  # on a full disk closing fails too; what went wrong first is told
            writer.cancel()
        raise
