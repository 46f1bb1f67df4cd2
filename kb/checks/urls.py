"""An address that was ever published keeps leading somewhere."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.errors import Problem, did_you_mean, quoted

FILE = "urls.txt"


def find(subject: Subject) -> Iterable[Problem]:
    """Published addresses that are no article's own or alias now; new addresses that are not recorded."""
    path = f"{subject.corpus.shown}/{FILE}"
    recorded = subject.urls
    pages = {article.url: article for article in subject.corpus.articles if article.status != "draft"}
    aliases = {alias.rstrip("/") + "/" for article in pages.values() for alias in article.aliases}
    for url, line in recorded.items():
        if url not in pages and url not in aliases:
            near = did_you_mean(url, pages)
            yield Problem(
                path, line, f"{quoted(url)} leads nowhere{near}: add it to the aliases of an article"
            )
    for url, article in pages.items():
        if url not in recorded:
            yield Problem(
                article.path, 1, f"{quoted(url)} is not recorded in {path}: run 'kb check --record-urls'"
            )


CHECK = Check(
    id="urls",
    reason="Links in e-mails, bookmarks and search engines live for years.",
    cure="Add the old address to 'aliases:' of the article that answers now; record new ones.",
    find=find,
)
