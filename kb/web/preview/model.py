"""What is shown of a site that is being written: whoever renders it has these faces."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from kb.errors import Problem
from kb.translating.difference import Difference


class Shown(Protocol):
    """A page as its source stands now; `file` is empty for a page that nobody writes."""

    @property
    def html(self) -> str:
        """What a build would write."""

    @property
    def lang(self) -> str:
        """The page's language."""

    @property
    def file(self) -> str:
        """Its source as a writer would name it."""

    @property
    def badge(self) -> str:
        """Why a build would leave it out; empty for a page that is shown."""

    @property
    def badge_hint(self) -> str:
        """What to do about that."""

    @property
    def drafts(self) -> Mapping[str, str]:
        """The addresses of all such pages, from the site's root, each with its badge."""

    @property
    def problems(self) -> Collection[Problem]:
        """What is wrong with it."""

    @property
    def hints(self) -> Collection[Problem]:
        """What might be better."""

    @property
    def changes(self) -> Collection[Difference]:
        """What changed in the original that it translates."""


class Source(Protocol):
    """A site that is rendered on request."""

    def page(self, url: str) -> Shown:
        """A page by its address without a leading slash; raises UnknownName and ContentError."""

    def lost(self) -> Shown:
        """The page of an address that does not exist."""

    def file(self, path: str) -> Path | bytes | None:
        """A file that is no page."""

    def folders(self) -> Iterable[Path]:
        """What to watch."""

    def update(self, paths: Collection[Path]) -> bool:
        """Take notice of changed files; whether pages may differ where their HTML does not."""
