"""The index on disk. The only file that imports Whoosh.

A directory holds `CURRENT`, which names the build in use, and that build: Whoosh's files and one `side.N.json` for each
generation N. A new build is written beside the old one, synced, and published by renaming `CURRENT`; an update
is published by Whoosh's own rename of its table of contents. Killed at any moment, the old or the new index stands.
"""

import hashlib
import json
import os
import shutil
import uuid
import zlib
from array import array
from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from search import weigh
from search.analyze import Analyzer, normal
from search.config import Language, language
from search.errors import IndexMissing, IndexOutdated
from search.lexicon import Lexicon
from search.model import Document, Section
from search.query import Synonyms, synonym_table, synonym_words
from search.rank import Postings

Progress = Callable[[int, int], None]

_CURRENT = "CURRENT"
_SEGMENTS = 6
_DRIFT = 0.1
_TRIES = 20
_CACHED_POSTINGS = 400_000
_CACHED_DOCUMENTS = 256
_NOTHING = Postings(array("I"), array("H"))


class _Weights(formats.Existence):  # type: ignore[misc]
    """Two bytes for each posting: the weight."""

    posting_size = 2


class Bag(fields.FieldType):  # type: ignore[misc]
    """A field whose value is a ready {term: weight}: nothing is analysed, no position and no length is kept."""

    def __init__(self) -> None:
        """Say to Whoosh what is stored for a posting."""
        super().__init__(format=_Weights(), analyzer=None)

    def index(self, value: dict[str, int], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh stores for each term: its bytes, frequency, Whoosh's own weight, ours."""
        for term, weight in value.items():
            yield term.encode(), 1, 1.0, weight.to_bytes(2, "little")


class _Durable(FileStorage):  # type: ignore[misc]
    """Files that are on the disk before the table of contents that names them is."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Sync everything, rename, sync the directory."""
        _sync(Path(self.folder))
        super().rename_file(oldname, newname, safe)
        _sync_directory(Path(self.folder))


@dataclass(frozen=True)
class Report:
    """What indexing did: numbers of documents, and why everything was built anew (empty: it was not)."""

    added: int
    changed: int
    removed: int
    total: int
    rebuilt: str = ""


@dataclass(frozen=True)
class _Side:
    """What a generation holds beside Whoosh's files."""

    version: str
    lang: str
    averages: dict[str, float]
    lengths: dict[str, int]
    having: dict[str, int]
    synonyms: tuple[tuple[str, ...], ...]
    hashes: dict[str, str]
    words: dict[str, int]


def build(
    directory: Path,
    lang: str,
    documents: Iterable[Document],
    synonyms: Sequence[Sequence[str]] = (),
    progress: Progress | None = None,
) -> Report:
    """Index everything anew and publish it; readers see the old index until the last moment."""
    with _locked(directory):
        return _build(directory, lang, _by_id(documents), _groups(synonyms), progress, "requested")


def update(
    directory: Path,
    lang: str,
    documents: Iterable[Document],
    synonyms: Sequence[Sequence[str]] = (),
    progress: Progress | None = None,
) -> Report:
    """Bring the index to these documents, touching only those that differ; builds anew where it must, saying why."""
    found, groups = _by_id(documents), _groups(synonyms)
    with _locked(directory):
        try:
            old = Index.open(directory)
        except IndexMissing:
            return _build(directory, lang, found, groups, progress, "no index yet")
        except IndexOutdated as error:
            return _build(
                directory, lang, found, groups, progress, f"version {error.found} is not {error.expected}"
            )
        with old:
            if old.side.lang != lang:
                return _build(
                    directory, lang, found, groups, progress, f"language {old.side.lang} is not {lang}"
                )
            return _update(directory, old, found, groups, progress)


def _by_id(documents: Iterable[Document]) -> dict[str, Document]:
    """One document for each id (the last one wins), in order of the id."""
    return dict(sorted({document.id: _normal(document) for document in documents}.items()))


def _groups(synonyms: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group) for group in synonyms)


def _normal(document: Document) -> Document:
    return replace(
        document,
        title=normal(document.title),
        summary=normal(document.summary),
        questions=tuple(map(normal, document.questions)),
        keywords=tuple(map(normal, document.keywords)),
        sections=tuple(Section(normal(s.heading), s.anchor, normal(s.text)) for s in document.sections),
    )


