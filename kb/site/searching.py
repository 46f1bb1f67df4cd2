"""Documents -> one search index per language and its copy for browsers: the one way to become findable."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import search
from kb.site.pages.languages import Language
from search.engine import Engine
from search.model import Document
from search.static.export import export

FOLDER = "_search"
CURRENT = "CURRENT"  # an index is a folder that holds this file
Progress = Callable[[str, int, int], None]
Synonyms = Mapping[str, tuple[tuple[str, ...], ...]]


def update(
    index: Path,
    languages: Iterable[Language],
    documents: Iterable[Document],
    synonyms: Synonyms,
    *,
    anew: bool = False,
    progress: Progress | None = None,
) -> dict[str, search.Report]:
    """Bring the indexes to the documents; only changed ones are indexed again.

    Args:
        index: Holds one folder per language; that of a language which the site no longer has is removed.
        languages: Of the site; one without documents gets an empty index.
        documents: Of all languages.
        synonyms: Groups of words by language.
        anew: Build everything again, which also refreshes the average lengths.
        progress: Called with language, documents done and documents to do.

    Returns:
        What was done, by language.
    """
    by_language: dict[str, list[Document]] = {language.code: [] for language in languages}
    for document in documents:
        by_language[document.lang].append(document)
    for left in index.glob(f"*/{CURRENT}"):
        if left.parent.name not in by_language:
            shutil.rmtree(left.parent)
    do = search.build if anew else search.update
    return {
        lang: do(index / lang, lang, own, synonyms.get(lang, ()), _of_language(progress, lang))
        for lang, own in by_language.items()
    }


def publish(index: Path, site: Path, last: Path, languages: Iterable[Language]) -> tuple[str, ...]:
    """Write the indexes into a site, for browsers.

    Args:
        index: Holds one folder per language.
        site: The site under construction.
        last: The site of the last build: its search files stay for readers who have its pages open.
        languages: Of the site.

    Returns:
        What the operator should know: languages without rules for search, or without texts for the interface.
    """
    notes: list[str] = []
    if last != site and (last / FOLDER).is_dir():
        shutil.copytree(last / FOLDER, site / FOLDER, dirs_exist_ok=True)
    for language in languages:
        engine = Engine.open(index / language.code)
        try:
            export(engine, site / FOLDER)
            notes += _notes(language, engine)
        finally:
            engine.close()
    return tuple(notes)


def _of_language(progress: Progress | None, lang: str) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(lang, done, total)) if progress else None


def _notes(language: Language, engine: Engine) -> list[str]:
    notes = []
    if not engine.index.analyzer.has_rules:
        notes.append(language.t("site.no_analysis", lang=language.code))
    if language.ui != language.code:
        notes.append(language.t("site.no_strings", lang=language.code))
    return notes
