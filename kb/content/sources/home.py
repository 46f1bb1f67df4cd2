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
        body: Markdown after the front matter.
        body_line: The line of the body's first character in the file.
    """

    path: str
    lang: str
    popular: tuple[str, ...]
    lines: Mapping[str, int]
    body: str = ""
    body_line: int = 1


def parse(text: str, path: str, lang: str) -> tuple[HomePage, list[Problem]]:
    """The first page, and all that is wrong with its fields; a page without front matter has none."""
    parts = split(text)
    is_meant = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").startswith("---")
    values, problems = read(parts, path) if parts.closing or is_meant else ({}, [])
    fields = Fields(path, values, problems)
    fields.check_names((), FIELDS)
    for name in ("title", "summary"):
        fields.prose(name)
    page = HomePage(path, lang, fields.items("popular"), fields.lines(), parts.body, parts.body_line)
    return page, problems