def _build(
    directory: Path,
    lang: str,
    documents: dict[str, Document],
    synonyms: tuple[tuple[str, ...], ...],
    progress: Progress | None,
    why: str,
) -> Report:
    analyzer = Analyzer(language(lang))
    counts = {name: weigh.count(document, analyzer) for name, document in documents.items()}
    average = weigh.averages(counts.values())
    target = directory / f"build-{uuid.uuid4().hex[:12]}"
    target.mkdir()
    index = _Durable(str(target)).create_index(_schema())
    writer = index.writer(limitmb=256)
    side = _Side(analyzer.language.version, lang, average, *_totals(counts.values()), synonyms, {}, {})
    words: Counter[str] = Counter()
    for done, (name, document) in enumerate(documents.items(), 1):
        _add(writer, document, weigh.bag(counts[name], average, analyzer))
        side.hashes[name] = _hash(document)
        words.update(counts[name].words)
        if progress:
            progress(done, len(documents))
    side.words.update(words)
    _write_side(target, writer.generation, side)
    writer.commit()
    index.close()
    _publish(directory, target.name)
    return Report(len(documents), 0, 0, len(documents), why)


def _update(
    directory: Path,
    old: "Index",
    documents: dict[str, Document],
    synonyms: tuple[tuple[str, ...], ...],
    progress: Progress | None,
) -> Report:
    hashes = {name: _hash(document) for name, document in documents.items()}
    gone = {name for name in old.side.hashes if name not in hashes}
    new = [name for name in hashes if name not in old.side.hashes]
    changed = [name for name, value in hashes.items() if old.side.hashes.get(name, value) != value]
    if not (gone or new or changed or synonyms != old.side.synonyms):
        return Report(0, 0, 0, len(hashes))
    analyzer = old.analyzer
    dropped = {name: weigh.count(old.document(old.number(name)), analyzer) for name in [*gone, *changed]}
    added = {name: weigh.count(documents[name], analyzer) for name in [*new, *changed]}
    side = _next_side(old.side, hashes, synonyms, dropped, added)
    if _drifted(side):
        return _build(directory, side.lang, documents, synonyms, progress, "the average length has changed")
    _commit(old, documents, side, list(dropped), added, progress)
    return Report(len(new), len(changed), len(gone), len(hashes))


def _next_side(
    old: _Side,
    hashes: dict[str, str],
    synonyms: tuple[tuple[str, ...], ...],
    dropped: dict[str, weigh.Counts],
    added: dict[str, weigh.Counts],
) -> _Side:
    """The side of the next generation; the averages stay as they were frozen by the build."""
    words, lengths, having = Counter(old.words), Counter(old.lengths), Counter(old.having)
    for sign, changed in ((-1, dropped), (1, added)):
        for counts in changed.values():
            for word in counts.words:
                words[word] += sign
            for name, length in counts.lengths.items():
                lengths[name] += sign * length
                having[name] += sign * bool(length)
    kept = {word: times for word, times in words.items() if times}
    return replace(
        old, lengths=dict(lengths), having=dict(having), synonyms=synonyms, hashes=hashes, words=kept
    )


def _drifted(side: _Side) -> bool:
    """Whether an average length is a tenth or more away from the frozen one."""
    for name, frozen in side.averages.items():
        average = side.lengths[name] / side.having[name] if side.having[name] else 1.0
        if abs(average - frozen) >= _DRIFT * frozen:
            return True
    return False


