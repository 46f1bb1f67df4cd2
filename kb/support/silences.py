"""The remarks with which writers silence a rule for a line: `<!-- kb: ignore RULE reason -->`; pure.

Among the fields at the top it is `# kb: ignore RULE reason`, on a line of its own.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kb.content.markdown.code import CODE
from kb.content.markup import IGNORE

# What was probably meant as a remark.
MEANT = re.compile(r"<!--[ \t]*kb\b(?![ \t]*:[ \t]*ignore\b)[^\n]*?-->")
FIRST_FIELD = 2  # the line below the first fence; a remark there also answers for the whole file


@dataclass(frozen=True)
class Silence:
    """A remark that silences a rule.

    Attributes:
        line: Where it stands.
        lines: For which lines it holds: its own, or if nothing else stands there the next that holds text.
        rule: The rule's id.
        reason: Why; required.
    """

    line: int
    lines: Collection[int]
    rule: str
    reason: str


def silences(text: str) -> Iterator[Silence]:
    """The remarks of a whole file; in code they are none."""
    text = CODE.sub(
        lambda match: match[0] if match[0].startswith("<!--") else re.sub(r"[^\n]", " ", match[0]), text
    )
    lines = text.split("\n")
    for match in IGNORE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        held = {line}
        if not IGNORE.sub("", lines[line - 1]).strip():
            held.add(_next(lines, line))
        if line == FIRST_FIELD:
            held |= {0, 1}
        yield Silence(line, frozenset(held), match[1] or "", match[2])
    for odd in MEANT.finditer(text):
        yield Silence(text.count("\n", 0, odd.start()) + 1, (), "", "")


def _next(lines: list[str], line: int) -> int:
    """The next line that holds more than remarks."""
    rest = enumerate(lines[line:], line + 1)
    return next((number for number, text in rest if IGNORE.sub("", text).strip()), line)
