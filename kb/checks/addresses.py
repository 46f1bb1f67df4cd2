"""An old address of an article is nobody else's: not the site's doors, not a file, not another page's."""

from collections.abc import Iterable, Iterator, Mapping

from kb import strings
from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.content.corpus import HOME, Corpus
from kb.errors import Problem, quoted

# What the site, its host and the account pages answer at, whatever the articles are.
FOLDERS = ("_search", "_stub", "account", "api", "assets", "v1", ".well-known")
FILES = (
    "index.html",
    "404.html",
    "_headers",
    "_redirects",
    ".nojekyll",
    "cname",
    "favicon.ico",
    "feed.xml",
    "opensearch.xml",
    "robots.txt",
    "sitemap.xml",
)
SITE = "the site itself"


def find(subject: Subject) -> Iterable[Problem]:
    """Every alias that something else answers at, at its line."""
    yield from problems(subject.corpus.written, taken(subject.corpus))


def alias_file(alias: str) -> str:
    """The file that answers at an old address: "/it/old/" and "/it/old" -> "it/old/index.html"."""
    path = alias.strip("/")
    return path if path.endswith((".html", ".htm")) else f"{path}/{HOME}.html"


def taken(corpus: Corpus) -> dict[str, str]:
    """The files of all pages, with who answers there."""
    found = {f"{article.address}/{HOME}.html": f"{article.path}:1" for article in corpus.written}
    for lang in corpus.languages:
        shelves = f"{lang}/{strings.text(lang, 'site.path_categories')}"
        own = ["", f"{strings.text(lang, 'site.path_search')}/"]
        found |= {f"{lang}/{page}{HOME}.html": SITE for page in own}
        found |= {f"{shelves}/{category.id}/{HOME}.html": SITE for category in corpus.categories}
        found |= {f"{lang}/{name}": SITE for name in ("feed.xml", "opensearch.xml")}
    return found


def problems(articles: Iterable[Article], taken: Mapping[str, str]) -> Iterator[Problem]:
    """Aliases that cannot be had.

    Args:
        articles: With their aliases.
        taken: The site's files, with who answers there.
    """
    owners = {file.lower(): owner for file, owner in taken.items()}
    for article in articles:
        for number, alias in enumerate(article.aliases):
            file, line = alias_file(alias).lower(), article.line(f"aliases.{number}")
            owner = owner_of(file, owners)
            if owner:
                reason = f"{quoted(alias)} is the address of {owner} already: remove one"
                yield Problem(article.path, line, reason)
            owners.setdefault(file, f"{article.path}:{line}")


def owner_of(file: str, owners: Mapping[str, str]) -> str:
    """Who answers at a file, or stands where one of its folders would be; hosts may not tell capitals."""
    if file in FILES or file.partition("/")[0] in FOLDERS or file == f"/{HOME}.html":
        return SITE
    parts = file.split("/")
    folders = ["/".join(parts[:count]) for count in range(1, len(parts))]
    held = next((owners[path] for path in (file, *folders) if path in owners), "")
    return held or next((SITE for path in folders if path in FILES), "")


CHECK = Check(
    id="addresses",
    reason="An old address that covers a page, a picture or the site's door takes it away from everybody.",
    cure="Remove the alias that the finding names, or choose the address that the page really had.",
    find=find,
)
