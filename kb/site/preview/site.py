"""A site rendered page by page on request, so that a writer sees what was saved in a blink.

The heads of all articles are read once; the asked page is read and rendered again, by MkDocs' own functions.
What changes the site's files is read again whole, from memory where it can be.
"""

import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from urllib.parse import quote

from kb.content.sources.files import SYNONYMS
from kb.errors import ContentError, Problem, UnknownName
from kb.site.pages.languages import language_at
from kb.site.preview.behind import Known, behind
from kb.site.preview.findings import HINTS, Findings
from kb.site.preview.heads import Heads
from kb.site.preview.left_out import left_out
from kb.site.preview.reading import Reading
from kb.site.preview.search import Search, Searched
from kb.site.preview.unseen import badge
from kb.site.searching import FOLDER
from kb.translating.difference import Difference
from search.query.near import FILE as NEAR

# What says which words mean the same; no page shows them.
WORDS = (SYNONYMS, NEAR)
HEADS = Path("build") / "preview" / "articles.json"


@dataclass(frozen=True)
class Shown:
    """A page as its source stands now.

    Attributes:
        html: What a build would write.
        lang: The page's language.
        file: Its source as a writer would name it; empty for a page that nobody writes.
        badge: Why a build would leave it out, "Draft"; empty for a page that is shown.
        badge_hint: What to do about that.
        drafts: The addresses of all such pages, from the site's root, each with its badge.
        problems: What is wrong with it, or with the whole site.
        hints: What might be better.
        changes: What changed in the original that it translates.
    """

    html: str
    lang: str
    file: str = ""
    badge: str = ""
    badge_hint: str = ""
    drafts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()
    changes: tuple[Difference, ...] = ()


class Preview:
    """A site of which single pages are rendered when somebody asks for them; one at a time."""

    def __init__(self, root: Path) -> None:
        """Read the heads of all articles.

        Args:
            root: Where mkdocs.yml stands, or the folder above `content/`.

        Raises:
            ContentError: When the site's settings cannot be used.
        """
        self.root, self.turn = root, RLock()
        self.heads = Heads(root / HEADS)
        self.faults: tuple[Problem, ...] = ()
        self.known_changes: Known = {}
        self.folder = tempfile.mkdtemp(prefix="kb-preview.")
        try:
            self.reading = Reading(root, self.folder, self.heads)
        except ContentError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.heads.save()
        self.findings = Findings(self.reading)
        self.search = Search(Path(self.folder) / "search", self._searched)

    def page(self, url: str) -> Shown:
        """A page as its source stands now.

        Args:
            url: From the site's root without a leading slash, "it/receipts/".

        Raises:
            ContentError: When its template cannot be used.
            UnknownName: When the site has no such page.
        """
        with self.turn:
            path = self._renewed(url)
            for source in self.reading.shown_on(path):
                self.reading.fill(source)
            return self._shown(path)

    def answer(self, article: str, lang: str) -> str:
        """The address of an article in a language. Raises KeyError where there is none."""
        with self.turn:
            urls = {
                (each.id, each.lang): each.url
                for each in (shown.article for shown in self.reading.articles.values())
            }
        return urls[article, lang]

    def lost(self) -> Shown:
        """The page of an address that does not exist."""
        with self.turn:
            default = self.reading.plugin.languages[0].code
            return Shown(self.reading.lost(), default, problems=self._everywhere(""))

    def file(self, path: str) -> Path | bytes | None:
        """A file of the site that is no page; None where there is none."""
        if path.startswith(f"{FOLDER}/"):
            return self.search.file(path)
        with self.turn:
            return self.reading.files.get(path)

    def folders(self) -> tuple[Path, ...]:
        """What the site is made from."""
        return tuple(self.reading.folders())

    def update(self, paths: Collection[Path]) -> bool:
        """Take notice of files that were written, renamed or deleted; whether search answers otherwise now.

        An article's own words are no such change: whoever searches for them looks again.
        """
        with self.turn:
            docs = self.reading.docs
            own = [path.relative_to(docs).as_posix() for path in paths if path.is_relative_to(docs)]
            is_known = len(own) == len(paths) and all(path in self.reading.keys for path in own)
            if not is_known or not all(self.reading.renew(path) for path in own):
                self._read()
            self.search.forget()
            return any(path.name in WORDS for path in paths)

    def close(self) -> None:
        """Remove what was rendered, remember what was read."""
        self.search.close()
        self.heads.save()
        self.reading.site.config.plugins.on_shutdown()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _renewed(self, url: str) -> str:
        """The source path of a page, after a look at all that the page shows."""
        path = self.reading.by_url.get(quote(url))
        if path is None and not self.reading.is_complete():
            self._read()
        elif path is not None:
            if all(self.reading.renew(source) for source in self.reading.shown_on(path)):
                return path
            self._read()
        path = self.reading.by_url.get(quote(url))
        if path is None:
            raise UnknownName("page", url, self.reading.by_url)
        return path

    def _read(self) -> None:
        """Read the whole site again; what cannot be read is told on every page of the last reading."""
        try:
            last, self.reading = self.reading, Reading(self.root, self.folder, self.heads)
            self.findings = Findings(self.reading)
            last.site.config.plugins.on_shutdown()
            self.faults = self.reading.sources.snapshots
        except ContentError as error:
            self.faults = error.problems
        self.search.forget()

    def _searched(self) -> Searched:
        """What search is made of; between two articles pages have their turn."""
        with self.turn:
            reading = self.reading
            paths, library = [*reading.live.entries], reading.plugin.library
        found = []
        for path in paths:
            with self.turn:
                document = reading.document(path)
            if document:
                found.append(document)
        return Searched(reading.plugin.languages, tuple(found), library.synonyms, library.near)

    def _everywhere(self, path: str) -> tuple[Problem, ...]:
        """What is wrong with the whole site, told on every page; `path` tells its own by itself."""
        return (*self.faults, *self.reading.warnings, *self.reading.beside, *left_out(self.reading, path))

    def _shown(self, path: str) -> Shown:
        reading = self.reading
        known = reading.articles.get(path)
        language = language_at(path, reading.plugin.languages) or reading.plugin.languages[0]
        found = self.findings.of(path)
        own = (*reading.faults.get(path, ()), *(p for p in found if p.rule not in HINTS))
        badges = {
            one.article.file: badge(
                reading.heads.last(reading.docs / one.article.file).article, reading.sources.day, language
            )
            for one in reading.articles.values()
            if one.article.status == "draft"
        }
        said, hint = badges.get(path, ("", ""))
        urls = {file: reading.articles[file].article.url for file in badges}
        return Shown(
            html=reading.html(path),
            lang=language.code,
            file=known.article.path if known else "",
            badge=said,
            badge_hint=hint,
            drafts={urls[file]: label for file, (label, _) in badges.items()},
            problems=tuple(dict.fromkeys((*self._everywhere(path), *own))),
            hints=tuple(p for p in found if p.rule in HINTS),
            changes=behind(reading, path, self.known_changes),
        )
