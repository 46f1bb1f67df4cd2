"""An article's Markdown in parts: cut at headings, whom each is for, what answers before the others. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.answering.plain_text import plain_text

HEADING = re.compile(r"^(#{1,6})[ \t]")
WHEN = re.compile(r'\{[^}]*data-when="([\w-]+)"[^}]*\}\s*$')
ATTRIBUTES = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\{[^}]*\}\s*$")
FENCE = re.compile(r"^\s*(```|~~~)")


@dataclass(frozen=True)
class Part:
    """A heading with its lines up to the next heading, and whom it is for; empty: for everybody."""

    level: int
    audience: str
    lines: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The words of its heading; empty for what stands before the first."""
        return plain_text(ATTRIBUTES.sub(r"\1", self.lines[0])) if self.level else ""

    @property
    def rank(self) -> int:
        """Of its heading, 1 to 6; 0 before the first. `level` is that of the mark which it stands below."""
        found = HEADING.match(self.lines[0]) if self.level else None
        return len(found[1]) if found else 0


def parts(markdown: str) -> Iterator[Part]:
    """Cut at headings, not inside code; a section's mark also holds for the headings below it."""
    lines: list[str] = []
    level, audience, fenced = 0, "", False
    for line in markdown.splitlines():
        fenced ^= bool(FENCE.match(line))
        heading = None if fenced else HEADING.match(line)
        if heading:
            yield Part(level, audience, tuple(lines))
            mark = WHEN.search(line)
            below = len(heading[1]) > level and bool(audience)
            level = level if below and not mark else len(heading[1])
            audience = mark[1] if mark else audience if below else ""
            lines = []
        lines.append(line)
    yield Part(level, audience, tuple(lines))


def led_by(found: Sequence[Part], heading: str) -> list[Part]:
    """The parts with the section of that heading, and what is below it, before the other sections."""
    places = range(len(found))
    at = next((place for place in places if found[place].level and found[place].heading == heading), 0)
    end = next((place for place in places[at + 1 :] if found[place].rank <= found[at].rank), len(found))
    lead = next((place for place in places if found[place].level), 0)
    return [*found[:lead], *found[at:end], *found[lead:at], *found[end:]] if at else list(found)


def text_of(found: Iterable[Part], label: Callable[[str, str], str]) -> str:
    """The Markdown of parts, without the attributes of their headings.

    Args:
        found: The parts.
        label: Says below a marked heading for whom its section is, by audience and heading; may be empty.
    """
    return "\n".join(line for part in found for line in _lines(part, label)).strip()


def _lines(part: Part, label: Callable[[str, str], str]) -> Iterator[str]:
    for place, line in enumerate(part.lines):
        yield ATTRIBUTES.sub(r"\1", line)
        mark = None if place else WHEN.search(line)
        if mark and (said := label(mark[1], part.heading)):
            yield f"\n*{said}*"
