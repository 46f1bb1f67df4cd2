"""The votes on answers: useful or not, and why; SQLite.

It knows no person: no address, no session, no hour, no free text. A vote has a number that the browser drew
for this one answer, so that it can be changed and a repeated request is no second vote; votes of one browser
on two answers have nothing in common.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.one_table import Table

FILE = "feedback.db"  # beside mkdocs.yml, never in Git
REASONS = ("unclear", "wrong", "other_question", "other")
TABLE = Table(
    "votes",
    "file of votes",
    """
create table votes (
    number text primary key,
    article text not null,
    lang text not null,
    useful integer not null,
    reason text not null,
    day text not null
) without rowid
""",
)
PUT = """
insert into votes values (?, ?, ?, ?, ?, ?)
on conflict do update set useful = excluded.useful, reason = excluded.reason, day = excluded.day
where article = excluded.article and lang = excluded.lang
"""
TALLY = """
select article, lang, count(*), sum(useful), sum(reason = 'unclear'), sum(reason = 'wrong'),
    sum(reason = 'other_question'), sum(reason = 'other'), max(day)
from votes group by article, lang order by count(*) - sum(useful) desc, count(*) desc, article, lang
"""


@dataclass(frozen=True)
class Vote:
    """One reader's opinion on one answer.

    Attributes:
        number: Drawn by the browser, 32 hexadecimal digits.
        article: The id of the answer.
        lang: The language it was read in.
        useful: Whether it helped.
        reason: One of `REASONS`, or empty.
    """

    number: str
    article: str
    lang: str
    useful: bool
    reason: str = ""


@dataclass(frozen=True)
class Tally:
    """What readers say of an answer in a language.

    Attributes:
        votes: How many there are.
        useful: How many of them say that it helped.
        reasons: How often each reason was given, the most frequent first; those never given are not in it.
        last: The day of the newest vote.
    """

    article: str
    lang: str
    votes: int
    useful: int
    reasons: tuple[tuple[str, int], ...]
    last: date


class Votes:
    """Votes on disk; safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        """Open the file, or begin one that only its owner may read.

        Raises:
            NotOurs: When the file is something else; it stays as it is.
            OSError: When it cannot be made.
        """
        self._lock, self._connection = threading.Lock(), TABLE.open(path)
        # Safe from a killed process at once, from a power cut within moments: no wait for the disk.
        self._connection.execute("pragma synchronous = normal")
        self._connection.execute("pragma journal_mode = wal")

    def put(self, vote: Vote, day: date) -> None:
        """Count a vote, or change the one of the same number."""
        row = (vote.number, vote.article, vote.lang, int(vote.useful), vote.reason, day.isoformat())
        with self._lock:
            self._connection.execute(PUT, row)

    def tallies(self) -> Iterator[Tally]:
        """What is said of each answer, the one that helped least readers first."""
        with self._lock:
            rows = self._connection.execute(TALLY).fetchall()
        for article, lang, votes, useful, *counts, last in rows:
            given = sorted(
                ((name, count) for name, count in zip(REASONS, counts, strict=True) if count),
                key=lambda pair: -pair[1],
            )
            yield Tally(article, lang, votes, useful, tuple(given), date.fromisoformat(last))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
