"""Articles of one language with one id, name or address: search, or the site, would keep one of them."""

from collections.abc import Callable, Iterable, Iterator

from kb.content.article import Article
from kb.errors import Problem, quoted


def twice(articles: Iterable[Article]) -> Iterator[Problem]:
    """Every article whose id, file's name or address another one before it has, at its line."""
    articles = tuple(articles)
    yield from _shared(articles, "id", lambda article: article.id)
    told = set[str]()
    for problem in _shared(articles, "slug", lambda article: article.url):
        told.add(problem.path)
        yield problem
    for problem in _shared(articles, "slug", lambda article: article.name):
        if problem.path not in told:
            yield problem


def _shared(articles: Iterable[Article], field: str, value: Callable[[Article], str]) -> Iterator[Problem]:
    first: dict[tuple[str, str], Article] = {}
    for article in articles:
        same = first.setdefault((article.lang, value(article)), article)
        if same is not article:
            place = f"{same.path}:{same.line(field)}"
            what = f"id {quoted(article.id)}" if field == "id" else quoted(value(article))
            message = f"{what} belongs to {place} already: choose another"
            yield Problem(article.path, article.line(field), message)
