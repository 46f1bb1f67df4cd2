"""The one SQLite connection: its transactions and its settings."""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.billing.store import opening

_LOADED = "dataset"


class Database:
    """A connection with its tables laid; ``fresh`` says whether no data set was ever loaded into them."""

    def __init__(self, database: Path | None = None) -> None:
        """Open the file (None: in memory). Raises StoreUnusable."""
        self.sql = opening.connect(database)
        # Also when the process ends without close(): a file that says it is in use needs its log.
        self._end = weakref.finalize(self, opening.end_use, self.sql)

    @property
    def fresh(self) -> bool:
        """Whether a data set may be loaded without losing anything: none was, and nobody is registered."""
        registered = self.sql.execute("SELECT 1 FROM account LIMIT 1").fetchone()
        return registered is None and self.meta(_LOADED) is None

    def close(self) -> None:
        """Close the database; all data stand in the one file then."""
        self._end()

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

    def wipe(self, dataset: str) -> None:
        """Lay the tables anew for a data set: DROP TABLE passes the append-only triggers, DELETE cannot."""
        self.sql.execute("PRAGMA defer_foreign_keys = ON")
        in_use = self.meta(opening.IN_USE) or "0"
        ours = {name for kind, name, _ in opening.expected_schema() if kind == "table"}
        tables = self.sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid DESC")
        for (name,) in tables.fetchall():
            if name in ours:
                self.sql.execute(f"DROP TABLE {name}")
        opening.lay_tables(self.sql)
        self.set_meta(opening.IN_USE, in_use)
        self.set_meta(_LOADED, dataset)

    def meta(self, name: str) -> str | None:
        """A setting of the database itself."""
        row = self.sql.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Set it."""
        self.sql.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?2", (name, value)
        )
