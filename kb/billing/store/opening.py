"""Opening the billing database: which files are ours, and that nothing else is ever written to.

A file of ours bears APPLICATION_ID in its first page, written before the journal mode becomes WAL: it stands
in the file itself, never in the log beside it alone.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from kb.billing.domain.errors import StoreUnusable

SCHEMA_VERSION = 2
APPLICATION_ID = 0x6B62_6269  # "kbbi"; bytes 68 to 71 of the file (sqlite.org/fileformat)
SCHEMA = Path(__file__).with_name("schema.sql")
IN_USE = "in_use"
_MAGIC = b"SQLite format 3\x00"
_ID_PLACE = slice(68, 72)
_HEADER_BYTES = 100


def connect(database: Path | None) -> sqlite3.Connection:
    """Open ``database`` (None: in memory) as the one connection of this process, its tables laid.

    The lock is exclusive: a second process on the same file is refused at once instead of corrupting it
    (SQLite 3.7.0 to 3.51.2 can lose data with several writing connections on a WAL). WAL with
    synchronous=NORMAL keeps every committed transaction when the process is killed.

    Raises:
        StoreUnusable: For a file that is not ours, is damaged, lacks its log or cannot be written; it is
            left as it was.
    """
    if database is not None:
        _check_file(database)
    had_log = database is not None and _holds(_log(database))
    sql = None
    try:
        sql = _connection(database)
        _prepare(sql)
        _check_content(sql, database, had_log)
        _begin_use(sql)
    except (sqlite3.Error, StoreUnusable) as error:
        if sql is not None:
            sql.close()
        if isinstance(error, StoreUnusable):
            raise
        msg = f"{database}: {error}; give another file, or stop the process that uses this one"
        raise StoreUnusable(msg) from error
    return sql


def end_use(sql: sqlite3.Connection) -> None:
    """Note that nothing stands in the log alone any more, and close: SQLite then removes the log."""
    with suppress(sqlite3.Error):  # what is committed stays committed
        sql.execute(
            "PRAGMA wal_checkpoint(PASSIVE)"
        )  # makes room in the log: a full disk does not stop the mark
        _mark(sql, "0")
    sql.close()


def lay_tables(sql: sqlite3.Connection) -> None:
    """Create the tables, in the caller's transaction."""
    for statement in _statements(SCHEMA.read_text(encoding="utf-8")):
        sql.execute(statement)
    sql.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@cache
def expected_schema() -> frozenset[tuple[str, str, str]]:
    """Type, name and statement of everything that schema.sql creates."""
    sql = sqlite3.connect(":memory:")
    lay_tables(sql)
    found = _schema(sql)
    sql.close()
    return found


def _check_file(database: Path) -> None:
    """Look at the bytes before SQLite does: opening a file may already change it."""
    if database.exists() and not database.is_file():
        raise StoreUnusable(f"{database}: not a file; give a file for the billing data")
    if not database.parent.is_dir():
        msg = f"{database}: there is no folder {database.parent}; make it, or give a file in another"
        raise StoreUnusable(msg)
    if not _holds(database):
        if _holds(_log(database)):  # SQLite would delete it
            log = _log(database).name
            raise StoreUnusable(f"{database}: empty, but {log} beside it holds its data; bring back both")
        return
    with database.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header.startswith(_MAGIC) or int.from_bytes(header[_ID_PLACE], "big") != APPLICATION_ID:
        msg = f"{database}: not a database of this billing service; left as it is, give another file"
        raise StoreUnusable(msg)


def _connection(database: Path | None) -> sqlite3.Connection:
    where = database or ":memory:"
    return sqlite3.connect(where, isolation_level=None, check_same_thread=False, timeout=0)


def _prepare(sql: sqlite3.Connection) -> None:
    sql.execute("PRAGMA locking_mode = EXCLUSIVE")
    sql.execute("PRAGMA synchronous = NORMAL")
    sql.execute("PRAGMA foreign_keys = ON")
    # Without it INSERT OR REPLACE would delete journal rows past the triggers.
    sql.execute("PRAGMA recursive_triggers = ON")
    sql.execute("BEGIN EXCLUSIVE")
    if not _schema(sql):
        lay_tables(sql)
        sql.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    sql.execute("COMMIT")


def _check_content(sql: sqlite3.Connection, database: Path | None, had_log: bool) -> None:
    if fault := _fault(sql, had_log):
        raise StoreUnusable(f"{database}: {fault}")


def _fault(sql: sqlite3.Connection, had_log: bool) -> str | None:
    """Why an opened file of ours cannot be used; None when it can."""
    version = sql.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        return f"written by another version (schema {version}, not {SCHEMA_VERSION}); move it away"
    if sql.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok" or not expected_schema() <= _schema(sql):
        return "damaged; bring back a copy made while no service used it"
    used = sql.execute("SELECT 1 FROM meta WHERE name = ? AND value = '1'", (IN_USE,)).fetchone()
    if used and not had_log:
        return (
            "copied while a service used it, without the file -wal beside it that holds the newest data; "
            "copy both, or copy when the service has stopped"
        )
    return None


def _begin_use(sql: sqlite3.Connection) -> None:
    """Write into the file itself, not only into its log, that from now on the log is needed."""
    sql.execute("PRAGMA journal_mode = WAL")
    _mark(sql, "1")
    sql.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _mark(sql: sqlite3.Connection, value: str) -> None:
    sql.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (IN_USE, value))


def _schema(sql: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    return frozenset(sql.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))


def _holds(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _log(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def _statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one: executescript would commit the running transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
