"""Where the parts of a help center lie, and the language its command line speaks."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click

from kb import strings
from kb.site import settings
from kb.site.settings import CONTENT, Settings

ENVIRONMENT = ("KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` with mkdocs.yml or `content/`, else `start` itself."""
    folders = (start, *start.parents)
    return next((found for found in folders if settings.find(found) or (found / CONTENT).is_dir()), start)


def interface_language() -> str:
    """The language of messages: KB_LANG, else the machine's locale, else English."""
    value = next((os.environ[name] for name in ENVIRONMENT if os.environ.get(name)), "")
    return strings.language_of(value[:2].lower())


@dataclass(frozen=True)
class Project:
    """A help center's folders, all below `root`."""

    root: Path

    @cached_property
    def settings(self) -> Settings:
        """What mkdocs.yml says about folders."""
        return settings.read(self.root)

    @property
    def config(self) -> Path:
        """The settings of the site, which must exist.

        Raises:
            click.UsageError: Saying where to go.
        """
        if self.settings.file is None:
            raise click.UsageError(self.say("cli.no_site", file=str(self.root / settings.FILES[0])))
        return self.settings.file

    @property
    def content(self) -> Path:
        """The articles, one folder per language."""
        return self.settings.docs

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
        return self.settings.index

    @property
    def claim_tests(self) -> Path:
        """The executable claims."""
        from kb.support.claims import FOLDER

        return self.root / FOLDER

    def say(self, key: str, lang: str = "", **values: object) -> str:
        """A message of the command line in `lang`, else in the interface language."""
        return strings.text(lang or interface_language(), key, **values)
