"""An index that is made but not yet seen, and what was done to make it."""

from dataclasses import dataclass
from pathlib import Path

from search.index import publish


@dataclass(frozen=True)
class Report:
    """What indexing did: numbers of documents, and why everything was built anew (empty: it was not)."""

    added: int
    changed: int
    removed: int
    total: int
    rebuilt: str = ""


@dataclass(frozen=True)
class Staged:
    """An index that is whole and on the disk, but that nobody sees yet.

    Attributes:
        report: What indexing did.
        path: The build that holds it; the published one when nothing had to change.
    """

    report: Report
    path: Path

    def announce(self, folder: Path, place: Path) -> None:
        """Let everybody see it from the moment at which the folder is renamed to the place."""
        publish.announce(self.path.parent, self.path, folder, place)

    def publish(self) -> None:
        """Let everybody see it: one rename, which needs no space."""
        publish.publish(self.path.parent, self.path)
