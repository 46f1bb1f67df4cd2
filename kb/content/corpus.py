"""The content folder: languages, articles, categories and synonyms, with every problem found on the way."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kb.content import home
from kb.content.article import Article, Known, parse
from kb.content.home import HomePage
from kb.errors import ContentError, Problem, UnknownName

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2})?")
CATEGORIES = "categories.yml"
SYNONYMS = "synonyms.yml"
HOME = "index"


@dataclass(frozen=True)
class Category:
    """A shelf of the help center.

    Attributes:
        id: What articles write after `category:`.
        titles: By language.
        summaries: By language.
        articles: Ids in reading order; the ones not named here follow by name.
    """

    id: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    articles: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """In the language, else in English, else the id."""
        return self.titles.get(lang) or self.titles.get("en") or self.id

    def summary(self, lang: str) -> str:
        """In the language, else in English, else empty."""
        return self.summaries.get(lang) or self.summaries.get("en") or ""


@dataclass(frozen=True)
class Corpus:
    """Everything under the content folder.

    Attributes:
        root: The content folder.
        shown: How messages name the folder.
        languages: Codes of the language folders, sorted.
        articles: In order of language and name; without the home pages and the files that have problems.
        homes: The home pages, in order of language.
        categories: In the writers' order; empty where there is no `categories.yml`.
        synonyms: Groups of words that mean the same, by language.
        problems: Of all files, in order of path and line.
    """

    root: Path
    shown: str
    languages: tuple[str, ...]
    articles: tuple[Article, ...]
    homes: tuple[HomePage, ...]
    categories: tuple[Category, ...]
    synonyms: Mapping[str, tuple[tuple[str, ...], ...]]
    problems: tuple[Problem, ...]

    def of(self, lang: str) -> tuple[Article, ...]:
        """The articles of a language."""
        return tuple(article for article in self.articles if article.lang == lang)

    def translations(self, article_id: str) -> dict[str, Article]:
        """An article by language, found by its id or by its file's name.

        Raises:
            ContentError: When one of its files cannot be read.
            UnknownName: With the nearest ids.
        """
        found = {a.lang: a for a in self.articles if a.id == article_id}
        found = found or {a.lang: a for a in self.articles if a.name == article_id}
        names = {f"/{name}.md" for name in (article_id, *(a.name for a in found.values()))}
        broken = [problem for problem in self.problems if problem.path.endswith(tuple(names))]
        if broken:
            raise ContentError(broken)
        if not found:
            raise UnknownName("article", article_id, {a.id for a in self.articles})
        return found

    def file(self, article: Article) -> Path:
        """Where an article stands on disk."""
        return self.root / article.lang / f"{article.name}.md"

    def checked(self) -> "Corpus":
        """The corpus itself when nothing is wrong with it.

        Raises:
            ContentError: With every problem.
        """
        if self.problems:
            raise ContentError(self.problems)
        return self


def load(root: Path, actions: Collection[str] | None = None) -> Corpus:
    """Read a content folder.

    Args:
        root: The folder that holds one folder per language.
        actions: The operations that `actions:` may name; None lets every name pass.

    Raises:
        ContentError: When the folder does not exist.
    """
    shown = _shown(root)
    if not root.is_dir():
        raise ContentError(
            [Problem(shown, 0, "no such folder: run this where mkdocs.yml stands, or name the content")]
        )
    problems: list[Problem] = []
    shelves = _categories(root, shown, problems)
    known = Known(tuple(category.id for category in shelves) or None, actions)
    languages = tuple(sorted(d.name for d in root.iterdir() if d.is_dir() and LANGUAGE.fullmatch(d.name)))
    articles = [article for lang in languages for article in _articles(root, shown, lang, known, problems)]
    return Corpus(
        root=root,
        shown=shown,
        languages=languages,
        articles=tuple(articles),
        homes=tuple(home for lang in languages for home in _homes(root, shown, lang, problems)),
        categories=shelves,
        synonyms={lang: _synonyms(root, shown, lang, problems) for lang in languages},
        problems=tuple(sorted(problems)),
    )


def categories(root: Path) -> tuple[Category, ...]:
    """The categories alone, without reading any article; problems are left to `load`."""
    return _categories(root, root.as_posix(), [])


def _shown(root: Path) -> str:
    here = Path.cwd()
    return (root.relative_to(here) if root.is_absolute() and root.is_relative_to(here) else root).as_posix()


def _articles(root: Path, shown: str, lang: str, known: Known, problems: list[Problem]) -> Iterable[Article]:
    for file in sorted((root / lang).glob("*.md")):
        if file.stem == HOME:
            continue
        path = f"{shown}/{lang}/{file.name}"
        try:
            yield parse(read_text(file, path), path, lang, file.stem, known)
        except ContentError as error:
            problems += error.problems


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


def read_text(file: Path, path: str) -> str:
    """A file's text with its own line ends.

    Raises:
        ContentError: When it is not UTF-8, naming the line.
    """
    data = file.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError([Problem(path, line, "not UTF-8: save the file with that encoding")]) from error


def _yaml(file: Path, path: str, problems: list[Problem]) -> Any:  # noqa: ANN401 (YAML is anything)
    if not file.is_file():
        return None
    try:
        return yaml.safe_load(read_text(file, path))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        problems.append(Problem(path, line, f"invalid YAML: {error.problem}"))
    except yaml.YAMLError as error:
        problems.append(Problem(path, 0, f"invalid YAML: {str(error).splitlines()[0]}"))
    except ContentError as error:
        problems += error.problems
    return None


def _categories(root: Path, shown: str, problems: list[Problem]) -> tuple[Category, ...]:
    path = f"{shown}/{CATEGORIES}"
    data = _yaml(root / CATEGORIES, path, problems)
    if data is not None and not isinstance(data, list):
        problems.append(Problem(path, 1, "must be a list of '- id: ...' with a block for each language"))
        return ()
    found = []
    for entry in data or []:
        if not isinstance(entry, dict) or not entry.get("id"):
            problems.append(Problem(path, 0, f"every category needs an 'id'; this one has none: {entry}"))
            continue
        blocks = {lang: block for lang, block in entry.items() if isinstance(block, dict)}
        found.append(
            Category(
                id=str(entry["id"]),
                titles={lang: str(block.get("title") or "") for lang, block in blocks.items()},
                summaries={lang: str(block.get("summary") or "") for lang, block in blocks.items()},
                articles=tuple(str(name) for name in entry.get("articles") or ()),
            )
        )
    return tuple(found)


def _synonyms(root: Path, shown: str, lang: str, problems: list[Problem]) -> tuple[tuple[str, ...], ...]:
    path = f"{shown}/{lang}/{SYNONYMS}"
    data = _yaml(root / lang / SYNONYMS, path, problems)
    if data is None:
        return ()
    if not isinstance(data, list) or not all(isinstance(group, list) for group in data):
        problems.append(Problem(path, 1, "must be a list of groups, as in '- [disdetta, annullamento]'"))
        return ()
    return tuple(tuple(str(word) for word in group) for group in data)
