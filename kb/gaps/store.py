"""The log of searches: how often which words were searched on which day, and with what result; SQLite.

It knows no person: no address, no session, no time of day. Whoever adds to it has masked the words
(`mask.py`).
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.one_table import Table

FILE = "searches.db"  # beside mkdocs.yml, never in Git
TABLE = Table(
    "searches",
    "log of searches",
    """
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
""",
)
ADD = """
insert into searches values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict do update set times = times + excluded.times
"""


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
            NotOurs: When the file is something else; it stays as it is.
            OSError: When it cannot be made.
        """
        self._lock, self._connection = threading.Lock(), TABLE.open(path)
        self._connection.execute("pragma secure_delete = on")  # what is purged is not left in free pages

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
