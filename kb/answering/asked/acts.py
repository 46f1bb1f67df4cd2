"""Whether a sentence wants something done: "how do I", "please ...", not "why is ..." or "my ...". Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kb.answering.asked.clauses import coordinated
from kb.answering.asked.message import conventions


@dataclass(frozen=True)
class _Acts:
    """How a language says that somebody wants to do something, as regular expressions.

    Attributes:
        wants: What begins such a wish, at the start of a sentence or behind "can you tell me".
        otherwise: What begins a sentence of another kind.
    """

    wants: re.Pattern[str]
    otherwise: re.Pattern[str]


@cache
def _conventions(languages: tuple[str, ...]) -> _Acts:
    """The acts of these languages together."""
    any_of = conventions(languages)
    acts, know = any_of("acts"), any_of("wants_to_know")
    polite = r"(?:\s+\w+){0,2}?\s+"
    starts = rf"(?:\A\W*|[.,;:!?]\s+|\b(?:{know}|{any_of('joins')})(?:\s+(?:me|us|to me))?\s+)"
    return _Acts(
        wants=re.compile(rf"{starts}(?:{acts})\b(?!{polite}(?:{know})\b)", re.IGNORECASE),
        otherwise=re.compile(rf"\W*(?:{any_of('no_act')})\b", re.IGNORECASE),
    )


def is_act(sentence: str, languages: Iterable[str]) -> bool:
    """Whether a sentence asks how or where to do something, or wishes it done."""
    return bool(_conventions(tuple(languages)).wants.search(sentence))


def acts(clause: str, languages: Iterable[str]) -> list[str]:
    """What a clause wants done, each with its beginning: "I want to cancel", "I want to get a refund"."""
    found = _conventions(tuple(languages)).wants.search(clause)
    first, *others = coordinated(clause, languages) if found else [clause]
    return [first, *(f"{clause[: found.end()]} {each}" for each in others if found)]


def is_no_act(wording: str, languages: Iterable[str]) -> bool:
    """Whether a title or question is of another kind: "which plan records?", "are my meetings erased?"."""
    ways = _conventions(tuple(languages))
    return bool(ways.otherwise.match(wording)) and not ways.wants.search(wording)
