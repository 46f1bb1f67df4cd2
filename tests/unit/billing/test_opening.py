"""Which files the billing service opens: its own and empty ones; all others are left as they were."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.billing import datasets
from kb.billing.app import create_app
from kb.billing.auth.passwords import Hasher
from kb.billing.domain.errors import StoreUnusable
from kb.billing.service import Billing
from kb.billing.settings import Settings
from kb.billing.store.database import Database
from kb.billing.store.opening import APPLICATION_ID


def sqlite_file(*statements: str) -> Callable[[Path], None]:
    """Makes a database of another program."""

    def make(path: Path) -> None:
        other = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            other.execute(statement)
        other.close()

    return make


OTHERS: dict[str, Callable[[Path], object]] = {
    "photos of user_version 0": sqlite_file("CREATE TABLE photo (id)", "INSERT INTO photo VALUES (1)"),
    "user_version 1": sqlite_file("CREATE TABLE photo (id)", "PRAGMA user_version = 1"),
    "a table account": sqlite_file("CREATE TABLE account (id)", "INSERT INTO account VALUES (1)"),
    "a log": sqlite_file("PRAGMA journal_mode = WAL", "CREATE TABLE photo (id)"),
    "another application's number": sqlite_file("PRAGMA application_id = 7", "CREATE TABLE photo (id)"),
    "no table": sqlite_file("PRAGMA user_version = 99"),
    "a text": lambda path: path.write_bytes(b"not a database, but long enough to be read as one"),
    "one byte": lambda path: path.write_bytes(b"S"),
    "only the first words": lambda path: path.write_bytes(b"SQLite format 3\0"),
}


@pytest.mark.parametrize("other", OTHERS)
def test_a_file_of_another_program_is_refused_and_left(tmp_path: Path, hasher: Hasher, other: str) -> None:
    """One sentence with the file's name and a cure; nothing in it or beside it has changed."""
    path = tmp_path / "b.db"
    OTHERS[other](path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(StoreUnusable, match=r"b\.db: not a database of this billing.*give another file$"):
        create_app(Settings(path), hasher)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("PRAGMA user_version = 99", "written by another version .*move it away"),
        ("PRAGMA user_version = 0", "written by another version .*move it away"),
        ("DROP TABLE outbox", "damaged"),
        ("DROP TRIGGER journal_no_delete", "damaged"),
        ("ALTER TABLE account ADD COLUMN nickname TEXT", "damaged"),
    ],
)
def test_a_file_of_ours_that_cannot_be_used_says_why(tmp_path: Path, statement: str, reason: str) -> None:
    """Another version, and tables that somebody changed."""
    path = tmp_path / "b.db"
    Database(path).close()
    sqlite_file(statement)(path)
    with pytest.raises(StoreUnusable, match=rf"b\.db: {reason}"):
        Database(path)


@pytest.mark.parametrize("place", range(1, 12))
def test_a_damaged_file_is_refused(tmp_path: Path, hasher: Hasher, place: int) -> None:
    """A page overwritten anywhere, or the end cut off: one sentence at the start, not a fault later."""
    path = tmp_path / "b.db"
    database = Database(path)
    datasets.load(Billing(database, hasher), "demo")
    database.close()
    content = bytearray(path.read_bytes())
    at = len(content) * place // 12 // 4096 * 4096
    content[at : at + 200] = b"\x5a" * 200
    path.write_bytes(content)
    with pytest.raises(StoreUnusable, match=r"b\.db: "):
        Database(path)
    path.write_bytes(content[: 4096 * place])
    with pytest.raises(StoreUnusable, match=r"b\.db: "):
        Database(path)


