"""The log of searches on disk: it counts, forgets, and touches no file that is not its own."""

import sqlite3
import stat
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import search
from kb.gaps.recording import Recorder
from kb.gaps.store import Searched, SearchLog
from kb.one_table import NotOurs

DAY = date(2026, 11, 1)
ONE = Searched(DAY, "en", "refund", 3, confident=True)


def test_searches_alike_on_one_day_are_counted(tmp_path: Path) -> None:
    """The same words with the same result are one row; another result, day or language is another."""
    log = SearchLog(tmp_path / "searches.db")
    for each in (ONE, ONE, replace(ONE, followed="refund"), replace(ONE, day=date(2026, 11, 2))):
        log.add(each)
    log.close()
    again = list(SearchLog(tmp_path / "searches.db").all())
    assert sorted((each.day.day, each.followed, each.times) for each in again) == [
        (1, "", 2),
        (1, "refund", 1),
        (2, "", 1),
    ]
    assert stat.S_IMODE((tmp_path / "searches.db").stat().st_mode) == 0o600


def test_what_is_purged_is_in_no_byte_of_the_file(tmp_path: Path) -> None:
    """Days before the given one are gone, from free pages too; the day itself stays."""
    log = SearchLog(tmp_path / "searches.db")
    log.add(replace(ONE, query="zanzibar-secret", times=4))
    log.add(replace(ONE, day=date(2026, 11, 2), query="kept"))
    assert log.purge(date(2026, 11, 2)) == 4
    assert [each.query for each in log.all()] == ["kept"]
    log.close()
    assert b"zanzibar" not in (tmp_path / "searches.db").read_bytes()


def test_another_program_s_file_is_left_alone(tmp_path: Path) -> None:
    """A database of somebody else and a text are refused by name, byte for byte as they were."""
    other, text = tmp_path / "other.db", tmp_path / "notes.txt"
    with sqlite3.connect(other) as connection:
        connection.execute("create table t (a)")
    text.write_text("No database at all, but long enough to be read as one. " * 20, "utf-8")
    for path in (other, text):
        before = path.read_bytes()
        with pytest.raises(NotOurs, match=path.name):
            SearchLog(path)
        assert path.read_bytes() == before


def test_threads_lose_no_search(tmp_path: Path) -> None:
    """Two connections and eight threads at once: every search is counted."""
    logs = [SearchLog(tmp_path / "searches.db") for _ in range(2)]
    threads = [
        threading.Thread(target=lambda log=log: [log.add(ONE) for _ in range(20)])
        for log in logs
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.times for each in logs[0].all()] == [160]


def test_a_recorded_search_is_masked_dated_and_forgotten_in_time(tmp_path: Path) -> None:
    """Words of the articles are no names; the clock's day counts, not the caller's; old days are purged."""
    search.build(tmp_path / "en", "en", [search.Document("a", "en", "/en/a/", "Rose bushes and roses")])
    engine = search.Engine.open(tmp_path / "en")
    log, now = SearchLog(tmp_path / "searches.db"), [DAY]
    recorder = Recorder(log, {"en": engine}, lambda: now[0], kept=10)
    recorder.record(
        replace(ONE, day=date(1999, 1, 1), query="my name is Rose Miller, rose bush for a@example.com")
    )
    recorder.record(replace(ONE, query="?! 4111 1111 1111 1111"))
    recorder.record(replace(ONE, lang="de", query="ich bin Anna Meier"))
    kept = {(each.day, each.query) for each in log.all()}
    assert kept == {
        (DAY, "my name is [name], rose bush for [e-mail]"),
        (DAY, "ich bin [name]"),
    }
    now[0] = date(2026, 11, 12)
    recorder.record(replace(ONE, query="rose"))
    assert [each.query for each in log.all()] == ["rose"]
