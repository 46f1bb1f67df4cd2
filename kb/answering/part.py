"""The part of an article that answers a customer of a known kind; pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kb.answering.links import whole
from kb.content.article import Article
from kb.content.facts import Facts
from kb.content.render import render

HEADING = re.compile(r"^(#{1,6})[ \t]")
WHEN = re.compile(r'\{[^}]*data-when="([\w-]+)"[^}]*\}\s*$')
ATTRIBUTES = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\{[^}]*\}\s*$")
FENCE = re.compile(r"^\s*(```|~~~)")
CORPORATE = "corporate"


@dataclass(frozen=True)
class Answer:
    """An answer ready to send.

    Attributes:
        article: The article's id.
        lang: Language code.
        title: The question.
        url: The page that holds the whole answer.
        markdown: The text, with whole links; reads well as plain text too.
        actions: A link for each operation that the customer can start, by operationId.
    """

    article: str
    lang: str
    title: str
    url: str
    markdown: str
    actions: Mapping[str, str]


@dataclass(frozen=True)
class _Part:
    """A heading with its lines up to the next heading, and whom it is for; empty: for everybody."""

    level: int
    audience: str
    lines: tuple[str, ...]


def answer(article: Article, facts: Facts, audiences: Collection[str] | None, site: str = "") -> Answer:
    """What the article says to an account.

    A section marked for some accounts stays only for them. An account on a Corporate plan gets its own
    section alone where there is one: the other steps are not open to it. Without audiences everything stays.
    Links start with `site`, an address without a slash at its end. The account pages stand at the root of its
    host, wherever below it the articles are.

    Raises:
        ContentError: When the article uses an unknown fact or label.
    """
    rendered = render(article, facts)
    parts = list(_parts(rendered.markdown))
    own = CORPORATE in (audiences or ()) and any(part.audience == CORPORATE for part in parts)
    kept = [part for part in parts if _is_for(part, audiences, only_marked=own)]
    text = "\n".join(ATTRIBUTES.sub(r"\1", line) for part in kept for line in part.lines).strip()
    folder = urlsplit(site).path
    start = f"{site.removesuffix(folder)}/account/go/{{}}?return={folder}{article.url}"
    return Answer(
        article=article.id,
        lang=article.lang,
        title=rendered.title,
        url=site + article.url,
        markdown=whole(text, article, site),
        actions={} if own else {operation: start.format(operation) for operation in article.actions},
    )


def _is_for(part: _Part, audiences: Collection[str] | None, *, only_marked: bool) -> bool:
    if audiences is None:
        return True
    return part.audience in audiences if part.audience or only_marked else True


def _parts(markdown: str) -> Iterator[_Part]:
    """Cut at headings, not inside code; a section's mark also holds for the headings below it."""
    lines: list[str] = []
    level, audience, fenced = 0, "", False
    for line in markdown.splitlines():
        fenced ^= bool(FENCE.match(line))
        heading = None if fenced else HEADING.match(line)
        if heading:
            yield _Part(level, audience, tuple(lines))
            mark = WHEN.search(line)
            below = len(heading[1]) > level and bool(audience)
            level = level if below and not mark else len(heading[1])
            audience = mark[1] if mark else audience if below else ""
            lines = []
        lines.append(line)
    yield _Part(level, audience, tuple(lines))


def audiences_of(account: Mapping[str, object]) -> frozenset[str]:
    """The audiences that an account belongs to, from what the service tells an agent about it."""
    if account["kind"] == CORPORATE:
        return frozenset({CORPORATE})
    state = str(account["state"]).replace("_", "-")
    off = {"renewal-off"} if state == "active" and not account["auto_renew"] else set()
    return frozenset({"self-service", state, *off})
