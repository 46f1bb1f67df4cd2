"""The search index of each language brought up to date, and its copy for browsers written into the site."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from kb.site.pages.languages import Language
from search.engine import Engine
from search.index import update
from search.model import Document
from search.static.export import export

FOLDER = "_search"


def publish(
    index: Path,
    site: Path,
    last: Path,
    languages: Iterable[Language],
    documents: Iterable[Document],
    synonyms: Mapping[str, tuple[tuple[str, ...], ...]],
) -> tuple[str, ...]:
    """Index what changed and export it.

    Args:
        index: Holds one folder per language.
        site: The site under construction.
        last: The site of the last build: its search files stay for readers who have its pages open.
        languages: Of the site; one without documents gets an empty index.
        documents: Of all languages.
        synonyms: Groups of words by language.

    Returns:
        What the operator should know: languages without rules for search, or without texts for the interface.
    """
    by_language: dict[str, list[Document]] = {}
    for document in documents:
        by_language.setdefault(document.lang, []).append(document)
    notes: list[str] = []
    if last != site and (last / FOLDER).is_dir():
        shutil.copytree(last / FOLDER, site / FOLDER, dirs_exist_ok=True)
    for language in languages:
        folder = index / language.code
        update(folder, language.code, by_language.get(language.code, []), synonyms.get(language.code, ()))
        engine = Engine.open(folder)
        try:
            export(engine, site / FOLDER)
            notes += _notes(language, engine)
        finally:
            engine.close()
    return tuple(notes)


def _notes(language: Language, engine: Engine) -> list[str]:
    notes = []
    if not engine.index.analyzer.has_rules:
        notes.append(language.t("site.no_analysis", lang=language.code))
    if language.ui != language.code:
        notes.append(language.t("site.no_strings", lang=language.code))
    return notes
