"""Every link inside the help center arrives, and so does every article that another page names by its id."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from kb.checks.model import Check, Subject
from kb.checks.text import lines
from kb.content.article import Article
from kb.content.corpus import CATEGORIES, HOME
from kb.content.facts import Facts
from kb.content.render import render, to_html
from kb.content.sections import sections
from kb.errors import ContentError, Problem, did_you_mean, quoted

LINK = re.compile(r"(?<!\\)!?\[[^\]\n]*\]\(\s*<?([^\s)>]+)>?(?:\s+[^)]*)?\)|^\s*\[[^\]]+\]:\s+<?(\S+?)>?\s*$")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\N{SUBSTITUTE}", re.IGNORECASE)


def find(subject: Subject) -> Iterable[Problem]:
    """Links to files, anchors and ids that do not exist, at their line."""
    articles = {f"{a.lang}/{a.name}.md": a for a in subject.corpus.articles}
    anchors = _Anchors(subject.facts)
    ids = {article.id for article in subject.corpus.articles}
    yield from _shelves(subject, ids)
    yield from _first(subject)
    for article in subject.corpus.articles:
        yield from _related(article, ids)
        for line, text in lines(article):
            for match in LINK.finditer(text):
                target = match[1] or match[2]
                reason = (
                    "" if ELSEWHERE.match(target) else _reason(article, target, articles, subject, anchors)
                )
                if reason:
                    yield Problem(article.path, line, reason)


def _shelves(subject: Subject, ids: set[str]) -> Iterator[Problem]:
    """Articles that a category lists and that do not exist."""
    for category in subject.corpus.categories:
        for name in category.articles:
            if name not in ids:
                message = f"category {quoted(category.id)} lists the unknown article {quoted(name)}"
                yield Problem(f"{subject.corpus.shown}/{CATEGORIES}", 0, message + did_you_mean(name, ids))


def _first(subject: Subject) -> Iterator[Problem]:
    """Articles that a home page shows first and that its language does not have."""
    for home in subject.corpus.homes:
        ids = {article.id for article in subject.corpus.of(home.lang)}
        for index, name in enumerate(home.popular):
            if name not in ids:
                line = home.lines[f"popular.{index}"]
                yield Problem(home.path, line, f"unknown article {quoted(name)}{did_you_mean(name, ids)}")


def _related(article: Article, ids: set[str]) -> Iterator[Problem]:
    for index, name in enumerate(article.related):
        line = article.line(f"related.{index}")
        if name == article.id:
            yield Problem(article.path, line, "an article is not related to itself: remove it")
        elif name not in ids:
            yield Problem(article.path, line, f"unknown article {quoted(name)}{did_you_mean(name, ids)}")


def _reason(
    article: Article, target: str, articles: Mapping[str, Article], subject: Subject, anchors: "_Anchors"
) -> str:
    """Why a link inside the site does not arrive; empty when it does."""
    path, _, anchor = target.partition("#")
    if path.startswith("/"):
        return f"{quoted(target)} starts at the site's root: link to the file, as in 'change-plan.md'"
    file = (
        posixpath.normpath(posixpath.join(article.lang, path))
        if path
        else f"{article.lang}/{article.name}.md"
    )
    known = [posixpath.relpath(name, article.lang) for name in articles]
    if file not in articles:
        arrives = file in subject.assets or posixpath.basename(file) == f"{HOME}.md"
        return "" if arrives else f"{quoted(path)} does not exist{did_you_mean(path, known)}"
    if anchor and anchor not in (found := anchors.of(articles[file])):
        return f"{quoted(path or article.name)} has no heading '#{anchor}'{did_you_mean(anchor, found)}"
    return ""


class _Anchors:
    """The headings' anchors of articles, worked out when a link asks for them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.known: dict[str, set[str]] = {}

    def of(self, article: Article) -> set[str]:
        if article.path not in self.known:
            try:
                html = to_html(render(article, self.facts).markdown)
            except ContentError:  # the check of the markup says so
                html = ""
            self.known[article.path] = {section.anchor for section in sections(html) if section.anchor}
        return self.known[article.path]


CHECK = Check(
    id="internal-links",
    reason="A dead link ends the customer's way to the answer.",
    cure="Link to the file that the finding suggests, or to the heading's own anchor.",
    find=find,
)
