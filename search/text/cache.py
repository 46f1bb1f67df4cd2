"""What was made of each string, remembered: texts are made of the same words again and again. Pure.

functools.lru_cache would do too, but for the order it keeps: with it a full build took a tenth longer.
"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_MOST = 200_000  # strings; about 40 MB


class Memory(dict[str, T]):
    """Gives what it knows without a call of a Python function; forgets everything before it is too much."""

    def __init__(self, make: Callable[[str], T]) -> None:
        """Remember what this makes."""
        self._make = make

    def __missing__(self, key: str) -> T:
        """Make it and remember it; readers type words without end, so that there has to be a limit."""
        value = self._make(key)
        if len(self) >= _MOST:
            self.clear()
        self[key] = value
        return value
