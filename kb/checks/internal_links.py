"""Every link inside the help center arrives, and so does every article that another page names by its id."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from kb.checks.link_targets import Targets
from kb.checks.model import Check, Page, Subject
from kb.content.article import Article
from kb.content.corpus import CATEGORIES
from kb.content.markdown.code import without_code
from kb.errors import Problem, quoted
from kb.support.page_html import Element, PageHtml, line_of

ADDRESSES = ("href", "src", "poster")
# Links that Markdown did not understand and shows as they were typed.
UNDEFINED = re.compile(r"\[[^\[\]\n]+\]\[([^\[\]\n]*)\]")
NO_NOTE = re.compile(r"\[\^[^\]\s]+\]")
APART = re.compile(r"\][ \t]+\((?:https?:|mailto:|[\w./#-]+\.md\b)[^)\n]*\)")


def find(subject: Subject) -> Iterable[Problem]:
    """Links to files, anchors and ids that do not exist, at their line."""
    targets = _targets(subject)
    yield from _by_id(subject, targets)
    for page in subject.corpus.pages:
        yield from _in_body(page, subject, targets)


def by_id(subject: Subject) -> Iterable[Problem]:
    """Of these, only the articles that categories, home pages and articles name by an id; reads no body."""
    return _by_id(subject, _targets(subject))


def _by_id(subject: Subject, targets: Targets) -> Iterator[Problem]:
    yield from _shelves(subject, targets)
    yield from _first(subject, targets)
    for article in subject.corpus.written:
        yield from _related(article, targets)


def _targets(subject: Subject) -> Targets:
    paths = {str(fact.value) for fact in subject.facts if fact.unit == "path"}
    pages = {page.path: page for page in subject.corpus.pages}
    read = subject.each("links", None, lambda page: _read(page, subject.page(page.path)))
    return Targets(subject.corpus, subject.assets, paths, lambda path: read(pages[path])["anchors"])


def on_page(page: Page, subject: Subject, targets: Targets) -> Iterator[Problem]:
    """The same of one page alone."""
    if isinstance(page, Article):
        yield from _related(page, targets)
    yield from _in_body(page, subject, targets)


def _in_body(page: Page, subject: Subject, targets: Targets) -> Iterator[Problem]:
    read = subject.each("links", None, lambda page: _read(page, subject.page(page.path)))(page)
    yield from _links(page, read["links"], targets)
    for line, reason in read["left"]:
        yield Problem(page.path, line, reason)


def _read(page: Page, html: PageHtml) -> dict[str, list[Any]]:
    """Of a page, which needs no other to be known: its anchors, its links, and what was to be one."""
    links = [
        [element.tag, element.attributes[name], element.is_made, element.number]
        for element in html.elements
        for name in ADDRESSES
        if name in element.attributes and element.tag != "input"
    ]
    return {"anchors": sorted(html.anchors), "links": links, "left": list(_left_over(page, html.text))}


def _links(page: Page, links: Iterable[Any], targets: Targets) -> Iterator[Problem]:
    seen = Counter[str]()
    for tag, target, is_made, number in links:
        if reason := targets.reason(page, target, is_made=is_made):
            line = line_of(page.body, Element(tag, {}, is_made, number), target or "]()", seen[target])
            yield Problem(page.path, page.body_line + line, reason)
        seen[target] += is_made


def _left_over(page: Page, text: str) -> Iterator[tuple[int, str]]:
    """What looks like a link and is shown as text, by line and reason."""
    found = [
        (match[0], f"{quoted(match[0])} names no line '[{match[1] or '...'}]: address'")
        for match in UNDEFINED.finditer(text)
    ]
    found += [(match[0], f"the footnote {quoted(match[0])} has no text") for match in NO_NOTE.finditer(text)]
    found += [
        (match[0], "a link with a space between ']' and '(': take it out") for match in APART.finditer(text)
    ]
    typed = without_code(page.body)
    for shown, reason in found:
        if shown in typed:  # else its brackets are escaped
            line = line_of(page.body, Element("", {}, is_made=True), shown)
            yield page.body_line + line, reason


def _shelves(subject: Subject, targets: Targets) -> Iterator[Problem]:
    """Articles that a category lists and that do not exist, or stand in another one."""
    path = f"{subject.corpus.shown}/{CATEGORIES}"
    for category in subject.corpus.categories:
        for index, name in enumerate(category.articles):
            line = category.lines[f"articles.{index}"]
            article = targets.ids.get(name)
            if article is None:
                unknown = targets.unknown(name).replace("unknown", "lists the unknown", 1)
                yield Problem(path, line, f"category {quoted(category.id)} {unknown}")
            elif article.category and article.category != category.id:
                where = f"whose category is {quoted(article.category)}"
                reason = f"category {quoted(category.id)} lists {quoted(name)}, {where}: move it there"
                yield Problem(path, line, reason)


def _first(subject: Subject, targets: Targets) -> Iterator[Problem]:
    """Articles that a home page shows first and that its language does not have."""
    for home in subject.corpus.homes:
        ids = {
            article.id or article.name: article
            for article in subject.corpus.written
            if article.lang == home.lang
        }
        for index, name in enumerate(home.popular):
            line = home.lines[f"popular.{index}"]
            if name not in ids:
                yield Problem(home.path, line, targets.unknown(name, ids))
            elif ids[name].status == "draft":
                yield Problem(home.path, line, f"{quoted(name)} is a draft and will not be shown")


def _related(article: Article, targets: Targets) -> Iterator[Problem]:
    for index, name in enumerate(article.related):
        line = article.line(f"related.{index}")
        if name == article.id:
            yield Problem(article.path, line, "an article is not related to itself: remove it")
        elif name not in targets.ids:
            yield Problem(article.path, line, targets.unknown(name))
        elif targets.ids[name].status == "draft" != article.status:
            yield Problem(article.path, line, f"{quoted(name)} is a draft and will not be shown")


CHECK = Check(
    id="internal-links",
    reason="A dead link ends the customer's way to the answer.",
    cure="Link to the file that the finding suggests, or to the heading's own anchor.",
    find=find,
)
