"""The index on disk. The only file that imports Whoosh.

A directory holds `CURRENT`, which names the build in use, and that build: Whoosh's files and a `side.N.json`
for each generation N. A new build is written beside the old one, synced, and published by renaming `CURRENT`;
an update is published by Whoosh's own rename of its table of contents. Killed at any moment, the old or the
new index stands whole, and the system frees the lock.
"""

import sys
import uuid
import zlib
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats
from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from search import calibrate, files, weigh
from search import side as beside
from search import synonyms as names
from search.analyze import Analyzer, normal
from search.config import FORMAT, Language, language
from search.errors import IndexMissing, IndexOutdated
from search.lexicon import Lexicon
from search.model import Document, Section
from search.rank import Postings

Progress = Callable[[int, int], None]

_SEGMENTS = 6
_ZLIB = 3
_TRIES = 20
_CACHED_POSTINGS = 400_000
_CACHED_DOCUMENTS = 256


class _Weights(formats.Existence):  # type: ignore[misc]
    """Two bytes for each posting: the weight."""

    posting_size = 2


_FORMAT = _Weights()


class Bag(fields.FieldType):  # type: ignore[misc]
    """A field whose value is a ready {term: weight}: nothing is analysed, no position or length is kept."""

    def __init__(self) -> None:
        """Say to Whoosh what is stored for a posting."""
        super().__init__(format=_FORMAT, analyzer=None)

    def index(self, value: dict[str, int], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh stores for each term: its bytes, frequency, Whoosh's own weight, ours."""
        for term, weight in value.items():
            yield term.encode(), 1, 1.0, weight.to_bytes(2, "little")


class _Durable(FileStorage):  # type: ignore[misc]
    """Files that are on the disk before the table of contents that names them is."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Sync everything, rename, sync the directory."""
        files.sync(Path(self.folder))
        super().rename_file(oldname, newname, safe)
        files.sync_directory(Path(self.folder))


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's format without lengths of fields (a look-up per posting) and without zlib for each term."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(compression=0)


@dataclass(frozen=True)
class Report:
    """What indexing did: numbers of documents, and why everything was built anew (empty: it was not)."""

    added: int
    changed: int
    removed: int
    total: int
    rebuilt: str = ""


@dataclass(frozen=True)
class _Job:
    """What is to be indexed: one document for each id, in order of the ids."""

    directory: Path
    lang: str
    documents: dict[str, Document]
    synonyms: beside.Groups
    progress: Progress


def build(
    directory: Path,
    lang: str,
    documents: Iterable[Document],
    synonyms: Sequence[Sequence[str]] = (),
    progress: Progress | None = None,
) -> Report:
    """Index everything anew and publish it; readers see the old index until the last moment."""
    job = _job(directory, lang, documents, synonyms, progress)
    with _locked(directory):
        return _build(job, "requested")


def update(
    directory: Path,
    lang: str,
    documents: Iterable[Document],
    synonyms: Sequence[Sequence[str]] = (),
    progress: Progress | None = None,
) -> Report:
    """Bring the index to these documents, touching only those that differ; builds anew where it must."""
    job = _job(directory, lang, documents, synonyms, progress)
    with _locked(directory):
        try:
            old = Index.open(directory)
        except IndexMissing:
            return _build(job, "no index yet")
        except IndexOutdated as error:
            return _build(job, f"version {error.found} is not {error.expected}")
        with old:
            if old.side.lang != lang:
                return _build(job, f"language {old.side.lang} is not {lang}")
            return _update(job, old)


def _job(
    directory: Path,
    lang: str,
    documents: Iterable[Document],
    synonyms: Sequence[Sequence[str]],
    progress: Progress | None,
) -> _Job:
    """The last document of an id wins, as in a folder."""
    found = dict(sorted({document.id: _normal(document) for document in documents}.items()))
    return _Job(directory, lang, found, beside.groups(synonyms), progress or (lambda _done, _total: None))


def _normal(document: Document) -> Document:
    if all(map(str.isascii, document.texts())):
        return document
    return replace(
        document,
        title=normal(document.title),
        summary=normal(document.summary),
        questions=tuple(map(normal, document.questions)),
        keywords=tuple(map(normal, document.keywords)),
        sections=tuple(Section(normal(s.heading), s.anchor, normal(s.text)) for s in document.sections),
    )


def _build(job: _Job, why: str) -> Report:
    analyzer = Analyzer(language(job.lang))
    counts = {name: weigh.count(document, analyzer) for name, document in job.documents.items()}
    side = beside.first(analyzer.language.version, job.lang, job.documents, counts, job.synonyms)
    target = job.directory / f"build-{uuid.uuid4().hex[:12]}"
    target.mkdir()
    index = FileStorage(str(target)).create_index(_schema())  # synced when it is published
    writer = index.writer(limitmb=256, codec=_Codec())
    _add(writer, job, counts, side, analyzer)
    side.write(target, writer.generation)
    writer.commit()
    index.close()
    _calibrate(target, writer.generation, side)
    files.publish(job.directory, target.name)
    return Report(len(job.documents), 0, 0, len(job.documents), why)


def _calibrate(path: Path, generation: int, side: beside.Side) -> None:
    """Set the threshold of evidence by the index as built."""
    with Index.of_build(path) as index:
        documents = [(number, index.document(number)) for number in index.numbers()]
        cases = list(calibrate.cases(documents, side.averages, index.analyzer))
        evidence = calibrate.threshold(cases, index.analyzer, index, index.postings)
    replace(side, evidence=evidence).write(path, generation)


def _update(job: _Job, old: "Index") -> Report:
    hashes = {name: beside.content_hash(document) for name, document in job.documents.items()}
    gone = [name for name in old.side.hashes if name not in hashes]
    new = [name for name in hashes if name not in old.side.hashes]
    changed = [name for name, value in hashes.items() if old.side.hashes.get(name, value) != value]
    report = Report(len(new), len(changed), len(gone), len(hashes))
    if not (gone or new or changed or job.synonyms != old.side.synonyms):
        return report
    dropped = {name: weigh.count(old.document(old.number(name)), old.analyzer) for name in [*gone, *changed]}
    added = {name: weigh.count(job.documents[name], old.analyzer) for name in [*new, *changed]}
    side = old.side.next(hashes, job.synonyms, dropped.values(), added.values())
    if side.drifted():
        return _build(job, "the average length has changed")
    _commit(job, old, side, list(dropped), added)
    return report


def _commit(
    job: _Job, old: "Index", side: beside.Side, dropped: list[str], added: dict[str, weigh.Counts]
) -> None:
    writer = old.whoosh.writer(codec=_Codec())
    try:
        for name in dropped:
            writer.delete_document(old.number(name))
        _add(writer, job, added, side, old.analyzer)
        side.write(old.path, writer.generation)
        writer.commit(mergetype=_merge)
    except BaseException:
        writer.cancel()
        raise
    for path in old.path.glob("side.*.json"):
        if path.name != f"side.{writer.generation}.json":
            path.unlink()


def _merge(writer: Any, segments: list[Any]) -> list[Any]:  # noqa: ANN401 - Whoosh's own types
    """Whoosh's merge policy: at most `_SEGMENTS` with the new one; the smaller half is merged when full."""
    kept = sorted((s for s in segments if s.doc_count()), key=lambda s: -s.doc_count_all())
    if len(kept) < _SEGMENTS:
        return kept
    for segment in kept[_SEGMENTS // 2 :]:
        reader = whoosh_index.FileIndex._reader(writer.storage, writer.schema, [segment], 0)
        writer.add_reader(reader)
        reader.close()
    return kept[: _SEGMENTS // 2]


def _schema() -> fields.Schema:
    return fields.Schema(terms=Bag(), key=fields.COLUMN(columns.VarBytesColumn()), document=fields.STORED())


def _add(
    writer: Any,  # noqa: ANN401 - Whoosh's own type
    job: _Job,
    counts: Mapping[str, weigh.Counts],
    side: beside.Side,
    analyzer: Analyzer,
) -> None:
    for done, (name, counted) in enumerate(counts.items(), 1):
        document = job.documents[name]
        writer.add_document(
            terms=weigh.bag(counted, side.averages, analyzer),
            key="\n".join((document.id, document.kind, document.category)).encode(),
            document=zlib.compress(beside.json_bytes(asdict(document)), _ZLIB),
        )
        job.progress(done, len(counts))


def _generation(path: Path) -> int:
    """The number of the last published generation of a build; raises FileNotFoundError."""
    return max(
        (int(toc.stem.rpartition("_")[2]) for toc in path.iterdir() if toc.suffix == ".toc"), default=-1
    )


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """One writer at a time; the system frees the lock of a killed process."""
    directory.mkdir(parents=True, exist_ok=True)
    lock = FileStorage(str(directory)).lock("LOCK")
    lock.acquire(blocking=True)
    try:
        yield
    finally:
        lock.release()


class Index:
    """An open index of one generation. It stays what it was: after a change, open it again."""

    def __init__(self, path: Path, whoosh: Any, side: beside.Side, generation: int) -> None:  # noqa: ANN401
        """Read the documents' numbers, ids, kinds and categories; the rest is read when asked for."""
        self.path = path
        self.whoosh = whoosh
        self.side = side
        self._generation = generation
        self.reader = whoosh.reader()
        self.analyzer = Analyzer(language(side.lang))
        self._keys = self._read_keys()
        self.count = len(self._keys)
        self._idf = weigh.idf_table(self.count, self.language.tuning.rarity)
        self._idf_from = [having for having, _ in self._idf]
        self._postings: OrderedDict[str, Postings] = OrderedDict()
        self._held = 0
        self._documents: OrderedDict[int, Document] = OrderedDict()

    @classmethod
    def open(cls, directory: Path) -> "Index":
        """Open the published index; raises IndexMissing or IndexOutdated."""
        for _ in range(_TRIES):
            try:
                return cls._open(directory)
            except FileNotFoundError:
                continue
        raise IndexMissing(directory)

    @classmethod
    def _open(cls, directory: Path) -> "Index":
        return cls.of_build(files.current(directory))

    @classmethod
    def of_build(cls, path: Path) -> "Index":
        """Open one build, published or not; raises FileNotFoundError or IndexOutdated."""
        storage = _Durable(str(path))
        generation = _generation(path)
        try:
            side = beside.Side.read(path, generation)
        except beside.Unreadable as error:
            raise IndexOutdated(path.parent, str(error), FORMAT) from error
        expected = language(side.lang).version
        if side.version != expected:
            raise IndexOutdated(path.parent, side.version, expected)
        whoosh = storage.open_index(schema=_schema())
        if _generation(path) != generation:
            raise FileNotFoundError(path)
        return cls(path, whoosh, side, generation)

    def __enter__(self) -> "Index":
        """Use as a context manager that closes."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the files."""
        self.close()

    def close(self) -> None:
        """Close the files."""
        self.reader.close()
        self.whoosh.close()

    def is_current(self) -> bool:
        """Whether no other build or generation has been published since."""
        try:
            return files.current(self.path.parent) == self.path and self._generation == _generation(self.path)
        except FileNotFoundError:
            return False

    @property
    def language(self) -> Language:
        """The rules of the index's language."""
        return self.analyzer.language

    @cached_property
    def lexicon(self) -> Lexicon:
        """The folded words of all documents, and those of the synonyms with a count of 0."""
        named = names.words(self.side.synonyms, self.analyzer)
        return Lexicon(dict.fromkeys(named, 0) | self.side.words)

    @cached_property
    def synonyms(self) -> names.Synonyms:
        """Terms of other words for a sequence of terms."""
        return names.table(self.side.synonyms, self.analyzer)

    def idf(self, having: int) -> int:
        """The rarity of what so many documents hold."""
        return self._idf[bisect_right(self._idf_from, having) - 1][1]

    @property
    def idf_table(self) -> tuple[tuple[int, int], ...]:
        """Steps (from this many documents, idf)."""
        return self._idf

    def frequency(self, term: str) -> int:
        """How many documents hold the term."""
        return len(self.postings(term).documents)

    def numbers(self) -> list[int]:
        """The numbers of the documents, in order of their ids."""
        return sorted(self._keys, key=lambda number: self._keys[number][0])

    def id(self, number: int) -> str:
        """The id of a document."""
        return self._keys[number][0]

    def kind(self, number: int) -> str:
        """The kind of a document."""
        return self._keys[number][1]

    def category(self, number: int) -> str:
        """The category of a document."""
        return self._keys[number][2]

    def number(self, name: str) -> int:
        """The number of the document with that id; raises KeyError."""
        return self._number_by_id[name]

    @cached_property
    def _number_by_id(self) -> dict[str, int]:
        return {key[0]: number for number, key in self._keys.items()}

    def terms(self) -> Iterator[str]:
        """Every term that a document holds, in order."""
        for text in self.reader.lexicon("terms"):
            term = text.decode()
            if self.frequency(term):
                yield term

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
        """Read a term's postings block by block: Whoosh's own way, one at a time, takes ten times as long."""
        documents, weights = array("I"), array("H")
        for leaf, offset in self.reader.leaf_readers():
            if ("terms", term) not in leaf:
                continue
            matcher = leaf._terms.matcher("terms", term.encode(), _FORMAT)
            while matcher.is_active():
                matcher.block_min_id()
                documents.extend(matcher._ids if not offset else [offset + number for number in matcher._ids])
                weights.frombytes(matcher._data[2])
                matcher._next_block()
        if sys.byteorder == "big":  # pragma: no cover - the file is little-endian
            weights.byteswap()
        return (
            self._living(documents, weights) if self.reader.has_deletions() else Postings(documents, weights)
        )

    def _living(self, documents: "array[int]", weights: "array[int]") -> Postings:
        """Without the documents that are marked as deleted."""
        kept = [place for place, number in enumerate(documents) if number in self._keys]
        return Postings(array("I", [documents[p] for p in kept]), array("H", [weights[p] for p in kept]))

    def document(self, number: int) -> Document:
        """The stored document."""
        found = self._documents.get(number)
        if found is None:
            data = zlib.decompress(self.reader.stored_fields(number)["document"])
            found = self._documents[number] = beside.document(data)
            if len(self._documents) > _CACHED_DOCUMENTS:
                self._documents.popitem(last=False)
        return found

    def _read_keys(self) -> dict[int, tuple[str, str, str]]:
        keys: dict[int, tuple[str, str, str]] = {}
        if not self.reader.doc_count():
            return keys
        column = self.reader.column_reader("key")
        for number in range(self.reader.doc_count_all()):
            if not self.reader.is_deleted(number):
                name, kind, category = column[number].decode().split("\n")
                keys[number] = name, kind, category
        return keys
