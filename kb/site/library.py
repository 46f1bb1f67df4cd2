"""The site's sources, read and judged: which are articles, what they say, all that is wrong with them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from kb.content import corpus, facts, frontmatter, operations
from kb.content.article import Article
from kb.content.corpus import Category
from kb.content.facts import Facts
from kb.content.operations import Operation
from kb.content.render import Rendered, render
from kb.content.sources.files import DATA, HOME, is_stray
from kb.content.sources.home import HomePage
from kb.errors import ContentError, Problem
from search.query.near import FILE as NEAR
from search.query.near import NearTable

# Data that writers keep beside the articles; it is read here and never copied to the site.
DATA_SUFFIXES = (".yml", ".yaml")
T = TypeVar("T")
# As `read` without its last argument.
Read = Callable[[Path, Iterable[str], Iterable[str], date], "Library"]


@dataclass(frozen=True)
class Library:
    """All source pages of a site.

    Attributes:
        articles: By source path, with facts filled in; drafts are left out.
        homes: The languages' first pages, by source path; of a help center only: they are ours to judge.
        drafts: Source paths of articles that are not published.
        synonyms: Groups of words by language.
        near: The near words of each language.
        problems: In order of path and line.
    """

    articles: Mapping[str, Rendered]
    homes: Mapping[str, HomePage]
    drafts: frozenset[str]
    categories: tuple[Category, ...]
    synonyms: Mapping[str, tuple[tuple[str, ...], ...]]
    near: Mapping[str, NearTable]
    facts: Facts
    operations: Mapping[str, Operation]
    problems: tuple[Problem, ...]

    def page(self, path: str) -> Article | HomePage | None:
        """What stands at a source path, when it is ours to judge."""
        found = self.articles.get(path)
        return found.article if found else self.homes.get(path)

    def destinations(self, directories: bool) -> Iterator[tuple[str, str]]:
        """The articles whose pages are not named by their files, each with its page in the site.

        Args:
            directories: Whether a page is a folder's index, as addresses without endings need.
        """
        for path, found in self.articles.items():
            if found.article.slug or found.article.folder:
                yield path, found.article.address + ("/index.html" if directories else ".html")


def read(
    root: Path,
    pages: Iterable[str],
    languages: Iterable[str],
    day: date,
    article: corpus.ReadArticle | None = None,
) -> Library:
    """Read a documents folder.

    Beside a `categories.yml` every page in a language's folder, or in a folder below, must be an article.
    Elsewhere a page is an article when its front matter says which `kind`: any MkDocs site builds as it is.

    Args:
        root: The documents folder.
        pages: Source paths of its Markdown pages.
        languages: The site's languages; folders of others hold no articles.
        day: On which the site is shown; what is not yet or no longer shown then is a draft.
        article: Reads one article; None where nobody remembers what stands in the files.
    """
    snapshots = list[Problem]()
    actions = snapshot(operations.load, root, None, snapshots)
    known = snapshot(facts.load, root, Facts({}), snapshots)
    found = corpus.load(root, actions, day, article)
    codes = set(languages)
    sources = {article.file: article for article in found.articles if article.lang in codes}
    written = {article.file for article in found.written if article.lang in codes}
    plain = {path: f"{found.shown}/{path}" for path in pages if path not in written}
    is_strict = corpus.CATEGORIES in found.paths
    problems = [problem for problem in found.problems if is_strict or problem.path not in plain.values()]
    for path, shown in plain.items():
        problems += _syntax(root / path, shown)
    if not sources and not plain and not problems:
        problems.append(
            Problem(found.shown, 0, "there are no pages: write the first, as in 'it/receipts.md'")
        )
    # Without its snapshots no article can be filled in: that alone is the fault to tell.
    rendered, faults = ({}, snapshots) if snapshots else _render(sources, known)
    return Library(
        articles=rendered,
        homes={f"{home.lang}/{HOME}.md": home for home in found.homes},
        drafts=frozenset(path for path, article in sources.items() if article.status == "draft"),
        categories=found.categories,
        synonyms=found.synonyms,
        near=found.near,
        facts=known,
        operations=actions or {},
        problems=tuple(sorted({*problems, *faults})),
    )


def is_data(path: str) -> bool:
    """Whether a file under the documents folder is the writers' data or a stray one, no part of the site."""
    name = path.rpartition("/")[2]
    return path.endswith(DATA_SUFFIXES) or path in DATA or name == NEAR or is_stray(path)


def snapshot(load: Callable[[Path], T], root: Path, otherwise: T, problems: list[Problem]) -> T:
    """What the service said; where its file is damaged, that is a problem of the site as others are."""
    try:
        return load(root)
    except ContentError as error:
        problems += error.problems
        return otherwise


def _render(sources: Mapping[str, Article], known: Facts) -> tuple[dict[str, Rendered], list[Problem]]:
    rendered: dict[str, Rendered] = {}
    problems: list[Problem] = []
    for path, article in sources.items():
        if article.status == "draft":
            continue
        try:
            rendered[path] = render(article, known)
        except ContentError as error:
            problems += error.problems
    return rendered, problems


def _syntax(file: Path, shown: str) -> list[Problem]:
    """Faults of front matter as such, which MkDocs would print as text: it swallows invalid YAML."""
    parts = frontmatter.split(file.read_text(encoding="utf-8", errors="replace"))
    return frontmatter.read(parts, shown)[1] if parts.closing else []
