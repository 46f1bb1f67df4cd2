"""What a reader reads of a tag, on one line; pure."""

from bs4 import CData, Tag
from bs4.element import NavigableString, PageElement

from kb.importing.raised import sign

# fmt: off
WITHIN_LINES = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
})
# fmt: on


def plain(tag: Tag) -> str:
    """The text of a tag on one line; words that only a tag within a line parts stay one."""
    pieces: list[str] = []
    waiting: list[PageElement | str] = [tag]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            gap = [] if node.name in WITHIN_LINES else [" "]
            waiting += [*gap, *reversed(node.contents), *gap, sign(node)]
        elif type(node) in (str, NavigableString, CData):  # others are comments, scripts, styles
            pieces.append(str(node))
    return " ".join("".join(pieces).split())
