"""Renders one page of a site on request, so that a writer sees a saved change in a blink.

Settings, files, navigation and the front matter of all articles are read once; only the asked page is read
and rendered again, by MkDocs' own functions. A new or deleted file needs a new preview.
"""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from mkdocs.commands.build import _build_page, _populate_page

from kb.errors import ContentError, UnknownName
from kb.site import library
from kb.site.mkdocs_read import load, read_site
from kb.site.pages.generated import CATEGORY


class Preview:
    """A site of which single pages are rendered when somebody asks for them."""

    def __init__(self, config_file: Path) -> None:
        """Read everything but the articles' texts.

        Raises:
            ContentError: With every problem of the content.
        """
        config = load(config_file.parent)
        config.site_dir = self.folder = tempfile.mkdtemp(prefix="kb-preview.")
        try:
            self.site = read_site(config, lambda plugin, path: path not in plugin.library.articles)
        except ContentError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.plugin = self.site.plugin
        self.by_url = {page.url: path for path, page in self.site.pages.items()}
        self.seen: dict[str, int] = {}

    def page(self, url: str) -> str:
        """The HTML of a page as its source stands now.

        Args:
            url: From the site's root without a leading slash, "it/receipts/".

        Raises:
            UnknownName: When the site has no such page.
            ContentError: With every problem of the article, or of the articles that a category's page shows.
        """
        path = self.by_url.get(quote(url))
        if path is None:
            raise UnknownName("page", url, self.by_url)
        for source in self._shown_on(path):
            self._refresh(source)
        site, page = self.site, self.site.pages[path]
        _build_page(page, site.config, site.files.documentation_pages(), site.nav, site.env)
        return Path(page.file.abs_dest_path).read_text(encoding="utf-8")

    def close(self) -> None:
        """Remove what was rendered."""
        self.site.config.plugins.on_shutdown()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _shown_on(self, path: str) -> list[str]:
        """The sources whose text a page shows: its own, or every answer of its category."""
        template = self.plugin.generated.get(path)
        if template == CATEGORY:
            return [entry.source for entry in self.plugin.site.topic_of(path).entries]
        return [] if template else [path]

    def _refresh(self, path: str) -> None:
        """Read and render a source again when it changed."""
        file = Path(self.site.config.docs_dir, path)
        changed = file.stat().st_mtime_ns
        if self.seen.get(path) == changed:
            return
        plugin, page = self.plugin, self.site.pages[path]
        if path in plugin.library.articles:
            plugin.library = library.refresh(plugin.library, Path(self.site.config.docs_dir), path)
        plugin.refused.clear()
        _populate_page(page, self.site.config, self.site.files)
        if plugin.refused:
            raise ContentError(plugin.refused)
        pages = {**plugin.site.pages, path: plugin.rendered(page)}
        plugin.site = replace(plugin.site, library=plugin.library, pages=pages)
        self.seen[path] = changed
