"""The content folder: languages, articles, categories and synonyms, with every problem found on the way."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kb.content.article import Article, Known, examine, is_meant
from kb.content.sources import beside, files
from kb.content.sources.categories import Category as Category
from kb.content.sources.files import CATEGORIES as CATEGORIES
from kb.content.sources.files import HOME as HOME
from kb.content.sources.home import HomePage
from kb.content.sources.shelf_texts import ShelfTexts, shelf_texts
from kb.content.sources.texts import broken, readable
from kb.content.sources.texts import read_text as read_text
from kb.errors import ContentError, Problem, UnknownName, quoted
from search.query.near import NearTable

# File, how messages name it, language, name, known names, folder below the language's: as `read_article`.
ReadArticle = Callable[[Path, str, str, str, Known, str], tuple[Article, list[Problem]]]


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
    def telling(self) -> tuple[Article | HomePage | ShelfTexts, ...]:
        """All whole articles, the home pages, the categories' texts: what tells readers what has to be so."""
        return (*self.articles, *self.homes, *shelf_texts(self.categories, self.shown, self.languages))

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


def load(
    root: Path,
    actions: Collection[str] | None = None,
    day: date | None = None,
    read: ReadArticle | None = None,
) -> Corpus:
    """Read a content folder.

    Args:
        root: The folder that holds one folder per language.
        actions: The operations that `actions:` may name; None lets every name pass.
        day: What is not yet or no longer shown on it is a draft; None takes all as written.
        read: Reads one article; `read_article` where nobody remembers what stands in the files.

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
    found = beside.shelves(root, shown, languages)
    problems = [*found.problems]
    if CATEGORIES in paths:
        problems += files.in_the_way(paths, languages, shown)
    known, own = Known(found.ids, actions), languages if CATEGORIES in paths else ()
    articles, faulty = _articles(root, shown, paths, languages, known, problems, read or read_article)
    return Corpus(
        root=root,
        shown=shown,
        languages=languages,
        articles=tuple(shown_on(article, day) for article in articles),
        faulty=tuple(faulty),
        homes=tuple(home for lang in own for home in beside.homes(root, shown, lang, problems)),
        categories=found.categories,
        synonyms={lang: beside.synonyms(root, shown, lang, problems) for lang in languages},
        near={lang: beside.near(root, shown, lang, problems) for lang in languages},
        paths=paths,
        problems=tuple(sorted(problems)),
    )


def categories(root: Path) -> tuple[Category, ...]:
    """The categories alone, without reading any article; problems are left to `load`."""
    return beside.shelves(root, root.as_posix(), ()).categories


def _shown(root: Path) -> str:
    here = Path.cwd()
    return (root.relative_to(here) if root.is_absolute() and root.is_relative_to(here) else root).as_posix()


def shown_on(article: Article, day: date | None) -> Article:
    """An article as it stands on a day: a draft when it is not yet or no longer to be seen."""
    return article if day is None or article.is_shown(day) else replace(article, status="draft")


def read_article(
    file: Path, path: str, lang: str, name: str, known: Known, folder: str
) -> tuple[Article, list[Problem]]:
    """What can be read of one article, and all that is wrong with its file.

    Args:
        file: Where it stands.
        path: How messages name the file.
        lang: Language code.
        name: The file's name without suffix.
        known: Names of categories and actions to hold the fields against.
        folder: Where in its language's folder it stands, with a slash at the end.
    """
    text, faults = readable(file, path)
    article, wrong = examine(text, path, lang, name, known, folder)
    return article, faults or [*wrong, *broken(text, path), *_misnamed(article, folder + file.name)]


def _articles(
    root: Path,
    shown: str,
    paths: Collection[str],
    languages: Iterable[str],
    known: Known,
    problems: list[Problem],
    read: ReadArticle,
) -> tuple[list[Article], list[Article]]:
    """The whole articles and the faulty ones, as far as these can be read."""
    whole, faulty = list[Article](), list[Article]()
    for lang in languages:
        for file, name in files.articles(paths, lang):
            folder, slash, _ = file.rpartition("/")
            place = root / lang / file, f"{shown}/{lang}/{file}"
            if CATEGORIES not in paths and not is_meant(file, readable(*place)[0]):
                continue
            article, faults = read(*place, lang, name, known, folder + slash)
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
