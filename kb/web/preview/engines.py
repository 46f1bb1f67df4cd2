"""The search engines of a preview: opened when somebody searches, each look-up asks for the newest index."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kb.web.engines import Engines, on_disk
from search import Engine


class FreshEngines(Mapping[str, Engine]):
    """Language to engine."""

    def __init__(self, fresh: Callable[[], Path]) -> None:
        """`fresh` gives the folder of the indexes, brought up to date."""
        self._fresh = fresh
        self._known: Engines | None = None

    def __getitem__(self, lang: str) -> Engine:
        """The language's engine."""
        return self._engines()[lang]

    def __iter__(self) -> Iterator[str]:
        """The languages."""
        return iter(self._engines())

    def __len__(self) -> int:
        """How many languages."""
        return len(self._engines())

    def _engines(self) -> Engines:
        folder = self._fresh()
        if self._known is None:
            self._known = on_disk(folder)
        return self._known
