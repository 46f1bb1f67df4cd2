"""The clauses of a question, and which of them ask: "how do I ..., and where is ...?" asks twice. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kb.answering.asked.message import conventions

FEWEST_WORDS = 2  # of a clause: "come disdico"
ENDS = r"(?<=[.?!…])\s+|\n+"
SENTENCES = re.compile(ENDS)


@dataclass(frozen=True)
class Clauses:
    """How the clauses of a language are joined and ask, as regular expressions.

    Attributes:
        ends: Between two clauses: a sentence's end, or a word that joins what asks or wishes.
        listed: Between two questions that stand in a row: "how much is it, when can I start?"
        joined: Between the things that one clause wishes: "cancel and get a refund".
        supposed: What begins a clause that only supposes: "if I cancel, what happens?"
        asks: What a clause has that asks or wishes.
        little: Words that say nothing by themselves: "what now?", "can you help?"
    """

    ends: re.Pattern[str]
    listed: re.Pattern[str]
    joined: re.Pattern[str]
    supposed: re.Pattern[str]
    asks: re.Pattern[str]
    little: re.Pattern[str]


@cache
def _conventions(languages: tuple[str, ...]) -> Clauses:
    """The clauses of these languages together."""
    any_of = conventions(languages)
    asking, listed, wishes = any_of("asking"), any_of("listed"), any_of("wishes")
    return Clauses(
        ends=re.compile(
            rf"{ENDS}|[,;]?\s+(?:{any_of('joins')})\s+(?=(?:{asking}|{listed}|{wishes})\b)", re.IGNORECASE
        ),
        listed=re.compile(rf"[,;]\s+(?=(?:{listed})\b)", re.IGNORECASE),
        joined=re.compile(rf",?\s+(?:{any_of('joins')})\s+|,\s+", re.IGNORECASE),
        supposed=re.compile(rf"(?:{any_of('supposed')})\b", re.IGNORECASE),
        little=re.compile(rf"\b(?:{any_of('little')})\b", re.IGNORECASE),
        asks=re.compile(rf"\A(?:{asking}|{listed})\b|\b(?:{wishes})\b|\?", re.IGNORECASE),
    )


def clauses(text: str, languages: Iterable[str]) -> list[str]:
    """The clauses of a text, in its order; what is too short to say anything is none."""
    ways = _conventions(tuple(languages))
    parts = (each.strip() for part in ways.ends.split(text) for each in _in_a_row(part, ways))
    return [part for part in parts if len(part.split()) >= FEWEST_WORDS]


def coordinated(clause: str, languages: Iterable[str]) -> list[str]:
    """What stands beside each other in a clause; what is too short to say anything is none."""
    parts = (each.strip() for each in _conventions(tuple(languages)).joined.split(clause))
    return [part for part in parts if len(part.split()) >= FEWEST_WORDS] or [clause]


def sentences(text: str) -> list[str]:
    """The sentences of a text and what stands on a line of its own, in its order."""
    return [part.strip() for part in SENTENCES.split(text) if len(part.split()) >= FEWEST_WORDS]


def asks(clause: str, languages: Iterable[str]) -> bool:
    """Whether a clause asks or wishes; what merely tells ("Order 88231.") does not."""
    return bool(_conventions(tuple(languages)).asks.search(clause))


def without_little(clause: str, languages: Iterable[str]) -> str:
    """A clause without the words that say nothing by themselves."""
    return _conventions(tuple(languages)).little.sub(" ", clause)


def _in_a_row(text: str, ways: Clauses) -> Iterator[str]:
    """The questions that a comma parts; what only supposes stays with what it is supposed for."""
    start = 0
    for found in ways.listed.finditer(text):
        if not ways.supposed.match(text, start):
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]
