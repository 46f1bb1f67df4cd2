"""What a message says that its writer does not want, or has not done: nothing that it asks for. Pure.

"I do not want to cancel, I only want to change the card" wishes one thing. What does not happen ("I can't
cancel", "the card isn't accepted", "I haven't received it") is what such a message is about, and so is what
would go on by itself: who does not want it to renew wants to end it. The files in letters/ tell these apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kb.answering.asked.message import conventions

START = r"(?:^|(?<=[.?!…;:,\n)]))\s*"  # of a clause

NEAR = 20  # code points before a denial that may suppose it


@dataclass(frozen=True)
class Denials:
    """How a language denies, as regular expressions.

    Attributes:
        denies: What begins a denial.
        unless: What behind it says that something does not happen, or shall not go on.
        until: Where a denial ends, up to its clause's end at the latest.
        supposed: What before it only supposes it: "if I do not want to".
    """

    denies: re.Pattern[str]
    unless: re.Pattern[str]
    until: re.Pattern[str]
    supposed: re.Pattern[str]


@dataclass(frozen=True)
class Wanted:
    """A question, parted.

    Attributes:
        left: What it says without what it denies.
        denied: What it denies; empty where it denies nothing.
    """

    left: str
    denied: str


@cache
def denials(languages: tuple[str, ...]) -> Denials:
    """The denials of these languages together."""
    any_of = conventions(languages)
    ends = rf"[.?!…;:\n]|,(?!\s*(?:{any_of('or_else')})\b)|\s[–-]\s|\b(?:{any_of('denied_until')})\b"
    asked = rf"\b(?:{any_of('joins')})\s+(?=(?:{any_of('asking')})\b)"
    return Denials(
        denies=re.compile(rf"(?<!\w)(?:{any_of('denials')})\b".replace("{start}", START), re.IGNORECASE),
        unless=re.compile(rf"\s*+(?:{any_of('unless_denied')})", re.IGNORECASE),
        until=re.compile(rf"{ends}|{asked}|\Z", re.IGNORECASE),
        supposed=re.compile(rf"\b(?:{any_of('supposed')})\s+\Z", re.IGNORECASE),
    )


def wanted(question: str, languages: Iterable[str]) -> Wanted:
    """What a question says, without the clauses that say what its writer does not want or has not done."""
    ways = denials(tuple(languages))
    left, denied, place = "", "", 0
    while found := ways.denies.search(question, place):
        start, end = found.span()
        if ways.unless.match(question, end) or ways.supposed.search(question, max(0, start - NEAR), start):
            left, place = left + question[place:end], end
            continue
        stop = next(ways.until.finditer(question, end)).start()
        left, denied, place = left + question[place:start], f"{denied} {question[end:stop]}", stop
    return Wanted((left + question[place:]).strip(" ,;:!."), denied.strip())
