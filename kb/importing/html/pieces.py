"""Where the tags and comments of a page begin and end, and which never do; linear in its length; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

BEGIN = re.compile(r"<(?:!--|/?[a-z][^\s/><]*)", re.IGNORECASE)
UNTIL_SIGN = re.compile(r"[^><=]*")
QUOTE = re.compile(r"=\s*([\"']?)")
TAG_BEGINS = re.compile(r"</?[a-z]|<!", re.IGNORECASE)
IS_CUT_VALUE = re.compile(r"[\w:-]\s*=\s*\Z")  # it goes on to where the next attribute begins its own
LINE = re.compile(r"[<>\n]|\Z")
BLOCK = re.compile(
    r"</?(?:p|div|section|main|article|h[1-6]|ul|ol|li|dl|dt|dd|details|table|body)\b|\Z", re.IGNORECASE
)
# What stands in them is text up to their own end tag. Scripts may hold tags of any name in their strings.
CODE = ("script", "style")
RAW = (*CODE, "xmp", "iframe", "noembed", "noframes", "textarea", "title", "plaintext")


@dataclass(frozen=True)
class Piece:
    """A tag or a comment.

    Attributes:
        name: In lower case, of end tags with the slash; `!--` of comments.
        start: Where it begins.
        end: Where it ends, or where it is taken to end if it never does.
        is_cut: Whether it never ends.
        quote: What an attribute of it lacks at `end`; else empty.
    """

    name: str
    start: int
    end: int
    is_cut: bool = False
    quote: str = ""


class _Text:
    """A text in which nothing is sought twice in vain."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._missing: set[str] = set()

    def find(self, pattern: str, at: int) -> re.Match[str] | None:
        """The next match of a pattern, in whatever case."""
        if pattern in self._missing:
            return None
        found = re.compile(pattern, re.IGNORECASE).search(self.text, at)
        if not found:
            self._missing.add(pattern)
        return found


def pieces(page: str) -> Iterator[Piece]:
    """All tags and comments of a page, in order."""
    text, at = _Text(page), 0
    while begin := BEGIN.search(page, at):
        piece = _comment(text, begin) if begin[0] == "<!--" else _tag(text, begin)
        at = piece.end
        if piece.name in RAW and not piece.is_cut:
            piece, at = _raw(text, piece)
        yield piece


def _comment(text: _Text, begin: re.Match[str]) -> Piece:
    end = text.find("--!?>", begin.start() + 2)
    at = end.end() if end else LINE.search(text.text, begin.end()).start()  # type: ignore[union-attr]
    return Piece("!--", begin.start(), at, is_cut=not end)


def _tag(text: _Text, begin: re.Match[str]) -> Piece:
    """A tag up to its `>`; one that runs into the next never ends."""
    page, at = text.text, begin.end()
    tag = Piece(begin[0][1:].lower(), begin.start(), at)
    while True:
        at = UNTIL_SIGN.match(page, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        if page.startswith(">", at):
            return replace(tag, end=at + 1)
        if at == len(page) or TAG_BEGINS.match(page, at):
            return replace(tag, end=at, is_cut=True)
        sign = QUOTE.match(page, at)
        at = sign.end() if sign else at + 1
        if sign and sign[1]:
            end = text.find(sign[1], at)
            inner = page.find(">", at, end.start() if end else len(page))
            if inner >= 0 and (not end or IS_CUT_VALUE.search(page, max(at, end.start() - 20), end.start())):
                return replace(tag, end=inner, quote=sign[1], is_cut=True)
            at = end.end() if end else len(page)


def _raw(text: _Text, tag: Piece) -> tuple[Piece, int]:
    """A tag whose content is text, and where to read on; without an end tag of its own it never ends."""
    is_code = tag.name == "script" and not text.text.endswith("/>", 0, tag.end)
    again = "" if is_code else rf"|<{tag.name}\b"
    end = None if tag.name == "plaintext" else text.find(rf"</{tag.name}(?=[\s/>]){again}", tag.end)
    if end and end[0].startswith("</"):
        return tag, end.start()
    if tag.name in CODE:
        tag = replace(tag, end=BLOCK.search(text.text, tag.end).start())  # type: ignore[union-attr]
    return replace(tag, is_cut=True), tag.end
