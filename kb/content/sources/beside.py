"""What stands beside the articles of a content folder: first pages, categories, synonyms, near words."""

from collections.abc import Collection, Iterable
from pathlib import Path

from kb.content.sources import home as home_page
from kb.content.sources import near as near_words
from kb.content.sources import synonyms as groups_of_words
from kb.content.sources.categories import Shelves
from kb.content.sources.categories import parse as parse_categories
from kb.content.sources.files import CATEGORIES, HOME, SYNONYMS
from kb.content.sources.home import HomePage
from kb.content.sources.synonyms import Groups
from kb.content.sources.texts import read_data, read_text
from kb.errors import ContentError, Problem
from search.query.near import FILE as NEAR
from search.query.near import NearTable


def homes(root: Path, shown: str, lang: str, problems: list[Problem]) -> Iterable[HomePage]:
    """The first page of a language, if somebody wrote one that can be read."""
    file = root / lang / f"{HOME}.md"
    if file.is_file():
        path = f"{shown}/{lang}/{file.name}"
        try:
            page, faults = home_page.parse(read_text(file, path), path, lang)
        except ContentError as error:
            problems += error.problems
        else:
            problems += faults
            yield page


def shelves(root: Path, shown: str, languages: Collection[str]) -> Shelves:
    """The writers' categories."""
    path = f"{shown}/{CATEGORIES}"
    if not (root / CATEGORIES).is_file():
        return Shelves()
    try:
        return parse_categories(read_data(root / CATEGORIES, path), path, languages)
    except ContentError as error:
        return Shelves(problems=error.problems)


def near(root: Path, shown: str, lang: str, problems: list[Problem]) -> NearTable:
    """The near words of a language."""
    file, path = root / lang / NEAR, f"{shown}/{lang}/{NEAR}"
    try:
        table, faults = near_words.parse(read_text(file, path) if file.is_file() else "", path)
    except ContentError as error:
        table, faults = NearTable(), list(error.problems)
    problems += faults
    return table


def synonyms(root: Path, shown: str, lang: str, problems: list[Problem]) -> Groups:
    """The words of a language that mean the same."""
    path = f"{shown}/{lang}/{SYNONYMS}"
    if not (root / lang / SYNONYMS).is_file():
        return ()
    try:
        groups, faults = groups_of_words.parse(read_data(root / lang / SYNONYMS, path), path)
    except ContentError as error:
        groups, faults = (), list(error.problems)
    problems += faults
    return groups
