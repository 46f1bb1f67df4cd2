"""The text of an article that customers read, line by line, for rules about what is typed by hand."""

import re
from collections.abc import Iterator

from kb.content.article import Article
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
    """The text with placeholders and comments overwritten by control characters; lines and columns stay."""
    return PLACEHOLDER.sub(_blank, COMMENT.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\N{SUBSTITUTE}", match.group())
