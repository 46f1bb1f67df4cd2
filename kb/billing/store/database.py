"""The one SQLite connection: how it is opened, its transactions, its tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.billing.domain.errors import StoreUnusable

SCHEMA_VERSION = 1
_SCHEMA = Path(__file__).with_name("schema.sql")


def connect(database: Path | None) -> sqlite3.Connection:
    """Open ``database`` (None: in memory) as the one connection of this process.

    The lock is exclusive: a second process on the same file is refused at once instead of corrupting it
    (SQLite 3.7.0 to 3.51.2 can lose data with several writing connections on a WAL). WAL with
    synchronous=NORMAL keeps every committed transaction when the process is killed. Raises StoreUnusable.
    """
    db = None
    try:
        db = sqlite3.connect(database or ":memory:", isolation_level=None, check_same_thread=False, timeout=0)
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
        # Without it INSERT OR REPLACE would delete journal rows past the triggers.
        db.execute("PRAGMA recursive_triggers = ON")
        db.execute("BEGIN IMMEDIATE")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        db.execute("COMMIT")
    except sqlite3.Error as error:
        if db is not None:
            db.close()
        msg = f"{database}: {error}; give another file, or stop the process that uses this one"
        raise StoreUnusable(msg) from error
    if version not in (0, SCHEMA_VERSION):
        db.close()
        msg = f"{database}: written by another version (schema {version}, not {SCHEMA_VERSION}); move it away"
        raise StoreUnusable(msg)
    return db


class Database:
    """A connection with its tables laid; ``fresh`` says whether they were laid just now."""

    def __init__(self, database: Path | None = None) -> None:
        """Open the file (None: in memory). Raises StoreUnusable."""
        self.sql = connect(database)
        self.fresh = self.sql.execute("PRAGMA user_version").fetchone()[0] == 0
        if self.fresh:
            with self.transaction():
                self._lay_tables()

    def close(self) -> None:
        """Close the database."""
        self.sql.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One atomic change: committed at the end, rolled back on an exception; an inner one joins the outer.

        IMMEDIATE takes the writer's place at once: a deferred one may find it taken after it has read.
        """
        if self.sql.in_transaction:
            yield
            return
        self.sql.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.sql.execute("COMMIT")
        except BaseException:
            if self.sql.in_transaction:
                self.sql.execute("ROLLBACK")
            raise

    def wipe(self) -> None:
        """Drop everything, lay the tables anew: DROP TABLE passes the append-only triggers, DELETE cannot."""
        self.sql.execute("PRAGMA defer_foreign_keys = ON")
        names = self.sql.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid DESC"
        ).fetchall()
        for (name,) in names:
            self.sql.execute(f"DROP TABLE {name}")
        self._lay_tables()

    def meta(self, name: str) -> str | None:
        """A setting of the database itself."""
        row = self.sql.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Set it."""
        self.sql.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?2", (name, value)
        )

    def _lay_tables(self) -> None:
        for statement in _statements(_SCHEMA.read_text(encoding="utf-8")):
            self.sql.execute(statement)
        self.sql.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one: executescript would commit the running transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
