"""YAML text -> values as the writer typed them, with their lines, and every fault of the YAML itself; pure.

Nothing is interpreted: `no`, `10:30` and `0123` stay these texts, where YAML 1.1 reads False, 630 and 83.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

import yaml

from kb.errors import Problem, quoted

# What a writer may nest: a list of categories, their blocks, a list in a block, its items.
DEPTH = 4
NULL = "tag:yaml.org,2002:null"
COMMENT = re.compile(r"[ \t]+(#[^\n]*)")
# Where YAML says what it was reading, the fault began there, not where it gave up.
FROM_START = ("while scanning a quoted scalar", "while scanning a simple key", "while parsing a flow")
SLOW = re.compile(r"\t|[>|][^\n]*#|(?:^|[\s\[{,:\-])[!?]|[\[{][^\n]*\?|[\[{][^\]}\n]*\n")
NEEDS_QUOTES = "text with ':' or '#' needs quotes"
CURES = (
    ("\\t", "indent with spaces; YAML takes no tabs"),
    ("expected alphabetic", "text that begins with '*' or '&' needs quotes"),
    ("undefined alias", "text that begins with '*' needs quotes"),
    ("cannot start any token", "text that begins with this sign needs quotes"),
    ("while scanning a quoted scalar", "the quotation mark that opens here is not closed"),
    ("while scanning a simple key", "write 'name: text', with a space after the colon"),
    ("while parsing a flow", "the bracket that opens here is not closed; text with ',' or '#' needs quotes"),
    ("mapping values", NEEDS_QUOTES),
    ("another document", "take the line '---' out"),
    ("<block end>", "indent like the lines above, or put the whole text in quotes"),
)


@dataclass(frozen=True)
class Value:
    """What stands behind a key, as the writer typed it.

    Attributes:
        line: Of the key's name or of the list's item, counted from 1 in the whole file.
        content: Text for a scalar, a tuple for a list, a mapping for a mapping; None when nothing was typed.
        comment: What YAML took for a comment on the same line, as in `title: What is #1?`.
    """

    line: int
    content: "str | tuple[Value, ...] | Mapping[str, Value] | None"
    comment: str = field(default="", compare=False)


def read(text: str, path: str, first: int = 1) -> tuple[Value | None, list[Problem]]:
    """The value of a whole text; None when it is empty or cannot be read.

    Args:
        text: YAML, with any line ends.
        path: How messages name the file.
        first: The line of the text's beginning in the file.
    """
    text = text.replace("\r\n", "\n")
    try:
        node = _composed(text)
    except (yaml.YAMLError, RecursionError) as error:
        return None, [Problem(path, first + _line(error, text), f"invalid YAML: {_reason(error)}")]
    if node is None:
        return None, []
    reader = _Reader(text, path, first)
    return reader.value(node, DEPTH), reader.problems


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a text, by libyaml where PyYAML has it: ten times as fast.

    What it refuses is read again by PyYAML's own reader: its errors say more, and it has the last word. So
    has it where the two differ: tabs, a word that begins with `!` or `?`, a comment after `>` or `|`, a list
    in brackets with a question mark or over several lines.
    """
    if yaml.__with_libyaml__ and not SLOW.search(text):
        with suppress(yaml.YAMLError, RecursionError, UnicodeError):
            found: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
            return found
    composed: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    return composed


def _line(error: yaml.YAMLError | RecursionError, text: str) -> int:
    """How many lines stand before the fault; 0 where YAML does not say."""
    before = 0
    if isinstance(error, yaml.MarkedYAMLError):
        is_opened = (error.context or "").startswith(FROM_START)
        mark = (error.context_mark if is_opened else None) or error.problem_mark
        before = text.count("\n", 0, mark.index) if mark else 0
    elif isinstance(error, yaml.reader.ReaderError):
        before = text.count("\n", 0, error.position)
    return min(before, max(text.count("\n") - 1, 0))


def _reason(error: yaml.YAMLError | RecursionError) -> str:
    if not isinstance(error, yaml.YAMLError):
        return "nested too deeply"
    if not isinstance(error, yaml.MarkedYAMLError):
        return str(error).splitlines()[0]
    said = str(error.problem)
    cure = next((cure for sign, cure in CURES if sign in f"{error.context} {said}"), NEEDS_QUOTES)
    return f"{said}; {cure}"


class _Reader:
    """Turns YAML's nodes into values; `problems` collects what cannot be kept as it was typed."""

    def __init__(self, text: str, path: str, first: int) -> None:
        self.text, self.path, self.first = text, path, first
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, depth: int) -> Value:
        """A node as a value; below `depth` levels nothing has a meaning here: an empty mapping."""
        line = self._line(node)
        self._refuse_signs(node, line)
        if isinstance(node, yaml.ScalarNode):
            is_plain = not node.style
            found = COMMENT.match(self.text, node.end_mark.index) if is_plain else None
            return Value(line, _typed(node), found[1] if found else "")
        if isinstance(node, yaml.SequenceNode) and depth:
            return Value(line, tuple(self._item(item, depth - 1) for item in node.value))
        if isinstance(node, yaml.MappingNode) and depth:
            return Value(line, self._mapping(node, depth - 1))
        return Value(line, {})

    def _item(self, node: yaml.Node, depth: int) -> Value:
        value = self.value(node, depth)
        # Nobody lists nothing: a listed `null` is the word.
        is_word = value.content is None and isinstance(node, yaml.ScalarNode) and node.value.isalpha()
        return replace(value, content=str(node.value)) if is_word else value

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key, content in node.value:
            line = self._line(key)
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            value = self.value(content, depth)
            if name in values:
                reason = f"{quoted(name)} stands twice: keep one (first on line {values[name].line})"
                self.problems.append(Problem(self.path, line, reason))
            else:
                values[name] = replace(value, line=line)
        return values

    def _line(self, node: yaml.Node) -> int:
        """Counted at line feeds, as editors do; YAML's own marks also count other separators."""
        return self.first + self.text.count("\n", 0, node.start_mark.index)

    def _refuse_signs(self, node: yaml.Node, line: int) -> None:
        """`&name` and `!type` before a text are YAML's own and would vanish."""
        sign = self.text[node.start_mark.index : node.start_mark.index + 1]
        if sign in ("&", "!"):
            reason = (
                f"text that begins with '{sign}' needs quotes: YAML takes the first word for its own sign"
            )
            self.problems.append(Problem(self.path, line, reason))


def _typed(node: yaml.ScalarNode) -> str | None:
    return None if node.tag == NULL else str(node.value)
