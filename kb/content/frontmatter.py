"""Text -> front matter values with their lines, and the body; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kb.content import values
from kb.content.values import Value
from kb.errors import Problem

FENCE = "---"
DASHES = re.compile(r"[-\u2010-\u2015\u2212+=]{1,6}")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Uneditable(ValueError):
    """A field is written in a way that cannot be changed without touching other lines."""


@dataclass(frozen=True)
class Split:
    """A file cut in three; `opening + head + rest == text` always, so nothing is ever lost.

    Attributes:
        opening: The first fence with its line end (and byte order mark); empty without front matter.
        head: The YAML between the fences, untouched.
        closing: The second fence with its line end; empty when it is missing.
        body: Everything after.
    """

    opening: str
    head: str
    closing: str
    body: str

    @property
    def body_line(self) -> int:
        """The line of the body's first character, counted from 1."""
        return line_count(self.opening + self.head + self.closing) + 1


def line_count(text: str) -> int:
    """Line ends in a text, where CRLF is one, as YAML and editors count them."""
    return text.count("\n")


def split(text: str) -> Split:
    """Cut a file at its two `---` lines; without an opening or closing one, everything is body."""
    lines = text.splitlines(keepends=True) if "\n" not in text else _lines(text)
    if not lines or lines[0].removeprefix(BOM).rstrip() != FENCE:
        return Split("", "", "", text)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in (FENCE, "..."):
            return Split(lines[0], "".join(lines[1:number]), line, "".join(lines[number + 1 :]))
    return Split("", "", "", text)


def _lines(text: str) -> list[str]:
    """Lines with their ends, cut at LF only (str.splitlines also cuts at form feeds and U+2028)."""
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def read(parts: Split, path: str) -> tuple[dict[str, Value], list[Problem]]:
    """The values by key, and every fault of the YAML itself: syntax, repeated keys, a list at the top."""
    if not parts.closing:
        return {}, [Problem(path, 1, _why_none(parts.body))]
    first = line_count(parts.opening) + 1
    value, problems = values.read(parts.head, path, first)
    if value is None:
        return {}, [replace(found, message=found.message + _or_unclosed(found)) for found in problems]
    if not isinstance(value.content, Mapping):
        reason = "the front matter must be fields, as in 'title: ...'"
        return {}, [*problems, Problem(path, value.line, reason)]
    return dict(value.content), problems


def _or_unclosed(problem: Problem) -> str:
    """Prose among the fields mostly means that a rule further down was taken for the closing line."""
    return (
        ", or close the front matter above this line with '---'" if "expected ':'" in problem.message else ""
    )


def _why_none(text: str) -> str:
    """What keeps the text's beginning from being front matter."""
    lines = text.removeprefix(BOM).splitlines()
    if lines and lines[0].rstrip() == FENCE:
        near = [n for n, line in enumerate(lines[1:], 2) if DASHES.fullmatch(line.strip())]
        where = f"write '---' alone on line {near[0]}" if near else "add a line '---' after its last field"
        return f"the front matter is not closed: {where}"
    start = next((number for number, line in enumerate(lines, 1) if line.strip()), 0)
    if start and DASHES.fullmatch(lines[start - 1].strip()):
        return f"the front matter must begin with '---' alone on the first line; line {start} is near to that"
    return "no front matter: start the file with a line '---', then the fields, then '---'"


def contents(parts: Split) -> dict[str, object]:
    """What YAML reads in each field, without the lines: equal for two files that say the same."""
    return {name: _content(value) for name, value in read(parts, "")[0].items()}


def _content(value: Value) -> object:
    if isinstance(value.content, tuple):
        return tuple(_content(item) for item in value.content)
    if isinstance(value.content, Mapping):
        return {name: _content(item) for name, item in value.content.items()}
    return value.content
