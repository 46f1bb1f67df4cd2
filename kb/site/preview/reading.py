"""One reading of a whole site: the heads of all articles, and the pages that somebody looked at."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cached_property
from pathlib import Path

from mkdocs.commands.build import _build_page, _build_template, _populate_page
from mkdocs.structure.pages import Page

from kb.content.sources.files import walk
from kb.errors import ContentError, Problem
from kb.site import publish, settings
from kb.site.library import Library
from kb.site.mkdocs_read import Warnings, load, plugin_of, read_site
from kb.site.options import sources_of
from kb.site.pages import compose
from kb.site.pages.generated import CATEGORY
from kb.site.pages.model import Rendered
from kb.site.preview.heads import Heads
from kb.site.preview.live import Live, in_files, in_lists, unread
from kb.site.preview.sources import Sources
from kb.theme import OVERRIDES
from search.model import Document


class Reading:
    """A site whose articles may change their texts; what changes its files needs another reading.

    Attributes:
        faults: Of pages that could not be rendered, by source path.
    """

    def __init__(self, root: Path, folder: str, heads: Heads) -> None:
        """Read everything but the articles' texts.

        Args:
            root: Where mkdocs.yml stands, or the folder above `content/`.
            folder: Where pages are written.
            heads: Remembers the articles.

        Raises:
            ContentError: When the site's settings cannot be used.
        """
        with Warnings.heard() as warnings:
            config = load(root)
        self.warnings = tuple(
            replace(one, path=str(settings.find(root) or one.path)) for one in warnings.found
        )
        config.site_dir = folder
        self.heads, self.plugin, self.sources = heads, plugin_of(config), Sources(heads)
        self.plugin.is_preview, self.plugin.read_library = True, self.sources.read
        self.site = read_site(config, lambda plugin, path: False)
        self.docs, self.growing = Path(config.docs_dir), settings.read(root).growing
        self.faults: dict[str, tuple[Problem, ...]] = {}
        self.filled: set[str] = set()
        self.articles = dict(self.plugin.library.articles)
        self.plugin.library = replace(self.plugin.library, articles=self.articles)
        self.keys = {path: heads.again(self.docs / path).key for path in self.articles}
        self.documents: dict[str, tuple[str, Document | None]] = {}
        self.times: dict[str, int] = {}
        self.pages: dict[str, Rendered] = {}
        self._compose()
        for path, page in self.site.pages.items():
            self.pages[path] = self._first(path, page)
        self.by_url = {page.url: path for path, page in self.site.pages.items()}
        self.doc_files = self.site.files.documentation_pages()

    @property
    def live(self) -> Live:
        """The site as far as it is known."""
        assert isinstance(self.plugin.site, Live)
        return self.plugin.site

    @property
    def beside(self) -> tuple[Problem, ...]:
        """What is wrong with the files beside the articles: categories, synonyms."""
        corpus = self.sources.corpus
        names = {f"{corpus.shown}/{name}" for name in corpus.paths if not name.endswith(".md")}
        return tuple(one for one in corpus.problems if one.path in names)

    @property
    def library(self) -> Library:
        """The sources."""
        return self.plugin.library

    def folders(self) -> Iterator[Path]:
        """All that the site is made from, and its settings."""
        yield from (path for path in sources_of(self.site.config, OVERRIDES) if path.exists())
        yield from (path for path in [Path(self.site.config.config_file_path)] if path.exists())

    def shown_on(self, path: str) -> list[str]:
        """The sources of which a page shows something: its own, its translations, its category's answers."""
        if self.plugin.generated.get(path) == CATEGORY:
            return [path, *(entry.source for entry in self.live.topic_of(path).entries)]
        return [path, *(other for other in self.live.translations(path) if other != path)]

    def renew(self, path: str) -> bool:
        """Take notice of a source that may have changed; False when the whole site has to be read again."""
        if path in self.plugin.generated:
            return True
        try:
            if path not in self.keys:
                return self.times[path] == (self.docs / path).stat().st_mtime_ns
            head = self.heads.again(self.docs / path)
        except OSError:
            return False
        if head.key == self.keys[path]:
            return True
        old, new = self.articles[path], self.sources.shown(head.article)
        self.keys[path], self.articles[path] = head.key, new
        self.filled.discard(path)
        if in_lists(old.article) != in_lists(new.article):
            self.pages[path] = unread(self.site.pages[path], "main.html", new.title)
            self._compose()
        return in_files(old.article) == in_files(new.article)

    def fill(self, path: str) -> None:
        """Read and render a page's text, if that is still to do."""
        if path in self.filled:
            return
        page = self.site.pages[path]
        if path in self.keys:
            whole = self.heads.whole(self.docs / path)
            self.articles[path] = self.sources.shown(whole)
        self.faults.pop(path, None)
        try:
            _populate_page(page, self.site.config, self.site.files)
        except Exception as error:  # of any extension that the site has
            self.faults[path] = (Problem(path, 0, str(error)),)
            page.content = page.content or ""
        self.plugin.refused.clear()
        self.pages[path] = self.plugin.rendered(page)
        self.filled.add(path)

    def html(self, path: str) -> str:
        """A page as a build writes it, of texts that were filled before.

        Raises:
            ContentError: When its template cannot be used.
        """
        page, site = self.site.pages[path], self.site
        try:
            _build_page(page, site.config, self.doc_files, site.nav, site.env)
        except Exception as error:
            raise ContentError([Problem(path, 0, f"{type(error).__name__}: {error}")]) from error
        return Path(page.file.abs_dest_path).read_text(encoding="utf-8")

    def document(self, path: str) -> Document | None:
        """What search indexes of a page; None of drafts and of what search leaves out."""
        if path not in self.live.entries or not self.renew(path):
            return None
        found = self.articles.get(path)
        if found and found.article.status == "draft":
            return None
        key = self.keys.get(path, "")
        if path not in self.documents or self.documents[path][0] != key or not key:
            self.fill(path)
            self.documents[path] = (key, self.live.document(path))
        return self.documents[path][1]

    def lost(self) -> str:
        """The page of an address that does not exist."""
        site = self.site
        template = site.env.get_template("404.html")
        return _build_template("404.html", template, site.files, site.config, site.nav)

    @cached_property
    def files(self) -> dict[str, Path | bytes]:
        """The files of the site that are no pages, by address."""
        found: dict[str, Path | bytes] = {
            file.dest_uri: Path(file.abs_src_path) if file.abs_src_path else file.content_bytes
            for file in self.site.files
            if not file.is_documentation_page()
        }
        has_home = "index.html" in {file.dest_uri for file in self.site.files}
        texts = publish.texts(self.live, self.site.env, self.site.config, self.plugin.config.theme, has_home)
        return found | {path: text.encode() for path, text in texts.items()}

    def is_complete(self) -> bool:
        """Whether there are no other files than those that were read."""
        return tuple(walk(self.docs)) == self.sources.corpus.paths

    def _first(self, path: str, page: Page) -> Rendered:
        """A page before anybody looks at it; what is no article says only in its text what it is called."""
        if path in self.articles:
            page.title = self.articles[path].title
            return unread(page, "main.html", self.articles[path].title)
        if template := self.plugin.generated.get(path):
            return unread(page, template, generated=True)
        self.times[path] = (self.docs / path).stat().st_mtime_ns if page.file.abs_src_path else 0
        self.fill(path)
        return self.pages[path]

    def _compose(self) -> None:
        """Forget what lists show."""
        known = self.plugin.site
        given = {part.name: getattr(known, part.name) for part in fields(compose.Composition)}
        answers = known.answers if isinstance(known, Live) else {}
        given |= {"library": self.plugin.library, "pages": self.pages}
        self.plugin.site = Live(**given, answers=answers)
        self.__dict__.pop("files", None)
