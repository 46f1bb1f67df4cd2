"""The search engines of all languages, each reopened when its index has moved on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from kb.strings import FALLBACK
from search import Engine, SearchError


class Engines(Mapping[str, Engine]):
    """Language to engine; a look-up after an indexing opens the new index: a server is never stale."""

    def __init__(self, languages: Iterable[str], opened: Callable[[str], Engine]) -> None:
        """Open the index of every language by a function; raises SearchError for one that cannot be."""
        self._opened = opened
        names = sorted(languages, key=lambda name: (name != FALLBACK, name))
        self._open = {name: opened(name) for name in names}

    def __getitem__(self, lang: str) -> Engine:
        """The language's engine over its current index; over its last whole one while that is damaged."""
        if not self._open[lang].is_current():
            # The old engine is not closed here: another thread may be in the middle of a query.
            with suppress(SearchError):
                self._open[lang] = self._opened(lang)
        return self._open[lang]

    def __iter__(self) -> Iterator[str]:
        """The languages: what readers of none of them get comes first."""
        return iter(self._open)

    def __len__(self) -> int:
        """How many languages."""
        return len(self._open)


def on_disk(directory: Path) -> Engines:
    """The engines over the indexes in a directory, a folder for each language; raises SearchError."""
    names = [path.name for path in directory.iterdir() if path.is_dir()]
    return Engines(names, lambda lang: Engine.open(directory / lang))


def categories(engines: Mapping[str, Engine]) -> frozenset[str]:
    """The categories that an article of any language is in."""
    return frozenset().union(*(engine.index.categories for engine in engines.values()))
