"""An address that was ever published keeps leading somewhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.errors import Problem, did_you_mean, quoted

FILE = "urls.txt"
SHAPE = re.compile(r"(?:/[A-Za-z0-9._~-]+)+/")


def find(subject: Subject) -> Iterable[Problem]:
    """Published addresses that are no article's own or alias now; new addresses that are not recorded."""
    path = f"{subject.corpus.shown}/{FILE}"
    written = subject.corpus.written
    pages = {article.url: article for article in written if article.status != "draft"}
    drafts = {article.url: article for article in written if article.status == "draft"}
    aliases = {alias.rstrip("/") + "/" for article in pages.values() for alias in article.aliases}
    recorded = {url for url, _ in subject.urls}
    new = [url for url in pages if url not in recorded]
    # Who cannot read an article's aliases cannot say that an address of its language leads nowhere.
    unsure = tuple(f"/{article.lang}/" for article in written if not article.is_readable)
    yield from _misspelt(subject, path)
    for url, line in subject.urls:
        if SHAPE.fullmatch(url) and url not in pages and url not in aliases and not url.startswith(unsure):
            cure = _of_draft(drafts[url]) if url in drafts else _cure(url, new)
            yield Problem(path, line, f"{quoted(url)} leads nowhere{cure}")
    for url in new:
        reason = f"{quoted(url)} is not recorded in {path}: run 'kb check --record-urls'"
        yield Problem(pages[url].path, 1, reason)


def _cure(url: str, new: list[str]) -> str:
    """A page that was renamed is among those that nobody recorded yet."""
    same = [page for page in new if page.split("/")[1] == url.split("/")[1]]
    now = did_you_mean(url, same) or (f" (renamed to {quoted(same[0])}?)" if len(same) == 1 else "")
    return f"{now}: add it to the aliases of {'that' if now else 'an'} article"


def _of_draft(article: Article) -> str:
    """Its own article has the address, so that no other may take it over while that is there."""
    field = next((name for name in ("expires", "publish_at") if getattr(article, name)), "status")
    why = f"{article.path} is not shown ('{field}: {getattr(article, field)}')"
    return f": {why}: show it, or retire it in favour of another with 'kb retire {article.id} --to ID'"


def _misspelt(subject: Subject, path: str) -> Iterator[Problem]:
    """Lines that are no address, and addresses that stand twice."""
    times = Counter(url for url, _ in subject.urls)
    first = dict(reversed(subject.urls))
    for url, line in subject.urls:
        if not SHAPE.fullmatch(url):
            reason = f"{quoted(url)} is no address from the site's root, as in '/it/receipts/'"
            yield Problem(path, line, reason)
        elif times[url] > 1 and line != first[url]:
            yield Problem(path, line, f"{quoted(url)} stands on line {first[url]} already: keep one")


CHECK = Check(
    id="urls",
    reason="Links in e-mails, bookmarks and search engines live for years.",
    cure="Add the old address to 'aliases:' of the article that answers now; record new ones.",
    find=find,
)
