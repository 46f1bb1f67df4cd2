"""Article -> Markdown with facts and labels filled in -> HTML -> what search indexes; pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown import Markdown

from kb.content import facts as fact_formats
from kb.content.article import Article
from kb.content.facts import Fact, Facts
from kb.content.markup import AUDIENCES, Mark, marks, replace
from kb.content.sections import sections
from kb.errors import ContentError, Problem, UnknownName, did_you_mean, quoted
from search.model import Document

# The extensions of every page, here and in MkDocs; the plugin puts them into MkDocs' configuration.
EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "md_in_html", "def_list", "admonition")
EXTENSION_CONFIGS: dict[str, dict[str, Any]] = {"toc": {"permalink": False}}

PLAIN_FIELDS = ("title", "summary")


@dataclass(frozen=True)
class Rendered:
    """An article with every placeholder filled.

    Attributes:
        article: What it was made from.
        title: Plain text.
        summary: Plain text.
        markdown: Ready for Markdown with `EXTENSIONS`; no placeholder, no claim comment.
    """

    article: Article
    title: str
    summary: str
    markdown: str


def render(article: Article, facts: Facts) -> Rendered:
    """Fill in facts and labels.

    Raises:
        ContentError: With file and line of every unknown fact, label, placeholder and audience.
    """
    problems = list(markup_problems(article, facts))
    if problems:
        raise ContentError(problems)
    plain = _filler(facts, article.lang, fact_formats.text)
    return Rendered(
        article=article,
        title=replace(article.title, plain),
        summary=replace(article.summary, plain),
        markdown=replace(article.body, _filler(facts, article.lang, fact_formats.markdown)),
    )


def markup_problems(article: Article, facts: Facts) -> Iterator[Problem]:
    """Every placeholder and audience of an article that does not exist, at its line."""
    for line, mark in article_marks(article):
        reason = _reason(mark, facts)
        if reason:
            yield Problem(article.path, line, reason)


def article_marks(article: Article) -> Iterator[tuple[int, Mark]]:
    """Every use of the markup with its line in the file: title and summary first, then the body."""
    for field in PLAIN_FIELDS:
        for mark in marks(getattr(article, field)):
            yield article.line(field), mark
    for mark in marks(article.body):
        yield article.body_line + mark.line - 1, mark


def _reason(mark: Mark, facts: Facts) -> str:
    if mark.kind == "claim":
        return ""
    if mark.kind == "when":
        known = mark.name in AUDIENCES
        return "" if known else f"unknown audience {quoted(mark.name)}{did_you_mean(mark.name, AUDIENCES)}"
    try:
        facts.find(mark.kind, mark.name)
    except UnknownName as error:
        return str(error)
    return ""


def _filler(facts: Facts, lang: str, form: Callable[[Fact, str], str]) -> Callable[[str, str], str]:
    return lambda kind, name: form(facts.find(kind, name), lang)


def to_html(markdown: str) -> str:
    """HTML by the extensions that the site uses."""
    return str(Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSION_CONFIGS).convert(markdown))


def document(rendered: Rendered, html: str) -> Document:
    """What search indexes of an article, given its HTML from `to_html` or from MkDocs."""
    article = rendered.article
    return Document(
        id=article.id,
        lang=article.lang,
        url=article.url,
        title=rendered.title,
        summary=rendered.summary,
        kind=article.kind,
        category=article.category,
        questions=article.questions,
        keywords=article.keywords,
        sections=sections(html),
        boost=article.boost,
        pins=article.pin,
    )


def documents(articles: tuple[Article, ...], facts: Facts) -> list[Document]:
    """The documents of all published articles.

    Raises:
        ContentError: With the problems of all of them.
    """
    problems: list[Problem] = []
    found = []
    for article in articles:
        if article.status == "draft":
            continue
        try:
            rendered = render(article, facts)
        except ContentError as error:
            problems += error.problems
        else:
            found.append(document(rendered, to_html(rendered.markdown)))
    if problems:
        raise ContentError(problems)
    return found
