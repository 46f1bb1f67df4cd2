"""Where words stand that say little together: `next to` speaks of nothing next. Pure; twin: idioms.js."""

import re
from functools import lru_cache

from search.model import Span

_GAP = "[ \\n\u00a0]+"


def idioms(text: str, phrases: tuple[str, ...]) -> list[Span]:
    """Where the phrases stand in a text."""
    return [found.span() for found in _pattern(phrases).finditer(text)] if phrases else []


def within(start: int, end: int, spans: list[Span]) -> bool:
    """Whether a word stands in one of the spans."""
    return any(first <= start and end <= last for first, last in spans)


@lru_cache(maxsize=16)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    either = "|".join(phrase.replace(" ", _GAP) for phrase in longest)
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)
