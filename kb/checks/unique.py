"""No two articles share an id or an address."""

from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.errors import Problem, quoted


def find(subject: Subject) -> Iterable[Problem]:
    """Ids that stand twice in a language; aliases that are a page's address or another article's alias."""
    ids: dict[tuple[str, str], Article] = {}
    addresses = {article.url: (article.path, 1) for article in subject.corpus.articles}
    for article in subject.corpus.articles:
        first = ids.setdefault((article.lang, article.id), article)
        if first is not article:
            message = (
                f"id {quoted(article.id)} belongs to {first.path}:{first.line('id')} already: choose another"
            )
            yield Problem(article.path, article.line("id"), message)
        yield from _aliases(article, addresses)


def _aliases(article: Article, addresses: dict[str, tuple[str, int]]) -> Iterator[Problem]:
    for index, alias in enumerate(article.aliases):
        line = article.line(f"aliases.{index}")
        address = alias.rstrip("/") + "/"
        if address in addresses:
            path, other = addresses[address]
            yield Problem(
                article.path, line, f"{quoted(alias)} is the address of {path}:{other} already: remove one"
            )
        addresses.setdefault(address, (article.path, line))


CHECK = Check(
    id="unique",
    reason="Two articles at one address hide one of them.",
    cure="Change the id or remove the alias that the finding names.",
    find=find,
)
