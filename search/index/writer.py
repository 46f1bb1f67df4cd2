"""Writing an index: everything anew, or only what differs from the one that is there."""

import gc
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from search.errors import IndexMissing, IndexOutdated
from search.index import documents, publish, whoosh_read, whoosh_write
from search.index import statistics as beside
from search.index.reader import Index, to_key
from search.model import Document, Section
from search.ranking import threshold, weights
from search.text.analyzer import Analyzer, normal
from search.text.language import language

Progress = Callable[[int, int], None]


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
    with whoosh_read.locked(directory):
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
    with whoosh_read.locked(directory):
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


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's collector of cycles: it would search the growing tables in vain."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def _build(job: _Job, why: str) -> Report:
    analyzer = Analyzer(language(job.lang))
    counts = {name: weights.count(document, analyzer) for name, document in job.documents.items()}
    side = beside.first(analyzer.language.version, job.lang, job.documents, counts, job.synonyms)
    target = job.directory / f"build-{uuid.uuid4().hex[:12]}"
    target.mkdir()
    writer = whoosh_write.create(target)
    _add(writer, job, counts, side, analyzer)
    side.write(target, writer.generation)
    writer.publish()
    replace(side, evidence=_evidence(job, target, side, analyzer)).write(target, writer.generation)
    publish.publish(job.directory, target.name)
    return Report(len(job.documents), 0, 0, len(job.documents), why)


def _evidence(job: _Job, path: Path, side: beside.Side, analyzer: Analyzer) -> int:
    """The threshold by the index as built, whose numbers follow the ids; not opened without questions."""
    documents = list(enumerate(job.documents.values()))
    cases = list(threshold.cases(documents, side.averages, analyzer))
    if not cases:
        return analyzer.language.tuning.evidence
    with Index.of_build(path) as index:
        return threshold.threshold(cases, analyzer, index, index.postings)


def _update(job: _Job, old: Index) -> Report:
    hashes = {name: documents.content_hash(document) for name, document in job.documents.items()}
    gone = [name for name in old.side.hashes if name not in hashes]
    new = [name for name in hashes if name not in old.side.hashes]
    changed = [name for name, value in hashes.items() if old.side.hashes.get(name, value) != value]
    report = Report(len(new), len(changed), len(gone), len(hashes))
    if not (gone or new or changed or job.synonyms != old.side.synonyms):
        return report
    dropped = {
        name: weights.count(old.document(old.number(name)), old.analyzer) for name in [*gone, *changed]
    }
    added = {name: weights.count(job.documents[name], old.analyzer) for name in [*new, *changed]}
    side = old.side.next(hashes, job.synonyms, dropped.values(), added.values())
    if side.drifted():
        return _build(job, "the average length has changed")
    _commit(job, old, side, list(dropped), added)
    return report


def _commit(
    job: _Job, old: Index, side: beside.Side, dropped: list[str], added: dict[str, weights.Counts]
) -> None:
    writer = whoosh_write.change(old.segments)
    try:
        for name in dropped:
            writer.delete_document(old.number(name))
        _add(writer, job, added, side, old.analyzer)
        side.write(old.path, writer.generation)
        writer.publish()
    except BaseException:
        writer.cancel()
        raise
    for path in old.path.glob("side.*.json"):
        if path.name != f"side.{writer.generation}.json":
            path.unlink()


def _add(
    writer: whoosh_write.Writer,
    job: _Job,
    counts: Mapping[str, weights.Counts],
    side: beside.Side,
    analyzer: Analyzer,
) -> None:
    for done, (name, counted) in enumerate(counts.items(), 1):
        document = job.documents[name]
        bag = weights.bag(counted, side.averages, analyzer)
        writer.add(to_key(document), documents.to_bytes(document), bag)
        job.progress(done, len(counts))
