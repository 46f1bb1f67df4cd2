"""From a search to a line of the log: masked, without a person, and forgotten in time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kb.gaps.mask import MARKS, masked
from kb.gaps.store import Searched, SearchLog
from search import Engine

KEPT_DAYS = 180


def today() -> date:
    """The day here."""
    return date.today()


@dataclass
class Recorder:
    """Adds searches to a log.

    Attributes:
        log: The log.
        engines: By language; their words are no names.
        day: The day today.
        kept: For how many days a search is remembered.
        purged: The day on which the log was last purged.
    """

    log: SearchLog
    engines: Mapping[str, Engine]
    day: Callable[[], date] = today
    kept: int = KEPT_DAYS
    purged: date | None = field(default=None, init=False)

    def record(self, searched: Searched) -> None:
        """Mask a search and count it under today; a query without a word of its own is none."""
        query = masked(searched.query, self._known(searched.lang))
        if not _says_something(query):
            return
        now = self.day()
        if self.purged != now:
            self.purged = now
            self.log.purge(now - timedelta(days=self.kept))
        self.log.add(replace(searched, day=now, query=query))

    def _known(self, lang: str) -> Callable[[str], bool]:
        engine = self.engines.get(lang)
        return (lambda word: says(engine, word)) if engine else (lambda word: False)


def _says_something(query: str) -> bool:
    for mark in MARKS:
        query = query.replace(mark, " ")
    return any(map(str.isalpha, query))


def says(engine: Engine, word: str) -> bool:
    """Whether a word in lower case is one of the language's own or of the articles."""
    analyzer, index = engine.index.analyzer, engine.index
    parts = [token.word for token in analyzer.tokens(word)]
    return bool(parts) and all(
        analyzer.is_stop(analyzer.fold(part)) or any(map(index.frequency, analyzer.terms(part)))
        for part in parts
    )
