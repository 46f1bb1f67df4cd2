"""Text -> front matter values with their lines, and the body; pure. YAML's own marks give the lines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import yaml

from kb.errors import Problem

FENCE = "---"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Uneditable(ValueError):
    """A field is written in a way that cannot be changed without touching other lines."""


@dataclass(frozen=True)
class Value:
    """What stands behind a key, as the writer typed it.

    Attributes:
        line: Of the field's name or of the list's item, counted from 1 in the whole file.
        content: Text for a scalar, a tuple for a list, a mapping for a mapping; None when nothing was typed.
    """

    line: int
    content: "str | tuple[Value, ...] | Mapping[str, Value] | None"


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
        return {}, [
            Problem(path, 1, "no front matter: start the file with a line '---', then the fields, then '---'")
        ]
    first = line_count(parts.opening) + 1
    try:
        node = yaml.compose(parts.head.replace("\r\n", "\n"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first + min(mark.line, max(line_count(parts.head) - 1, 0)) if mark else first
        return {}, [Problem(path, line, f"invalid YAML: {error.problem}; text with ':' or '#' needs quotes")]
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0] if isinstance(error, yaml.YAMLError) else "nested too deeply"
        return {}, [Problem(path, first, f"invalid YAML: {reason}")]
    if node is None:
        return {}, []
    if not isinstance(node, yaml.MappingNode):
        return {}, [
            Problem(path, first + node.start_mark.line, "the front matter must be fields, as in 'title: ...'")
        ]
    return _mapping(node, first, path)


def contents(parts: Split) -> dict[str, object]:
    """What YAML reads in each field, without the lines: equal for two files that say the same."""
    return {name: _content(value) for name, value in read(parts, "")[0].items()}


def _content(value: Value) -> object:
    if isinstance(value.content, tuple):
        return tuple(_content(item) for item in value.content)
    if isinstance(value.content, Mapping):
        return {name: _content(item) for name, item in value.content.items()}
    return value.content


def _mapping(node: yaml.MappingNode, first: int, path: str) -> tuple[dict[str, Value], list[Problem]]:
    values: dict[str, Value] = {}
    problems = []
    for key, value in node.value:
        line = first + key.start_mark.line
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name in values:
            problems.append(
                Problem(path, line, f"'{name}' stands twice: keep one (first on line {values[name].line})")
            )
        else:
            values[name] = replace(_value(value, first, depth=2), line=line)
    return values, problems


def _value(node: yaml.Node, first: int, depth: int) -> Value:
    """A node as a value; below `depth` levels nothing has a meaning here: an empty mapping."""
    line = first + node.start_mark.line
    if isinstance(node, yaml.ScalarNode):
        return Value(line, None if node.tag == "tag:yaml.org,2002:null" else str(node.value))
    if isinstance(node, yaml.SequenceNode) and depth:
        return Value(line, tuple(_value(item, first, depth - 1) for item in node.value))
    if isinstance(node, yaml.MappingNode) and depth:
        pairs = [(key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
        return Value(line, {name: _value(value, first, depth - 1) for name, value in pairs})
    return Value(line, {})
