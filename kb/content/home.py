"""Text of a language's index.md -> what its first page shows first; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.content.fields import Fields
from kb.content.frontmatter import read, split
from kb.errors import Problem

FIELDS = ("template", "title", "summary", "popular")


@dataclass(frozen=True)
class HomePage:
    """The first page of a language.

    Attributes:
        path: The file as messages name it.
        lang: Language code.
        popular: Ids of the articles to show first.
        lines: The line of each field, `popular.0` for the first article.
    """

    path: str
    lang: str
    popular: tuple[str, ...]
    lines: Mapping[str, int]


def parse(text: str, path: str, lang: str) -> tuple[HomePage, list[Problem]]:
    """The first page, and all that is wrong with its fields; a page without front matter has none."""
    parts = split(text)
    values, problems = read(parts, path) if parts.closing else ({}, [])
    fields = Fields(path, values, problems)
    fields.check_names((), FIELDS)
    return HomePage(path, lang, fields.items("popular"), fields.lines()), problems
