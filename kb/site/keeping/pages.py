"""Written pages: one that would come out the same is taken from the last site."""

from collections.abc import Mapping
from pathlib import Path

from kb.kept import digest
from kb.site.files import same_file


class Pages:
    """The pages of the site under construction and of the last one.

    Attributes:
        used: By address the key of each page and what tells its bytes, for the next run.
    """

    def __init__(self, known: Mapping[str, str], last: Path, made: Path) -> None:
        """Remember what an earlier run of the same code and settings kept.

        Args:
            known: The `used` of that run.
            last: The site that stands; somebody may have changed or removed its files.
            made: The site under construction.
        """
        self.used: dict[str, str] = {}
        self._known, self._last, self._made = known, last, made

    def take(self, address: str, key: str) -> bool:
        """Whether the last site has the page of this key, whole; then it is in the new one, too."""
        told = self._known.get(address, "")
        before, _, content = told.partition(" ")
        if not key or before != key:
            return False
        old, new = self._last / address, self._made / address
        try:
            if digest(old.read_bytes()) != content:
                return False
            new.parent.mkdir(parents=True, exist_ok=True)
            same_file(old, new)
        except OSError:
            return False
        self.used[address] = told
        return True

    def note(self, address: str, key: str) -> None:
        """Remember a page that has just been written."""
        file = self._made / address
        if key and file.is_file():
            self.used[address] = f"{key} {digest(file.read_bytes())}"
