"""Making every link of an article's Markdown whole, so that it works in a mail or a ticket. Pure."""

import re
from posixpath import normpath
from urllib.parse import urljoin, urlsplit

from kb.content.article import Article
from kb.content.markdown.code import outside_code

INLINE = re.compile(r"(?P<before>\]\(\s*<?)(?P<to>[^\s)<>]+)(?P<after>>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\))")
DEFINED = re.compile(r"(?P<before>^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?)(?P<to>[^\s<>]+)(?P<after>)", re.MULTILINE)
RAW = re.compile(r"(?P<before>\b(?:href|src)=[\"'])(?P<to>[^\"']+)(?P<after>[\"'])")
PAGE = re.compile(r"(?P<page>[^#?]+)\.md(?P<rest>[#?].*)?")


def whole(markdown: str, article: Article, site: str) -> str:
    """The text with all its links whole; those in code stay as they are written.

    Args:
        markdown: An article's text or a part of it.
        article: The article that it is from; links are relative to its file.
        site: Where the help center stands, without a slash at the end; empty: links start with a slash.
    """
    return outside_code(markdown, lambda text: _linked(text, article, site))


def _linked(text: str, article: Article, site: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        return match["before"] + address(match["to"], article, site) + match["after"]

    for pattern in (INLINE, DEFINED, RAW):
        text = pattern.sub(replaced, text)
    return text


def address(link: str, article: Article, site: str) -> str:
    """Where a link of the article leads: to a heading, another page, a picture, another host, a phone."""
    if urlsplit(link).scheme or link.startswith("//"):
        return link
    if link.startswith("#"):
        return f"{site}{article.url}{link}"
    if link.startswith("/"):
        return urljoin(site, link)  # the account pages stand at the root of the host
    page = PAGE.fullmatch(link)
    path = normpath(f"/{article.lang}/{page['page'] if page else link}")
    return f"{site}{path}/{page['rest'] or ''}" if page else f"{site}{path}"
