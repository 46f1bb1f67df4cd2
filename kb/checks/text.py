"""The text of an article that customers read, line by line, for rules about what is typed by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kb.content.article import Article
from kb.content.markdown.code import without_code
from kb.content.markup import PLACEHOLDER
from kb.content.render import PLAIN_FIELDS

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def lines(article: Article) -> Iterator[tuple[int, str]]:
    """Title, summary and body with their lines in the file; placeholders and comments are blanked.

    The questions are left out: they are what customers say, not what we say.
    """
    for field in PLAIN_FIELDS:
        yield article.line(field), blank(getattr(article, field))
    body = blank(article.body)
    for number, line in enumerate(body.split("\n"), article.body_line):
        yield number, line.rstrip("\r")


def blank(text: str) -> str:
    """The text with placeholders as control characters, comments as spaces; lines and columns stay."""
    without = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return PLACEHOLDER.sub(lambda match: "\N{SUBSTITUTE}" * len(match[0]), without)


# What stands in Markdown and is no sentence: addresses of links, tags, attribute lists, tables' rules.
NO_WORDS = re.compile(
    r"(?<=\])\([^)\n]*\)|(?<=\])\[[^\]\n]*\]|^[ \t]*\[[^\]\n]+\]:.*$|<[^<>\n]*>|\{[^{}\n]*\}"
    r"|https?://\S+|^[ \t]*\|?[ \t:|-]+\|[ \t:|-]*$|^!!!.*$",
    re.MULTILINE,
)


@lru_cache(8192)  # bodies: several rules read the same
def prose(body: str) -> str:
    """The words of a body where they stand; code, comments, addresses, tags and placeholders are blanked."""
    words = NO_WORDS.sub(
        lambda match: re.sub(r"[^\n]", "\N{SUBSTITUTE}", match[0]), blank(without_code(body))
    )
    return words.replace("\r", " ")


@dataclass(frozen=True)
class Block:
    """Lines of prose that belong together: a paragraph, an item, a heading, a cell.

    Attributes:
        line: Where it begins in the file.
        text: Its lines; placeholders are control characters.
        kind: `text`, `item`, `heading` or `row`.
    """

    line: int
    text: str
    kind: str = "text"


ITEM = re.compile(r"^[ \t>]*(?:[-*+•]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?")
QUOTE = re.compile(r"^[ \t>]+")


def blocks(article: Article) -> Iterator[Block]:
    """Title, summary, then the body's blocks in order."""
    for field in PLAIN_FIELDS:
        yield Block(article.line(field), blank(getattr(article, field)), field)
    yield from _of_body(article.body, article.body_line)


@lru_cache(8192)  # as `prose`
def _of_body(body: str, body_line: int) -> list[Block]:
    found = list[Block]()
    kind, first, lines = "text", body_line, list[str]()
    for number, line in enumerate([*prose(body).split("\n"), ""], body_line):
        begun = _kind(line)
        if begun != "text" or not line.strip() or (kind != "text" and kind != "item"):
            if any(map(str.strip, lines)):
                found.append(Block(first, "\n".join(lines), kind))
            kind, first, lines = begun, number, []
        lines.append(ITEM.sub("", QUOTE.sub("", line.lstrip("# ") if begun == "heading" else line)))
    return found


def _kind(line: str) -> str:
    if line.startswith("#"):
        return "heading"
    if "|" in line:
        return "row"
    return "item" if ITEM.match(line) else "text"
