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
    """The text with placeholders as control characters, comments as spaces; lines and columns stay."""
    without = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return PLACEHOLDER.sub(lambda match: "\N{SUBSTITUTE}" * len(match[0]), without)
