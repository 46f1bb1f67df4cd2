"""Where the parts of a help center lie, and the language its command line speaks."""

import os
from dataclasses import dataclass
from pathlib import Path

import click

from kb import strings

ENVIRONMENT = ("KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `content/`; `start` itself when there is none."""
    return next((folder for folder in (start, *start.parents) if (folder / "content").is_dir()), start)


def interface_language() -> str:
    """The language of messages: KB_LANG, else the machine's locale, else English."""
    value = next((os.environ[name] for name in ENVIRONMENT if os.environ.get(name)), "")
    return strings.language_of(value[:2].lower())


@dataclass(frozen=True)
class Project:
    """A help center's folders, all below `root`."""

    root: Path

    @property
    def content(self) -> Path:
        """The articles, one folder per language."""
        return self.root / "content"

    @property
    def articles(self) -> Path:
        """The content folder, which must exist.

        Raises:
            click.UsageError: Saying where to go.
        """
        if not self.content.is_dir():
            raise click.UsageError(self.say("cli.no_content", folder=str(self.content)))
        return self.content

    @property
    def index(self) -> Path:
        """The search indexes, one folder per language."""
        return self.root / "build" / "index"

    @property
    def claim_tests(self) -> Path:
        """The executable claims."""
        return self.root / "tests" / "claims"

    def say(self, key: str, lang: str = "", **values: object) -> str:
        """A message of the command line in `lang`, else in the interface language."""
        return strings.text(lang or interface_language(), key, **values)
