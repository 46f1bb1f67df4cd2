"""The content folder: languages, articles, categories and synonyms, with every problem found on the way."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kb.content.article import Article, Known, examine, is_meant
from kb.content.sources import files, home, near, synonyms
from kb.content.sources.categories import Category as Category
from kb.content.sources.categories import Shelves
from kb.content.sources.categories import parse as parse_categories
from kb.content.sources.files import CATEGORIES as CATEGORIES
from kb.content.sources.files import HOME as HOME
from kb.content.sources.files import NEAR, SYNONYMS
from kb.content.sources.home import HomePage
from kb.content.sources.texts import broken, read_data
from kb.content.sources.texts import read_text as read_text
from kb.errors import ContentError, Problem, UnknownName, quoted
from search.query.near import NearTable


@dataclass(frozen=True)
class Corpus:
    """Everything under the content folder.

    Attributes:
        root: The content folder.
        shown: How messages name the folder.
        languages: Codes of the language folders, sorted.
        articles: In order of language and name; without the home pages and the files that have problems.
        faulty: The articles that have problems, as far as they could be read; a name among them is known.
        homes: The home pages, in order of language; those of a help center only.
        categories: In the writers' order; empty where there is no `categories.yml`.
        synonyms: Groups of words that mean the same, by language.
        near: The words of other vocabularies and languages near the articles', by language.
        paths: Of all files, relative to the folder, with forward slashes; stray ones are left out.
        problems: Of all files, in order of path and line.
    """

    root: Path
    shown: str
    languages: tuple[str, ...]
    articles: tuple[Article, ...]
    faulty: tuple[Article, ...]
    homes: tuple[HomePage, ...]
    categories: tuple[Category, ...]
    synonyms: Mapping[str, tuple[tuple[str, ...], ...]]
    near: Mapping[str, NearTable]
    paths: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def written(self) -> tuple[Article, ...]:
        """All articles that somebody wrote, whole or faulty: what may be linked to, promised and named."""
        return (*self.articles, *self.faulty)

    @property
    def pages(self) -> tuple[Article | HomePage, ...]:
        """All that somebody wrote for readers."""
        return (*self.written, *self.homes)

    @property
    def plain(self) -> tuple[str, ...]:
        """The pages of a site without `categories.yml`, which is no help center, but for its articles."""
        written = {article.file for article in self.written}
        pages = filter(files.PAGES.search, () if CATEGORIES in self.paths else self.paths)
        return tuple(path for path in pages if path not in written)

    def of(self, lang: str) -> tuple[Article, ...]:
        """The articles of a language."""
        return tuple(article for article in self.articles if article.lang == lang)

    def translations(self, article_id: str) -> dict[str, Article]:
        """An article by language, found by its id or by its file's name.

        Raises:
            ContentError: When one of its files cannot be read.
            UnknownName: With the nearest ids.
        """
        matching = (
            [a for a in self.articles if a.id == article_id],
            [a for a in self.articles if a.name == article_id],
            [a for a in self.articles if a.slug == article_id],
            [a for a in self.articles if article_id in a.former_names],
        )
        found = {a.lang: a for a in next(filter(None, matching), [])}
        names = {f"/{name}.md" for name in (article_id, *(a.name for a in found.values()))}
        broken = [problem for problem in self.problems if problem.path.endswith(tuple(names))]
        if broken:
            raise ContentError(broken)
        if not found:
            raise UnknownName("article", article_id, {a.id for a in self.articles})
        return found

    def file(self, article: Article) -> Path:
        """Where an article stands on disk."""
        return self.root / article.file

    def checked(self) -> "Corpus":
        """The corpus itself when nothing is wrong with it.

        Raises:
            ContentError: With every problem.
        """
        if self.problems:
            raise ContentError(self.problems)
        return self


def load(root: Path, actions: Collection[str] | None = None, day: date | None = None) -> Corpus:
    """Read a content folder.

    Args:
        root: The folder that holds one folder per language.
        actions: The operations that `actions:` may name; None lets every name pass.
        day: What is not yet or no longer shown on it is a draft; None takes all as written.

    Raises:
        ContentError: When the folder does not exist.
    """
    shown = _shown(root)
    if not root.is_dir():
        raise ContentError(
            [Problem(shown, 0, "no such folder: run this where mkdocs.yml stands, or name the content")]
        )
    paths = tuple(files.walk(root))
    languages = files.languages(paths)
    found = _shelves(root, shown, languages)
    problems = [*found.problems]
    if CATEGORIES in paths:
        problems += files.in_the_way(paths, languages, shown)
    known, own = Known(found.ids, actions), languages if CATEGORIES in paths else ()
    articles, faulty = _articles(root, shown, paths, languages, known, problems)
    return Corpus(
        root=root,
        shown=shown,
        languages=languages,
        articles=tuple(_on(article, day) for article in articles),
        faulty=tuple(faulty),
        homes=tuple(home for lang in own for home in _homes(root, shown, lang, problems)),
        categories=found.categories,
        synonyms={lang: _synonyms(root, shown, lang, problems) for lang in languages},
        near={lang: _near(root, shown, lang, problems) for lang in languages},
        paths=paths,
        problems=tuple(sorted(problems)),
    )


def categories(root: Path) -> tuple[Category, ...]:
    """The categories alone, without reading any article; problems are left to `load`."""
    return _shelves(root, root.as_posix(), ()).categories


def _shown(root: Path) -> str:
    here = Path.cwd()
    return (root.relative_to(here) if root.is_absolute() and root.is_relative_to(here) else root).as_posix()


def _on(article: Article, day: date | None) -> Article:
    return article if day is None or article.is_shown(day) else replace(article, status="draft")


def _articles(
    root: Path,
    shown: str,
    paths: Collection[str],
    languages: Iterable[str],
    known: Known,
    problems: list[Problem],
) -> tuple[list[Article], list[Article]]:
    """The whole articles and the faulty ones, as far as these can be read."""
    whole, faulty = list[Article](), list[Article]()
    for lang in languages:
        for file, name in files.articles(paths, lang):
            folder, slash, _ = file.rpartition("/")
            path = f"{shown}/{lang}/{file}"
            text, faults = _text(root / lang / file, path)
            if CATEGORIES not in paths and not is_meant(file, text):
                continue
            article, wrong = examine(text, path, lang, name, known, folder + slash)
            if not faults:
                faults = [*wrong, *broken(text, path), *_misnamed(article, file)]
            problems += faults
            (faulty if faults else whole).append(article)
    return whole, faulty


def _misnamed(article: Article, file: str) -> Iterable[Problem]:
    """What its file or its address cannot be called."""
    reason = files.misnamed(file, article.lang)
    if reason:
        yield Problem(article.path, 0, reason)
    if article.slug and files.is_taken(article.slug, article.lang):
        taken = f"{quoted(article.slug)} is the address of a page of the help center: choose another"
        yield Problem(article.path, article.line("slug"), taken)


def _text(file: Path, path: str) -> tuple[str, list[Problem]]:
    """What can be read of a file, and why it is not all."""
    try:
        return read_text(file, path), []
    except ContentError as error:
        readable = file.read_bytes() if file.is_file() else b""
        return readable.decode("utf-8", errors="replace"), list(error.problems)


def _homes(root: Path, shown: str, lang: str, problems: list[Problem]) -> Iterable[HomePage]:
    file = root / lang / f"{HOME}.md"
    if file.is_file():
        path = f"{shown}/{lang}/{file.name}"
        try:
            page, faults = home.parse(read_text(file, path), path, lang)
        except ContentError as error:
            problems += error.problems
        else:
            problems += faults
            yield page


def _shelves(root: Path, shown: str, languages: Collection[str]) -> Shelves:
    path = f"{shown}/{CATEGORIES}"
    if not (root / CATEGORIES).is_file():
        return Shelves()
    try:
        return parse_categories(read_data(root / CATEGORIES, path), path, languages)
    except ContentError as error:
        return Shelves(problems=error.problems)


def _near(root: Path, shown: str, lang: str, problems: list[Problem]) -> NearTable:
    file, path = root / lang / NEAR, f"{shown}/{lang}/{NEAR}"
    try:
        table, faults = near.parse(read_text(file, path) if file.is_file() else "", path)
    except ContentError as error:
        table, faults = NearTable(), list(error.problems)
    problems += faults
    return table


def _synonyms(root: Path, shown: str, lang: str, problems: list[Problem]) -> synonyms.Groups:
    path = f"{shown}/{lang}/{SYNONYMS}"
    if not (root / lang / SYNONYMS).is_file():
        return ()
    try:
        groups, faults = synonyms.parse(read_data(root / lang / SYNONYMS, path), path)
    except ContentError as error:
        groups, faults = (), list(error.problems)
    problems += faults
    return groups
