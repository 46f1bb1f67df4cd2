"""Text of a language's near.tsv -> the near words of its articles, or why it cannot be read; pure."""

from functools import lru_cache

from kb.errors import Problem
from search.query.near import NearTable, UnreadableNear
from search.query.near import parse as parse_table

CURE = "take the file from Git again, or run 'kb near update'"


@lru_cache(maxsize=8)
def _table(text: str) -> NearTable:
    """Read once where a site is read again and again."""
    return parse_table(text)


def parse(text: str, path: str) -> tuple[NearTable, list[Problem]]:
    """The table; of another version or cut short it is an empty one and a problem."""
    try:
        return _table(text), []
    except UnreadableNear as error:
        return NearTable(), [Problem(path, 0, f"this table of near words cannot be used: {error}; {CURE}")]
