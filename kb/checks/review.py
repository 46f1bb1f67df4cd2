"""Which articles somebody should read again: their day has come, or they are years old."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.errors import Problem

OLD = timedelta(days=2 * 365)


def find(subject: Subject) -> Iterable[Problem]:
    """Articles whose review is due, that have expired, or that nobody has changed for two years."""
    for article in subject.corpus.articles:
        for field, reason in _due(article, subject.today):
            yield Problem(article.path, article.line(field), reason)


def _due(article: Article, today: date) -> Iterator[tuple[str, str]]:
    who = f", {article.owner}" if article.owner else ""
    if article.review_by and article.review_by <= today:
        yield "review_by", f"to be read again by {article.review_by}{who}: read it and set the next day"
    elif article.updated and today - article.updated > OLD:
        cure = f"read it again{who}, then set 'updated:' or 'review_by:'"
        if not article.review_by:
            yield "updated", f"unchanged since {article.updated}: {cure}"
    if article.expires and article.expires <= today:
        yield "expires", f"expired on {article.expires}{who}: 'kb retire {article.id}', or set another day"


CHECK = Check(
    id="review",
    reason="What nobody reads again for years is no longer so.",
    cure="Read the article, correct it, set 'updated:', and with 'review_by:' the day for the next time.",
    find=find,
    is_hint=True,
)
