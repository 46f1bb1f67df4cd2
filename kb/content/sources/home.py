"""Text of a language's index.md -> what its first page shows first; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.content.fields import Fields
from kb.content.frontmatter import read, split
from kb.content.sources.files import HOME
from kb.errors import Problem

FIELDS = ("template", "title", "summary", "popular")


@dataclass(frozen=True)
class HomePage:
    """The first page of a language.

    Attributes:
        path: The file as messages name it.
        lang: Language code.
        title: What it is called.
        summary: What it says under the title.
        popular: Ids of the articles to show first.
        lines: The line of each field, `popular.0` for the first article.
        body: Markdown after the front matter.
        body_line: The line of the body's first character in the file.
        claims: It makes none in its summary.
    """

    path: str
    lang: str
    popular: tuple[str, ...]
    lines: Mapping[str, int]
    body: str = ""
    body_line: int = 1
    title: str = ""
    summary: str = ""
    claims: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What it is approved as, and may say numbers as."""
        return HOME

    @property
    def file(self) -> str:
        """The file, relative to the content folder."""
        return f"{self.lang}/{HOME}.md"

    def line(self, field: str) -> int:
        """The line of a field; 1 when the field was not written."""
        return self.lines.get(field, 1)


def parse(text: str, path: str, lang: str) -> tuple[HomePage, list[Problem]]:
    """The first page, and all that is wrong with its fields; a page without front matter has none."""
    parts = split(text)
    is_meant = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").startswith("---")
    values, problems = read(parts, path) if parts.closing or is_meant else ({}, [])
    fields = Fields(path, values, problems)
    fields.check_names((), FIELDS)
    title, summary = fields.prose("title"), fields.prose("summary")
    popular, lines = fields.items("popular"), fields.lines()
    return HomePage(path, lang, popular, lines, parts.body, parts.body_line, title, summary), problems
