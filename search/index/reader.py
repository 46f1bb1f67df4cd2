"""An open index: what a query, an export and an update need to know of it."""

from array import array
from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.index import checksums, documents, publish
from search.index import whoosh_read as on_disk
from search.index.at_hand import AtHand
from search.index.statistics import Statistics, Unreadable
from search.model import Document
from search.query import near as near_terms
from search.ranking.score import Postings
from search.text.analyzer import Analyzer
from search.text.language import FORMAT, language

_CACHED_POSTINGS = 400_000
_CACHED_DOCUMENTS = 256


class Index(AtHand):
    """One build of an index, open. It stays what it was: after a change, open the next one."""

    def __init__(self, path: Path, statistics: Statistics, segments: on_disk.Segments) -> None:
        """Read the documents' numbers, ids, kinds and categories; the rest is read when asked for."""
        keys = {number: documents.from_key(key) for number, key in segments.keys().items()}
        super().__init__(statistics, keys, Analyzer(statistics.language))
        self.path = path
        self.segments = segments
        self._postings: OrderedDict[str, Postings] = OrderedDict()
        self._held = 0
        self._documents: OrderedDict[int, Document] = OrderedDict()

    @classmethod
    def open(cls, directory: Path) -> "Index":
        """Open the published index, when every byte of it is what was written.

        Raises:
            IndexMissing: When there is none.
            IndexOutdated: When other rules or another version made it.
            IndexDamaged: When a file is damaged or missing.
        """
        path = publish.current(directory)
        while True:
            try:
                return cls.of_build(path)
            except FileNotFoundError as error:
                before, path = path, publish.current(directory)
                if path == before:  # else it was replaced, and removed, while it was being opened
                    raise _incomplete(path, error) from error

    @classmethod
    def of_build(cls, path: Path) -> "Index":
        """Open one build, published or not.

        Raises:
            FileNotFoundError: When a file is missing.
            IndexOutdated, IndexDamaged: As for `open`.
        """
        checksums.verify(path)
        try:
            statistics = Statistics.read(path)
        except Unreadable as error:
            raise IndexOutdated(path.parent, str(error), FORMAT) from error
        expected = language(statistics.lang).version
        if statistics.version != expected:
            raise IndexOutdated(path.parent, statistics.version, expected)
        return cls(path, statistics, on_disk.Segments(path))

    def __enter__(self) -> "Index":
        """Use as a context manager that closes."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the files."""
        self.close()

    def close(self) -> None:
        """Close the files."""
        self.segments.close()

    def is_current(self) -> bool:
        """Whether no other build has been published since."""
        try:
            return publish.current(self.path.parent) == self.path
        except (IndexMissing, IndexDamaged):
            return False

    @cached_property
    def near_terms(self) -> near_terms.NearTable:
        """Words of the documents near in meaning to words that they do not hold; an index may have none."""
        file = self.path / near_terms.FILE
        return near_terms.parse(file.read_text("utf-8") if file.is_file() else "")

    def terms(self) -> Iterator[str]:
        """Every term that a document holds, in order."""
        return filter(self.frequency, self.segments.terms())

    def postings(self, term: str) -> Postings:
        """The documents that hold the term; decoded once and kept while there is room."""
        found = self._postings.get(term)
        if found is None:
            found = self._postings[term] = self._decode(term)
            self._held += len(found.documents) + 8
            while self._held > _CACHED_POSTINGS and len(self._postings) > 1:
                _, dropped = self._postings.popitem(last=False)
                self._held -= len(dropped.documents) + 8
        else:
            self._postings.move_to_end(term)
        return found

    def _decode(self, term: str) -> Postings:
        documents, weights = self.segments.postings(term)
        if self.segments.has_deletions():
            return self._living(documents, weights)
        return Postings(documents, weights)

    def _living(self, documents: "array[int]", weights: "array[int]") -> Postings:
        """Without the documents that are marked as deleted."""
        kept = [place for place, number in enumerate(documents) if number in self._keys]
        return Postings(array("I", [documents[p] for p in kept]), array("H", [weights[p] for p in kept]))

    def document(self, number: int) -> Document:
        """The stored document."""
        found = self._documents.get(number)
        if found is None:
            found = self._documents[number] = documents.from_bytes(self.segments.document(number))
            if len(self._documents) > _CACHED_DOCUMENTS:
                self._documents.popitem(last=False)
        return found


def verify(directory: Path) -> None:
    """Read every byte of the published index without opening it; raises as `Index.open` but IndexOutdated."""
    path = publish.current(directory)
    try:
        checksums.verify(path)
    except FileNotFoundError as error:
        raise _incomplete(path, error) from error


def _incomplete(build: Path, error: FileNotFoundError) -> IndexDamaged | IndexOutdated:
    """What is wrong with a build of which a file is missing; before format 4 there were no checksums."""
    if build.is_dir() and not (build / checksums.FILE).exists():
        return IndexOutdated(build.parent, "without checksums", FORMAT)
    return IndexDamaged(build.parent, Path(error.filename).name)