def _commit(
    old: "Index",
    documents: dict[str, Document],
    side: _Side,
    dropped: list[str],
    added: dict[str, weigh.Counts],
    progress: Progress | None,
) -> None:
    writer = old.whoosh.writer()
    try:
        for name in dropped:
            writer.delete_document(old.number(name))
        for done, (name, counts) in enumerate(added.items(), 1):
            _add(writer, documents[name], weigh.bag(counts, side.averages, old.analyzer))
            if progress:
                progress(done, len(added))
        _write_side(old.path, writer.generation, side)
        writer.commit(mergetype=_merge)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise
    for path in old.path.glob("side.*.json"):
        if path.name != f"side.{writer.generation}.json":
            path.unlink()


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: keep at most `_SEGMENTS`, merging the smallest ones and those without documents."""
    kept = sorted((s for s in segments if s.doc_count()), key=lambda s: -s.doc_count_all())
    while len(kept) >= _SEGMENTS:
        for segment in kept[_SEGMENTS // 2 :]:
            reader = whoosh_index.FileIndex._reader(writer.storage, writer.schema, [segment], 0)
            writer.add_reader(reader)
            reader.close()
        kept = kept[: _SEGMENTS // 2]
    return kept


def _schema() -> Any:
    return fields.Schema(terms=Bag(), key=fields.COLUMN(columns.VarBytesColumn()), document=fields.STORED())


def _add(writer: Any, document: Document, bag: dict[str, int]) -> None:
    key = "\n".join((document.id, document.kind, document.category)).encode()
    stored = zlib.compress(_json(asdict(document)))
    writer.add_document(terms=bag, key=key, document=stored)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _hash(document: Document) -> str:
    return hashlib.sha256(_json(asdict(document))).hexdigest()[:16]


def _totals(counts: Iterable[weigh.Counts]) -> tuple[dict[str, int], dict[str, int]]:
    """Summed length of each field, and how many documents have it."""
    lengths, having = dict.fromkeys(weigh.FIELDS, 0), dict.fromkeys(weigh.FIELDS, 0)
    for one in counts:
        for name, length in one.lengths.items():
            lengths[name] += length
            having[name] += bool(length)
    return lengths, having


def _write_side(path: Path, generation: int, side: _Side) -> None:
    (path / f"side.{generation}.json").write_bytes(_json(asdict(side)))


def _read_side(path: Path, generation: int) -> _Side:
    data = json.loads((path / f"side.{generation}.json").read_bytes())
    data["synonyms"] = _groups(data["synonyms"])
    return _Side(**data)


def _publish(directory: Path, name: str) -> None:
    """Name the new build in CURRENT by an atomic rename, then remove the others."""
    _sync(directory / name)
    beside = directory / f"{_CURRENT}.new"
    beside.write_text(name, "utf-8")
    _sync_file(beside)
    beside.replace(directory / _CURRENT)
    _sync_directory(directory)
    for other in directory.glob("build-*"):
        if other.name != name:
            shutil.rmtree(other, ignore_errors=True)


def _sync(directory: Path) -> None:
    for path in directory.iterdir():
        if path.is_file():
            _sync_file(path)
    _sync_directory(directory)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_directory(directory: Path) -> None:
    number = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


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

    def __init__(self, path: Path, whoosh: Any, side: _Side) -> None:
        """Read the documents' numbers, ids, kinds and categories; the rest is read when asked for."""
        self.path = path
        self.whoosh = whoosh
        self.side = side
        self.reader = whoosh.reader()
        self.analyzer = Analyzer(language(side.lang))
        self._keys = self._read_keys()
        self.count = len(self._keys)
        self._idf = weigh.idf_table(self.count)
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
        path = directory / (directory / _CURRENT).read_text("utf-8")
        storage = _Durable(str(path))
        generation = whoosh_index.TOC._latest_generation(storage, "MAIN") if path.is_dir() else -1
        side = _read_side(path, generation)
        expected = language(side.lang).version
        if side.version != expected:
            raise IndexOutdated(directory, side.version, expected)
        whoosh = storage.open_index(schema=_schema())
        if whoosh.latest_generation() != generation:
            raise FileNotFoundError(path)
        return cls(path, whoosh, side)

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
            name = (self.path.parent / _CURRENT).read_text("utf-8")
            return name == self.path.name and bool(self.whoosh.up_to_date())
        except FileNotFoundError:
            return False

    @property
    def language(self) -> Language:
        """The rules of the index's language."""
        return self.analyzer.language

    @cached_property
    def lexicon(self) -> Lexicon:
        """The folded words of all documents, and those of the synonyms with a count of 0."""
        named = synonym_words(self.side.synonyms, self.analyzer)
        return Lexicon(dict.fromkeys(named, 0) | self.side.words)

    @cached_property
    def synonyms(self) -> Synonyms:
        """Terms of other words for a sequence of terms."""
        return synonym_table(self.side.synonyms, self.analyzer)

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
        try:
            matcher = self.reader.postings("terms", term)
        except TermNotFound:
            return _NOTHING
        documents, weights = array("I"), array("H")
        while matcher.is_active():
            documents.append(matcher.id())
            weights.append(int.from_bytes(matcher.value(), "little"))
            matcher.next()
        return Postings(documents, weights)

    def document(self, number: int) -> Document:
        """The stored document."""
        found = self._documents.get(number)
        if found is None:
            data = json.loads(zlib.decompress(self.reader.stored_fields(number)["document"]))
            found = self._documents[number] = _document(data)
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


def _document(data: dict[str, Any]) -> Document:
    sections = tuple(Section(**section) for section in data.pop("sections"))
    for name in ("questions", "keywords"):
        data[name] = tuple(data[name])
    return Document(sections=sections, **data)