def test_a_folder_or_a_pipe_is_no_database(tmp_path: Path) -> None:
    """The message names the place; a pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "no folder" / "b.db"):
        with pytest.raises(StoreUnusable, match=path.name):
            Database(path)


def test_a_file_in_a_missing_folder_names_the_folder(tmp_path: Path) -> None:
    """Whoever mistyped the path reads which folder is missing; none is made."""
    with pytest.raises(StoreUnusable, match=r"no/b\.db: there is no folder .*no; make it, or give a file"):
        Database(tmp_path / "no" / "b.db")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_ours(tmp_path: Path) -> None:
    """As made by `touch` or by mktemp; from the first moment the file itself says whose it is."""
    path = tmp_path / "b.db"
    path.touch()
    Database(path).close()
    other = sqlite3.connect(path)
    assert other.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    other.close()


def test_an_empty_file_beside_a_log_is_refused(tmp_path: Path) -> None:
    """The log of a file that was lost holds data; SQLite would delete it."""
    path, log = tmp_path / "b.db", tmp_path / "b.db-wal"
    log.write_bytes(b"newest data")
    for make in (lambda: None, path.touch):
        make()
        with pytest.raises(StoreUnusable, match=r"b\.db: empty, but b\.db-wal"):
            Database(path)
    assert log.read_bytes() == b"newest data"


def test_a_copy_without_its_log_is_refused(tmp_path: Path, hasher: Hasher) -> None:
    """Taken while the service ran, the one file lacks what was done; with its log it is whole."""
    running = Database(tmp_path / "b.db")
    datasets.load(Billing(running, hasher), "demo")
    for name in ("alone.db", "both.db"):
        shutil.copy(tmp_path / "b.db", tmp_path / name)
    shutil.copy(tmp_path / "b.db-wal", tmp_path / "both.db-wal")
    before = (tmp_path / "alone.db").read_bytes()
    with pytest.raises(StoreUnusable, match=r"alone\.db: copied while a service used it.*copy both"):
        Database(tmp_path / "alone.db")
    assert (tmp_path / "alone.db").read_bytes() == before
    both = Database(tmp_path / "both.db")
    assert Billing(both, hasher).account_by_email("attivo@example.com").plan == "pro-m"
    both.close()
    running.close()
    assert [file.name for file in sorted(tmp_path.glob("b.db*"))] == ["b.db"]
    shutil.copy(tmp_path / "b.db", tmp_path / "alone.db")
    again = Database(tmp_path / "alone.db")
    assert Billing(again, hasher).account_by_email("attivo@example.com").plan == "pro-m"
    again.close()


def test_loading_a_data_set_leaves_the_mark_of_use(tmp_path: Path, hasher: Hasher) -> None:
    """After a reset a copy of the one file is still known to lack its log."""
    running = Database(tmp_path / "b.db")
    datasets.load(Billing(running, hasher), "demo")
    running.sql.execute("PRAGMA wal_checkpoint(PASSIVE)")
    shutil.copy(tmp_path / "b.db", tmp_path / "alone.db")
    with pytest.raises(StoreUnusable, match="copied while"):
        Database(tmp_path / "alone.db")
    running.close()


def test_customers_are_never_replaced_by_a_data_set(tmp_path: Path, hasher: Hasher) -> None:
    """A file with customers but without a data set's mark keeps them; a start cut short is made up for."""
    database = Database(tmp_path / "b.db")
    Billing(database, hasher).add_account("a@example.com", "no password")
    database.close()
    app = create_app(Settings(tmp_path / "b.db"), hasher)
    assert app.state.billing.account(1).email == "a@example.com"
    app.state.billing.database.close()
    Database(tmp_path / "cut short.db").close()
    app = create_app(Settings(tmp_path / "cut short.db"), hasher)
    assert app.state.billing.account(1).email == "attivo@example.com"
    app.state.billing.database.close()


def test_a_database_nobody_closed_is_whole(tmp_path: Path) -> None:
    """When the process ends without close() the file says the truth about its log all the same."""
    database = Database(tmp_path / "b.db")
    database.set_meta("probe", "1")
    del database
    again = Database(tmp_path / "b.db")
    assert again.meta("probe") == "1"
    again.close()
