"""Documents -> one search index per language and its copy for browsers: the one way to become findable."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import search
from kb.kept import digest
from kb.site.files import same_file
from kb.site.pages.languages import Language
from search.index import CURRENT, Index, Staged
from search.index import staged as one_staged
from search.model import Document
from search.query.near import NearTable
from search.static.export import export

FOLDER = "_search"
Progress = Callable[[str, int, int], None]
Synonyms = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class Indexes:
    """The indexes of all languages, whole and on the disk, which nobody sees before `show`."""

    folder: Path
    made: Mapping[str, Staged]

    @property
    def reports(self) -> dict[str, search.Report]:
        """What was done, by language."""
        return {lang: one.report for lang, one in self.made.items()}

    @property
    def totals(self) -> dict[str, int]:
        """How many documents each language has."""
        return {lang: report.total for lang, report in self.reports.items()}

    def announce(self, made: Path, site: Path) -> None:
        """Show them in the moment at which the made site is put in its place."""
        for one in self.made.values():
            one.announce(made, site)

    def show(self) -> None:
        """Publish them one after the other, by renames only; an index that no language has is removed."""
        for one in self.made.values():
            one.publish()
        for left in self.folder.glob(f"*/{CURRENT}"):
            if left.parent.name not in self.made:
                shutil.rmtree(left.parent)


@contextmanager
def staged(
    index: Path,
    languages: Iterable[Language],
    documents: Iterable[Document],
    synonyms: Synonyms,
    *,
    anew: bool = False,
    progress: Progress | None = None,
    near: Mapping[str, NearTable] | None = None,
    product: str = "",
) -> Iterator[Indexes]:
    """Make the indexes of these documents and hold their locks; only changed documents are indexed again.

    Args:
        index: Holds one folder per language.
        languages: Of the site; one without documents gets an empty index.
        documents: Of all languages.
        synonyms: Groups of words by language.
        anew: Build everything again, which also refreshes the average lengths.
        progress: Called with language, documents done and documents to do.
        near: The near words of each language that has a table of them.
        product: Its name, which says nothing about the topic of a search.
    """
    by_language: dict[str, list[Document]] = {language.code: [] for language in languages}
    for document in documents:
        by_language[document.lang].append(document)
    with ExitStack() as locks:
        made = {}
        for lang, own in sorted(by_language.items()):  # in one order: no two writers wait for each other
            told = _of_language(progress, lang)
            table = (near or {}).get(lang, NearTable()).in_use()
            given = index / lang, lang, own, synonyms.get(lang, ()), told
            one = one_staged(*given, anew=anew, near=table, product=product)
            made[lang] = locks.enter_context(one)
        yield Indexes(index, made)


def publish(
    indexes: Indexes,
    site: Path,
    last: Path,
    languages: Iterable[Language],
    known: MutableMapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Write the indexes into a site, for browsers.

    Args:
        indexes: Of all languages, seen or not.
        site: The site under construction.
        last: The site of the last build: its search files stay for readers who have its pages open.
        languages: Of the site.
        known: By language which index the last site's files were made from, and what tells them; this
            site's are noted there.

    Returns:
        What the operator should know: languages without rules for search, or without texts for the interface.
    """
    notes, known = list[str](), {} if known is None else known
    if last != site and (last / FOLDER).is_dir():
        # None of them is ever written again: others take their places by renames.
        shutil.copytree(last / FOLDER, site / FOLDER, dirs_exist_ok=True, copy_function=same_file)
    for language in languages:
        build = indexes.made[language.code].path
        with Index.of_build(build) as index:
            if known.get(language.code) != _told(build, site, language.code):
                export(index, site / FOLDER)
                known[language.code] = _told(build, site, language.code)
            notes += _notes(language, index)
    return tuple(notes)


def _told(build: Path, site: Path, lang: str) -> str:
    """Which index a language's files were made from, and what is in the first of them."""
    entry = site / FOLDER / f"{lang}.bin"
    return f"{build.name} {digest(entry.read_bytes()) if entry.is_file() else ''}"


def _of_language(progress: Progress | None, lang: str) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(lang, done, total)) if progress else None


def _notes(language: Language, index: Index) -> list[str]:
    notes = []
    if not index.language.has_rules:
        notes.append(language.t("site.no_analysis", lang=language.code))
    if language.ui != language.code:
        notes.append(language.t("site.no_strings", lang=language.code))
    return notes
