"""The log of searches: how often which words were searched on which day, and with what result; SQLite.

It knows no person: no address, no session, no time of day. Whoever adds to it has masked the words
(`mask.py`).
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.errors import KbError

FILE = "searches.db"  # beside mkdocs.yml, never in Git
VERSION = 1
SCHEMA = """
create table searches (
    day text not null,
    source text not null,
    lang text not null,
    query text not null,
    found integer not null,
    confident integer not null,
    followed text not null,
    kind text not null,
    category text not null,
    times integer not null,
    primary key (day, source, lang, query, found, confident, followed, kind, category)
) without rowid
"""
ADD = """
insert into searches values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict do update set times = times + excluded.times
"""
BUSY_SECONDS = 5


class NoLog(KbError):
    """A file that should be a log of searches is none; it was not touched."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: no log of searches ({reason}): name another file")


@dataclass(frozen=True)
class Searched:
    """A search, or many alike on one day.

    Attributes:
        day: When; no hour.
        lang: The language that was searched.
        query: What was typed, masked.
        found: How many articles were found.
        confident: Whether they were shown as answers.
        followed: The id of the article that was opened; empty when none was.
        kind: The filter that was set; empty for none.
        category: Likewise.
        source: Where it was asked: `site`, `api`, or `message` for a message that nothing answered.
        times: How often.
    """

    day: date
    lang: str
    query: str
    found: int
    confident: bool
    followed: str = ""
    kind: str = ""
    category: str = ""
    source: str = "site"
    times: int = 1

    @property
    def is_missed(self) -> bool:
        """Whether it was answered with nothing sure, and nothing was opened."""
        return not self.confident and not self.followed


class SearchLog:
    """A log on disk; safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        """Open the log, or begin one that only its owner may read.

        Raises:
            NoLog: When the file is something else; it stays as it is.
            OSError: When it cannot be made.
        """
        self.path = path
        self._lock = threading.Lock()
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            self._begin()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise NoLog(path, str(error)) from error
        except NoLog:
            self._connection.close()
            raise

    def _begin(self) -> None:
        """Make the table in a new file; hold an old one against what this program writes."""
        with self._lock, closing(self._connection.cursor()) as cursor:
            cursor.execute("begin immediate")
            version = cursor.execute("pragma user_version").fetchone()[0]
            tables = {row[0] for row in cursor.execute("select name from sqlite_master where type = 'table'")}
            if not tables and version == 0:
                cursor.execute(SCHEMA)
                cursor.execute(f"pragma user_version = {VERSION}")
            cursor.execute("commit")
            if tables and (tables, version) != ({"searches"}, VERSION):
                raise NoLog(self.path, "made by another program or version")
            cursor.execute("pragma secure_delete = on")  # what is purged is not left in free pages

    def add(self, searched: Searched) -> None:
        """Count a search; its query must be masked."""
        row = (
            searched.day.isoformat(),
            searched.source,
            searched.lang,
            searched.query,
            searched.found,
            int(searched.confident),
            searched.followed,
            searched.kind,
            searched.category,
            searched.times,
        )
        with self._lock:
            self._connection.execute(ADD, row)

    def all(self) -> Iterator[Searched]:
        """Every kind of search of every day, in order of days and words."""
        with self._lock:
            rows = self._connection.execute("select * from searches").fetchall()
        for day, source, lang, query, found, confident, followed, kind, category, times in rows:
            yield Searched(
                date.fromisoformat(day),
                lang,
                query,
                found,
                bool(confident),
                followed,
                kind,
                category,
                source,
                times,
            )

    def purge(self, before: date) -> int:
        """Forget what was searched before a day; returns how many searches that were."""
        with self._lock:
            day = before.isoformat()
            counted = self._connection.execute("select sum(times) from searches where day < ?", (day,))
            count = counted.fetchone()[0] or 0
            self._connection.execute("delete from searches where day < ?", (day,))
            return int(count)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
