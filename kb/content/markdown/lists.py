"""Lists as writers indent them elsewhere -> lists as Python-Markdown wants them; an extension of Markdown.

CommonMark nests what stands below an item's text, two or three spaces in; Python-Markdown wants four, a blank
line before a list, and knows no `1)`. Lists that are written its way stay as they are.
"""

import re
from dataclasses import dataclass, field

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])( +)(?=\S)")
QUOTE = re.compile(r"> ?")
RULE = re.compile(r" *(?:[-*_] *){3,}$")
FENCE = re.compile(r" *(`{3,}|~{3,})")
# What a list cannot follow without a blank line, but text can: only after text one is put in between.
BLOCK = re.compile(r" *(?:[#>|!?:<]|$)")
STEP = 4


@dataclass(frozen=True)
class _Level:
    """An open item, in columns from 0.

    Attributes:
        least: From here on something belongs to it.
        text: Where its text begins as written.
        wanted: Where Python-Markdown wants what belongs to it.
    """

    least: int
    text: int
    wanted: int


@dataclass
class _Lists:
    """Reads line by line; `lines` collects the result."""

    lines: list[str] = field(default_factory=list)
    open: list[_Level] = field(default_factory=list)
    fence: str = ""
    shift: int = 0
    is_loose: bool = False
    quote: "_Lists | None" = None

    def read(self, line: str) -> None:
        """Take the next line, tabs expanded."""
        quoted = None if self.fence else QUOTE.match(line)
        if quoted:
            self.quote = self.quote or _Lists()
            self.quote.read(line[quoted.end() :])
        else:
            self.finish()
            self._read(line)

    def finish(self) -> None:
        """Take over the quote under way, whose lists are its own."""
        if self.quote:
            self.quote.finish()
            self._close(0)
            self.lines += [f"> {line}".rstrip() for line in self.quote.lines]
            self.quote = None

    def _read(self, line: str) -> None:
        fence = FENCE.match(line)
        if self.fence:
            self._code(line)
        elif fence:
            self._fence(line, fence[1])
        elif (item := ITEM.match(line)) and not RULE.fullmatch(line):
            self._item(line, item)
        else:
            self._text(line)

    def _fence(self, line: str, fence: str) -> None:
        """The line that opens a block of code; what is in it moves with it."""
        self._close(_indent(line))
        self.fence = fence
        self.shift = self.open[-1].wanted - _indent(line) if self.open else 0
        self._separate(bool(self.open) and bool(self.lines[-1].strip()))
        self._move(line)

    def _code(self, line: str) -> None:
        self._move(line)
        if line.strip() and not line.strip().strip(self.fence[0]) and len(line.strip()) >= len(self.fence):
            self.fence = ""
            self.is_loose = bool(self.open)
            self._separate(self.is_loose)

    def _move(self, line: str) -> None:
        kept = line[min(-self.shift, _indent(line)) :] if self.shift < 0 else " " * self.shift + line
        self.lines.append(kept if line.strip() else line)

    def _item(self, line: str, item: re.Match[str]) -> None:
        indent, marker = len(item[1]), item[2].replace(")", ".")
        is_first = not self.open
        self._close(indent)
        at = self.open[-1].wanted if self.open else indent if is_first or indent >= STEP else 0
        is_cut_off = self.is_loose and bool(self.lines[-1].strip())
        self._separate(is_cut_off or (is_first and self._follows_text(marker)))
        self.is_loose = False
        self.lines.append(f"{' ' * at}{marker} {line[item.end() :]}")
        self.open.append(_Level(indent + 2, indent + len(item[2]) + 1, at + STEP))

    def _follows_text(self, marker: str) -> bool:
        """Whether a list begins on the line after a paragraph; as elsewhere, a number must then be 1."""
        return bool(self.lines) and not BLOCK.match(self.lines[-1]) and marker in ("-", "*", "+", "1.")

    def _text(self, line: str) -> None:
        self.is_loose = bool(self.open) and (self.is_loose or not line.strip())
        is_after_blank = not (self.lines and self.lines[-1].strip())
        if line.strip() and (line.startswith(" ") or is_after_blank):
            self._close(_indent(line))
            line = " " * self._target(line) + line.lstrip(" ")
        self.lines.append(line)

    def _separate(self, is_needed: bool) -> None:
        if is_needed:
            self.lines.append("")

    def _close(self, indent: int) -> None:
        """Leave the items that something this far to the right does not belong to."""
        while self.open and indent < self.open[-1].least:
            self.open.pop()

    def _target(self, line: str) -> int:
        """Where Python-Markdown wants a line that belongs to the open item, code four columns further."""
        indent = _indent(line)
        if not self.open:
            return indent
        level = self.open[-1]
        return max(indent, level.wanted + STEP) if indent >= level.text + STEP else level.wanted


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class Lists(Preprocessor):
    """Runs after tabs are expanded and before code is taken out."""

    def run(self, lines: list[str]) -> list[str]:
        """All lines of a page."""
        reader = _Lists()
        for line in lines:
            reader.read(line)
        reader.finish()
        return reader.lines


class ListsExtension(Extension):
    """What Markdown loads."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the preprocessor."""
        md.preprocessors.register(Lists(md), "kb_lists", 29)


def makeExtension(**_: object) -> Extension:
    """Called by Markdown for `kb.content.markdown.lists`."""
    return ListsExtension()
