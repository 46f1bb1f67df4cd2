"""The index on disk: updates equal rebuilds, nothing half-written is seen, other versions are rebuilt."""

import gc
import json
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index

from search import Document, Engine, Index, IndexMissing, IndexOutdated, Section, build, update
from search.index import checksums, staged
from search.index import statistics as collection
from search.index.documents import from_key
from search.ranking import weights
from search.text.language import FORMAT

WORDS = ["piano", "rinnovo", "fattura", "attività", "l'account", "carta", "ricevuta", "GoToMeeting", "2024"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
CORPUS = st.dictionaries(st.sampled_from("abcdefg"), st.tuples(TEXT, TEXT, TEXT), max_size=6)


def documents(corpus: dict[str, tuple[str, str, str]]) -> list[Document]:
    """Documents of a title, a question and a text."""
    return [
        Document(name, "it", f"/{name}/", title, questions=(question,), sections=(Section("", "", text),))
        for name, (title, question, text) in corpus.items()
    ]


def content(directory: Path) -> dict[str, Any]:
    """Everything that an index tells, by id instead of number."""
    with Index.open(directory) as index:
        terms = {}
        for term in index.terms():
            pairs = index.postings(term).pairs()
            terms[term] = {index.id(number): weight for number, weight in pairs}
        stored = {index.id(number): index.document(number) for number in index.numbers()}
        keys = {index.id(n): from_key(key) for n, key in index.segments.keys().items()}
        statistics = replace(index.statistics, averages={}, confidence=0)
        return {
            "terms": terms,
            "stored": stored,
            "keys": keys,
            "statistics": statistics,
            "count": index.count,
        }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=CORPUS, later=st.lists(CORPUS, min_size=1, max_size=3))
