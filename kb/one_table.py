"""A SQLite file with one table of ours: made where there is none, refused where it holds something else."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kb.errors import KbError

BUSY_SECONDS = 5


class NotOurs(KbError):
    """A file holds something else than it should; it was not touched."""

    def __init__(self, path: Path, what: str, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: no {what} ({reason}): name another file")


@dataclass(frozen=True)
class Table:
    """What such a file holds.

    Attributes:
        name: The table's name.
        what: What the file is called in messages.
        schema: The statement that makes the table.
        version: Of the schema.
    """

    name: str
    what: str
    schema: str
    version: int = 1

    def open(self, path: Path) -> sqlite3.Connection:
        """Open the file, or begin one that only its owner may read; for several threads, one at a time.

        Raises:
            NotOurs: When the file is something else; it stays as it is.
            OSError: When it cannot be made.
        """
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            self._begin(connection, path)
        except sqlite3.DatabaseError as error:
            connection.close()
            raise NotOurs(path, self.what, str(error)) from error
        except NotOurs:
            connection.close()
            raise
        return connection

    def _begin(self, connection: sqlite3.Connection, path: Path) -> None:
        """Make the table in a new file; hold an old one against what this program writes."""
        with closing(connection.cursor()) as cursor:
            cursor.execute("begin immediate")
            version = cursor.execute("pragma user_version").fetchone()[0]
            tables = {row[0] for row in cursor.execute("select name from sqlite_master where type = 'table'")}
            if not tables and version == 0:
                cursor.execute(self.schema)
                cursor.execute(f"pragma user_version = {self.version}")
            cursor.execute("commit")
            if tables and (tables, version) != ({self.name}, self.version):
                raise NotOurs(path, self.what, "made by another program or version")
