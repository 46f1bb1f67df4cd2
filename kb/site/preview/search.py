"""The search of a preview: made when somebody searches first, renewed when somebody searches again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread

from kb.site import searching
from kb.site.pages.languages import Language
from search.model import Document
from search.query.near import NearTable

# Seconds that a search waits for what was just saved; after that the last index answers.
PATIENCE_SECONDS = 2.0


@dataclass(frozen=True)
class Searched:
    """What the indexes are made of."""

    languages: tuple[Language, ...]
    documents: tuple[Document, ...]
    synonyms: searching.Synonyms
    near: Mapping[str, NearTable]


class Search:
    """Indexes below a folder, and their copies for browsers."""

    def __init__(self, folder: Path, gather: Callable[[], Searched]) -> None:
        """Nothing is done yet; `gather` gives what there is to index at that moment."""
        self.index, self.site = folder / "index", folder / "site"
        self._gather = gather
        self._wanted, self._made = 1, 0
        self._failed: Exception | None = None
        self._is_running = self._is_closed = False
        self._turn = Condition()

    def forget(self) -> None:
        """What was indexed is not what the site says any more."""
        with self._turn:
            self._wanted += 1

    def fresh(self) -> Path:
        """The folder of the indexes, up to date; those of a moment ago where that takes long.

        Raises:
            Exception: Whatever kept the first index from being made.
        """
        with self._turn:
            if self._made < self._wanted and not self._is_running and not self._is_closed:
                self._is_running = True
                Thread(target=self._run, daemon=True).start()
            self._turn.wait_for(lambda: not self._is_running, PATIENCE_SECONDS if self._made else None)
            if self._failed and not self._made:
                raise self._failed
            return self.index

    def file(self, path: str) -> Path | None:
        """A file for browsers, "_search/it.bin"."""
        if path.count("/") == 1 or not self._made:  # an entry; what it names never changes
            self.fresh()
        found = (self.site / path).resolve()
        return found if found.is_relative_to(self.site.resolve()) and found.is_file() else None

    def close(self) -> None:
        """Begin nothing new and wait for what is being done."""
        with self._turn:
            self._is_closed = True
            self._turn.wait_for(lambda: not self._is_running)

    def _run(self) -> None:
        wanted = self._wanted
        try:
            self._make(self._gather())
            self._made, self._failed = wanted, None
        except Exception as error:  # told to whoever searches
            self._failed = error
        with self._turn:
            self._is_running = False
            self._turn.notify_all()

    def _make(self, given: Searched) -> None:
        self.site.mkdir(parents=True, exist_ok=True)
        parts = given.languages, given.documents, given.synonyms
        with searching.staged(self.index, *parts, near=given.near) as indexes:
            searching.publish(indexes, self.site, self.site, given.languages)
            indexes.show()