def test_updates_equal_a_full_build(
    first: dict[str, Any],
    later: list[dict[str, Any]],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After any updates the index tells what one built at once with the same averages tells."""
    monkeypatch.setattr(collection.Statistics, "drifted", lambda _self: False)
    folder = tmp_path_factory.mktemp("index")
    build(folder / "updated", "it", documents(first))
    with Index.open(folder / "updated") as index:
        frozen = index.statistics.averages
    for corpus in later:
        update(folder / "updated", "it", documents(corpus), [["piano", "rinnovo"]])
    monkeypatch.setattr(collection, "averages", lambda _counts: frozen)
    build(folder / "built", "it", documents(later[-1]), [["piano", "rinnovo"]])
    assert content(folder / "updated") == content(folder / "built")


MANY = documents({str(n): (f"piano {n}", "subito rinnovo", "fattura " * 9) for n in range(40)})


def test_update_reports_what_it_did(tmp_path: Path) -> None:
    """Added, changed, removed and unchanged documents are told apart; nothing to do changes nothing."""
    assert update(tmp_path, "it", MANY).rebuilt == "no index yet"
    with Index.open(tmp_path) as index:
        assert update(tmp_path, "it", MANY).added == 0
        assert index.is_current()
        report = update(
            tmp_path, "it", [replace(MANY[0], title="carta 0"), *MANY[2:], replace(MANY[1], id="x")]
        )
        assert (report.added, report.changed, report.removed, report.total, report.rebuilt) == (
            1,
            1,
            1,
            40,
            "",
        )
        assert not index.is_current()


def test_synonyms_alone_are_updated(tmp_path: Path) -> None:
    """New synonyms need no document to change."""
    build(tmp_path, "it", MANY)
    update(tmp_path, "it", MANY, [["disdetta", "rinnovo"]])
    engine = Engine.open(tmp_path)
    assert engine.search("disdetta").total == 40
    engine.close()


def test_removed_documents_leave_nothing(tmp_path: Path) -> None:
    """The words of a removed document are unknown at once, though its segment stays."""
    build(tmp_path, "it", [*MANY, replace(MANY[0], id="gone", title="lavagna")])
    update(tmp_path, "it", MANY)
    with Index.open(tmp_path) as index:
        assert "lavagn" not in list(index.terms())
        assert (index.count, index.frequency("lavagn"), "lavagna" in index.lexicon.counts) == (40, 0, False)


def test_many_updates_keep_few_segments_and_files(tmp_path: Path) -> None:
    """Small segments are merged, old generations removed."""
    build(tmp_path, "it", MANY)
    for number in range(1, 16):
        new = [replace(MANY[0], id=f"new{n}", title=f"piano {n}") for n in range(number)]
        update(tmp_path, "it", [*MANY, *new])
        with Index.open(tmp_path) as index:
            assert len(index.segments) <= 6
            assert index.count == len(index.postings("pian").documents) == 40 + number
            assert {index.document(n) for n in index.numbers()} == {*MANY, *new}
    assert len(list(tmp_path.glob("build-*"))) == 1


def test_merging_leaves_the_removed_documents_behind(tmp_path: Path) -> None:
    """When small segments become one, what was removed from them is gone from the files too."""
    build(tmp_path, "it", MANY)
    new = [replace(MANY[0], id=f"new{n}", title=f"carta {n}") for n in range(12)]
    for number in range(1, 5):
        update(tmp_path, "it", [*MANY, *new[:number], replace(MANY[0], id=f"x{number}", title="lavagna")])
    for number in range(5, 13):
        update(tmp_path, "it", [*MANY, *new[:number]])
    with Index.open(tmp_path) as index:
        assert index.frequency("cart") == 12
        assert "lavagn" not in list(index.segments.terms())


def test_whoosh_reads_the_index_without_us(tmp_path: Path) -> None:
    """The files are Whoosh's format and name no class of ours: its own reader finds the same postings."""
    build(tmp_path, "it", [*MANY, replace(MANY[0], id="more", title="lavagna")])
    update(tmp_path, "it", MANY)
    with Index.open(tmp_path) as index:
        for toc in index.path.glob("*.toc"):
            assert b"search." not in toc.read_bytes()
        reader = whoosh_index.open_dir(str(index.path)).reader()
        for term in index.terms():
            matcher = reader.postings("terms", term)
            found = []
            while matcher.is_active():
                found.append((matcher.id(), int.from_bytes(matcher.value(), "little")))
                matcher.next()
            assert found == list(index.postings(term).pairs())
            assert reader.doc_frequency("terms", term) >= len(found)
        reader.close()


def test_drift_of_lengths_builds_anew(tmp_path: Path) -> None:
    """When an average length has moved by a tenth, all weights are computed again, and it is said."""
    build(tmp_path, "it", MANY)
    longer = [replace(each, title="piano " * 9) for each in MANY]
    assert update(tmp_path, "it", longer).rebuilt == "the average length has changed"
    assert update(tmp_path, "it", longer).rebuilt == ""


def test_a_field_that_nobody_has_any_more_builds_anew(tmp_path: Path) -> None:
    """A field may become empty."""
    build(tmp_path, "it", MANY)
    assert update(tmp_path, "it", [replace(each, questions=()) for each in MANY]).rebuilt


def test_another_language_builds_anew(tmp_path: Path) -> None:
    """An index is of one language."""
    build(tmp_path, "it", MANY)
    assert update(tmp_path, "en", MANY).rebuilt == "language it is not en"
    with Index.open(tmp_path) as index:
        assert index.language.code == "en"


def test_missing_index_is_named(tmp_path: Path) -> None:
    """The error names the place."""
    with pytest.raises(IndexMissing, match=str(tmp_path)):
        Index.open(tmp_path)


@pytest.mark.parametrize("change", [{"version": "old"}, {"confidence": None}], ids=["version", "field"])
def test_index_of_another_version_is_refused_and_rebuilt(tmp_path: Path, change: dict[str, Any]) -> None:
    """Other rules or another format: opening says so, updating builds anew and says so."""
    build(tmp_path, "it", MANY)
    with Index.open(tmp_path) as index:
        file = index.path / "side.json"
    data = json.loads(file.read_text("utf-8")) | change
    file.write_text(json.dumps({key: value for key, value in data.items() if value is not None}), "utf-8")
    checksums.write(file.parent)
    with pytest.raises(IndexOutdated) as caught:
        Index.open(tmp_path)
    assert caught.value.expected in (FORMAT, index.language.version)
    assert update(tmp_path, "it", MANY).rebuilt.startswith("version ")
    Index.open(tmp_path).close()


def test_index_of_a_version_without_checksums_is_rebuilt(tmp_path: Path) -> None:
    """Before format 4 an index had none: it is outdated, not damaged."""
    build(tmp_path, "it", MANY)
    next(tmp_path.glob("build-*/checksums.json")).unlink()
    with pytest.raises(IndexOutdated):
        Index.open(tmp_path)
    assert update(tmp_path, "it", MANY).rebuilt == f"version without checksums is not {FORMAT}"


def test_what_is_not_published_is_gone_after_the_block(tmp_path: Path) -> None:
    """A staged index can be opened by its path; without `publish` nobody else ever sees it."""
    build(tmp_path, "it", OLD)
    with staged(tmp_path, "it", NEW) as made:
        with Index.of_build(made.path) as index:
            assert index.frequency("cart") == len(NEW)
        with Index.open(tmp_path) as index:
            assert index.frequency("cart") == 0
    with Index.open(tmp_path) as index:
        assert list(tmp_path.glob("build-*")) == [index.path]
        assert index.frequency("cart") == 0


def test_without_second_names_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some file systems have no hard links: an update is as good there."""

    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    build(tmp_path, "it", OLD)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert update(tmp_path, "it", NEW).rebuilt == ""
    with Index.open(tmp_path) as index:
        assert index.frequency("cart") == len(NEW)


def test_failed_update_leaves_the_old_index_and_no_lock(tmp_path: Path) -> None:
    """An error in the middle is as if nothing had been tried."""

    def fail(_done: int, _total: int) -> None:
        raise OSError("disk full")

    build(tmp_path, "it", MANY)
    before = content(tmp_path)
    changed = [replace(MANY[0], title="carta 0"), *MANY[1:]]
    with pytest.raises(OSError, match="disk full"):
        update(tmp_path, "it", changed, progress=fail)
    assert content(tmp_path) == before
    assert update(tmp_path, "it", changed).changed == 1


def test_progress_counts_the_documents(tmp_path: Path) -> None:
    """Done and total for each document."""
    seen: list[tuple[int, int]] = []
    build(tmp_path, "it", MANY[:3], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_the_last_document_of_an_id_wins(tmp_path: Path) -> None:
    """Ids are unique in an index."""
    build(tmp_path, "it", [MANY[0], replace(MANY[0], title="ultimo")])
    with Index.open(tmp_path) as index:
        assert [index.document(number).title for number in index.numbers()] == ["ultimo"]


def test_an_open_index_outlives_changes(tmp_path: Path) -> None:
    """A reader goes on with what it opened while others build and update."""
    build(tmp_path, "it", MANY)
    with Index.open(tmp_path) as index:
        update(tmp_path, "it", MANY[1:])
        build(tmp_path, "it", MANY[2:])
        assert len(index.postings("pian").documents) == 40
        assert index.document(0).id == "0"
        assert not index.is_current()


def test_opening_while_another_is_published_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the build is replaced, and removed, between its name and its files, the next one is opened."""
    build(tmp_path, "it", MANY)
    real = collection.Statistics.read

    def read(path: Path) -> collection.Statistics:
        monkeypatch.undo()
        build(tmp_path, "it", MANY[1:])
        return real(path)

    monkeypatch.setattr(collection.Statistics, "read", read)
    with Index.open(tmp_path) as index:
        assert index.count == len(MANY) - 1


def test_rarity_table_gives_every_rarity(tmp_path: Path) -> None:
    """The steps give, without a logarithm, what the formula gives; rarer is never less."""
    build(tmp_path, "it", MANY)
    with Index.open(tmp_path) as index:
        base = index.language.tuning.rarity
        values = [index.idf(n) for n in range(index.count + 1)]
        assert values == [weights.idf(index.count, n, base) for n in range(index.count + 1)]
        assert values == sorted(values, reverse=True)
        assert index.idf_table[0] == (0, values[0])


def test_removed_directory_is_not_current(tmp_path: Path) -> None:
    """Without a published build an open index is not the current one."""
    build(tmp_path, "it", MANY)
    with Index.open(tmp_path) as index:
        (tmp_path / "CURRENT").unlink()
        assert not index.is_current()


def test_small_caches_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Postings and documents that do not fit are read again."""
    build(tmp_path, "it", MANY)
    expected = content(tmp_path)
    monkeypatch.setattr("search.index.reader._CACHED_POSTINGS", 10)
    monkeypatch.setattr("search.index.reader._CACHED_DOCUMENTS", 1)
    assert content(tmp_path) == expected


def test_empty_index_finds_nothing(engine: Callable[..., Engine]) -> None:
    """No document, no result, no error."""
    assert engine([]).search("anything at all").total == 0


OLD, NEW = MANY, [replace(each, title=f"carta {each.id}") for each in MANY[:36]]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_kill_at_any_moment_leaves_a_whole_index(tmp_path: Path) -> None:
    """50 times a real process is killed while it builds or updates: the old or the new index opens, whole."""
    start = time.monotonic()
    build(tmp_path, "it", OLD)
    span = time.monotonic() - start
    chance = random.Random(7)
    killed = 0
    for turn in range(50):
        child = os.fork()
        if not child:
            (build if turn % 4 == 0 else update)(tmp_path, "it", (NEW, OLD)[turn % 2])
            os._exit(0)
        time.sleep(chance.uniform(0, 1.2 * span))
        os.kill(child, signal.SIGKILL)
        killed += os.waitpid(child, 0)[1] == signal.SIGKILL
        with Index.open(tmp_path) as index:
            found = [index.document(number) for number in index.numbers()]
            assert found in (sorted(OLD, key=lambda d: d.id), sorted(NEW, key=lambda d: d.id))
            assert len(index.postings("cart").documents) in (0, len(NEW))
    assert killed >= 5
    update(tmp_path, "it", NEW)
    assert len(list(tmp_path.glob("build-*"))) == 1 or update(tmp_path, "it", OLD).total == len(OLD)


@pytest.mark.parametrize("enabled", [True, False])
def test_a_build_leaves_the_collector_as_it_was(enabled: bool, tmp_path: Path) -> None:
    """It is off while building only, and stays off where the caller did without."""
    (gc.enable if enabled else gc.disable)()
    try:
        build(tmp_path, "it", [])
        assert gc.isenabled() == enabled
    finally:
        gc.enable()
