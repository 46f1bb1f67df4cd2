"""Writing an index: everything anew, or only what differs from the one that is there."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.index import checksums, documents, publish, whoosh_read, whoosh_write
from search.index import statistics as collection
from search.index.documents import normalized
from search.index.reader import Index
from search.index.staging import Report as Report
from search.index.staging import Staged as Staged
from search.model import Document
from search.query.near import FILE as NEAR
from search.query.near import NearTable, to_text
from search.ranking import threshold, weights, wordings
from search.text.analyzer import Analyzer
from search.text.language import language
from search.text.phrases import Flattener

Progress = Callable[[int, int], None]
NO_NEAR = NearTable()


@dataclass(frozen=True)
class _Job:
    """What is to be indexed: one document for each id, in order of the ids."""

    directory: Path
    lang: str
    documents: dict[str, Document]
    synonyms: collection.Groups
    near: NearTable
    product: str
    progress: Progress


def build(
    directory: Path,
    lang: str,
    documents: Iterable[Document],
    synonyms: Sequence[Sequence[str]] = (),
    progress: Progress | None = None,
    near: NearTable = NO_NEAR,
    product: str = "",
) -> Report:
    """Index everything anew and publish it; readers see the old index until the last moment."""
    with staged(
        directory, lang, documents, synonyms, progress, anew=True, near=near, product=product
    ) as made:
        made.publish()
        return made.report


def update(
    directory: Path,
    lang: str,
    documents: Iterable[Document],
    synonyms: Sequence[Sequence[str]] = (),
    progress: Progress | None = None,
    near: NearTable = NO_NEAR,
    product: str = "",
) -> Report:
    """Bring the index to these documents, touching only those that differ; builds anew where it must."""
    with staged(directory, lang, documents, synonyms, progress, near=near, product=product) as made:
        made.publish()
        return made.report


@contextmanager
def staged(
    directory: Path,
    lang: str,
    documents: Iterable[Document],
    synonyms: Sequence[Sequence[str]] = (),
    progress: Progress | None = None,
    *,
    anew: bool = False,
    near: NearTable = NO_NEAR,
    product: str = "",
) -> Iterator[Staged]:
    """Make an index and hold its lock; what has not been published by the end of the block is removed.

    Args:
        directory: Holds the index of one language.
        lang: Its code.
        documents: All of them; the last one of an id wins.
        synonyms: Groups of words that mean the same.
        progress: Called with documents done and documents to do.
        anew: Do not look at the index that is there.
        near: Words that the documents do not hold, and theirs near in meaning.
        product: The name of what the documents are about, which is no topic among them.
    """
    # The last document of an id wins, as in a folder.
    found = dict(sorted({document.id: normalized(document) for document in documents}.items()))
    groups = collection.groups(synonyms)
    job = _Job(directory, lang, found, groups, near, product, progress or _silent)
    with whoosh_read.locked(directory):
        try:
            yield _build(job, "requested") if anew else _updated(job)
        finally:
            publish.sweep(directory)


def _updated(job: _Job) -> Staged:
    """The index brought to the job's documents, from the one that is there where that can be believed."""
    try:
        old = Index.open(job.directory)
    except IndexMissing:
        return _build(job, "no index yet")
    except IndexOutdated as error:
        return _build(job, f"version {error.found} is not {error.expected}")
    except IndexDamaged as error:
        return _build(job, f"{error.file} was damaged")
    with old:
        if old.statistics.lang != job.lang:
            return _build(job, f"language {old.statistics.lang} is not {job.lang}")
        if old.near_terms != job.near:  # and with them the confidence
            return _build(job, "the near terms have changed")
        if old.statistics.product != job.product:
            return _build(job, "the product's name has changed")
        return _update(job, old)


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


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
def _build(job: _Job, why: str) -> Staged:
    analyzer = Analyzer(language(job.lang))
    counts = {name: weights.count(document, analyzer) for name, document in job.documents.items()}
    version, told = analyzer.language.version, (job.synonyms, job.product)
    statistics = collection.first(version, job.lang, job.documents, counts, *told)
    path = publish.begin(job.directory)
    with whoosh_write.writing(whoosh_write.create(path)) as writer:
        _add(writer, job, counts, statistics, analyzer)
    if job.near != NO_NEAR:
        (path / NEAR).write_text(to_text(job.near), "utf-8")
    _seal(path, statistics)
    _seal(path, replace(statistics, confidence=_confidence(job, path, statistics, analyzer)))
    publish.sync(path)
    return Staged(Report(len(job.documents), 0, 0, len(job.documents), why), path)


def _seal(path: Path, statistics: collection.Statistics) -> None:
    """The last files of a build, after which it can be opened."""
    statistics.write(path)
    checksums.write(path)


def _confidence(job: _Job, path: Path, statistics: collection.Statistics, analyzer: Analyzer) -> int:
    """The threshold by the index as built, whose numbers follow the ids; not opened without questions."""
    documents = list(enumerate(job.documents.values()))
    cases = list(threshold.cases(documents, statistics.averages, analyzer))
    if not cases:
        return analyzer.language.tuning.confidence
    with Index.of_build(path) as index:
        return threshold.threshold(cases, index.analyzer, index, index.postings, index.document)


def _update(job: _Job, old: Index) -> Staged:
    hashes = {name: documents.content_hash(document) for name, document in job.documents.items()}
    gone = [name for name in old.statistics.hashes if name not in hashes]
    new = [name for name in hashes if name not in old.statistics.hashes]
    changed = [name for name, value in hashes.items() if old.statistics.hashes.get(name, value) != value]
    report = Report(len(new), len(changed), len(gone), len(hashes))
    if not (gone or new or changed or job.synonyms != old.statistics.synonyms):
        return Staged(report, old.path)
    dropped = {
        name: weights.count(old.document(old.number(name)), old.analyzer) for name in [*gone, *changed]
    }
    added = {name: weights.count(job.documents[name], old.analyzer) for name in [*new, *changed]}
    statistics = old.statistics.next(hashes, job.synonyms, dropped.values(), added.values())
    if statistics.drifted():
        return _build(job, "the average length has changed")
    return Staged(report, _commit(job, old, statistics, list(dropped), added))


def _commit(
    job: _Job,
    old: Index,
    statistics: collection.Statistics,
    dropped: list[str],
    added: dict[str, weights.Counts],
) -> Path:
    """The next build, which shares with the old one the files that stay."""
    path = publish.fork(job.directory, old.path)
    with whoosh_write.writing(whoosh_write.change(path)) as writer:
        for name in dropped:
            writer.delete_document(old.number(name))
        _add(writer, job, added, statistics, old.analyzer)
    _seal(path, statistics)
    publish.sync(path)
    return path


def _add(
    writer: whoosh_write.Writer,
    job: _Job,
    counts: Mapping[str, weights.Counts],
    statistics: collection.Statistics,
    analyzer: Analyzer,
) -> None:
    flat = Flattener(analyzer).flat
    for done, (name, counted) in enumerate(counts.items(), 1):
        document = job.documents[name]
        bag = weights.boosted(weights.bag(counted, statistics.averages, analyzer), document.boost)
        writer.add(
            documents.to_key(document), documents.to_bytes(document), bag | wordings.lifts(document, flat)
        )
        job.progress(done, len(counts))
