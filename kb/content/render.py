"""Article -> Markdown with facts and labels filled in -> HTML -> what search indexes; pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.content import facts as fact_formats
from kb.content.article import Article
from kb.content.facts import Fact, Facts
from kb.content.fields import SLUG
from kb.content.markdown.conversion import to_html
from kb.content.markup import AUDIENCES, Mark, marks, replace
from kb.content.sections import sections
from kb.errors import ContentError, Problem, UnknownName, did_you_mean, quoted
from search.model import Document

PLAIN_FIELDS = ("title", "summary")
AS_TEXT = "; to show the braces as text write '\\{{'"
CLAIM_SHAPE = "write '<!-- claim: small-letters-and-hyphens -->' on one line"
WRONG = {
    "open": "{} has no '}}}}' on its line" + AS_TEXT.replace("{{", "{{{{"),
    "claim-like": f"{{}} is no claim and would vanish: {CLAIM_SHAPE}",
    "when-like": "{} is shown as text: write '{{ when=corporate }}' at the end of a heading",
}


@dataclass(frozen=True)
class Rendered:
    """An article with every placeholder filled.

    Attributes:
        article: What it was made from.
        title: Plain text.
        summary: Plain text.
        markdown: Ready for Markdown with the extensions of `conversion`; no placeholder, no claim comment.
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
        raise ContentError(dict.fromkeys(problems))
    plain = _filler(facts, article.lang, fact_formats.text)
    return Rendered(
        article=article,
        title=replace(article.title, plain),
        summary=replace(article.summary, plain),
        markdown=replace(article.body, _filler(facts, article.lang, fact_formats.markdown)),
    )


def filled(markdown: str, lang: str, facts: Facts) -> str:
    """A text with the facts that exist filled in, the others as addresses that nobody follows up."""

    def fill(kind: str, name: str) -> str:
        try:
            return fact_formats.markdown(facts.find(kind, name), lang)
        except UnknownName:
            return "mailto:"

    return replace(markdown, fill)


def markup_problems(article: Article, facts: Facts) -> Iterator[Problem]:
    """Every placeholder and audience of an article that does not exist, at its line."""
    for line, mark in article_marks(article):
        if mark.kind in ("fact", "label") and not facts.by_name:
            snapshot = f"{article.path.rsplit('/', 2)[0]}/{fact_formats.FILE}"
            yield Problem(snapshot, 0, "there are no facts, which articles use: run 'kb facts pull'")
            continue
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
    if mark.kind in WRONG:
        return WRONG[mark.kind].format(quoted(mark.name))
    if mark.kind == "claim":
        return "" if SLUG.fullmatch(mark.name) else f"claim {quoted(mark.name)}: {CLAIM_SHAPE}"
    if mark.kind == "when":
        known = mark.name in AUDIENCES
        return "" if known else f"unknown audience {quoted(mark.name)}{did_you_mean(mark.name, AUDIENCES)}"
    try:
        facts.find(mark.kind, mark.name)
    except UnknownName as error:
        return str(error) + (AS_TEXT if mark.kind == "unknown" else "")
    return ""


def _filler(facts: Facts, lang: str, form: Callable[[Fact, str], str]) -> Callable[[str, str], str]:
    return lambda kind, name: form(facts.find(kind, name), lang)


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
    """The documents of all published articles that search may find.

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
            continue
        if not article.is_unsearched:
            found.append(document(rendered, to_html(rendered.markdown, article.lang)))
    if problems:
        raise ContentError(dict.fromkeys(problems))
    return found
