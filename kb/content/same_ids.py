"""Articles of one language with one id: search keeps only the last of them."""

from collections.abc import Iterable, Iterator

from kb.content.article import Article
from kb.errors import Problem, quoted


def same_ids(articles: Iterable[Article]) -> Iterator[Problem]:
    """Every article whose id another one before it has, at its line."""
    ids: dict[tuple[str, str], Article] = {}
    for article in articles:
        first = ids.setdefault((article.lang, article.id), article)
        if first is not article:
            place = f"{first.path}:{first.line('id')}"
            message = f"id {quoted(article.id)} belongs to {place} already: choose another"
            yield Problem(article.path, article.line("id"), message)
