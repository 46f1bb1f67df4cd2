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
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from kb.errors import ContentError, UnknownName
from kb.site import library
from kb.site.mkdocs_build import plugin_of
from kb.site.pages.compose import CATEGORY
from kb.site.plugin import ContentStop


class Preview:
    """A site of which single pages are rendered when somebody asks for them."""

    def __init__(self, config_file: Path) -> None:
        """Read everything but the articles' texts.

        Raises:
            ContentError: With every problem of the content.
        """
        self.config = load_config(str(config_file))
        self.plugin = plugin_of(self.config, config_file)
        self.config.site_dir = tempfile.mkdtemp(prefix="kb-preview.")
        events = self.config.plugins
        events.on_startup(command="serve", dirty=False)
        try:
            self.config = events.on_config(self.config)
            files = get_files(self.config)
            env = self.config.theme.get_env()
            files.add_files_from_theme(env, self.config)
            self.files = events.on_files(files, config=self.config)
        except ContentStop as stop:
            self.close()
            raise ContentError(stop.problems) from stop
        set_exclusions(self.files, self.config)
        self.nav = events.on_nav(
            get_navigation(self.files, self.config), config=self.config, files=self.files
        )
        self.pages = {file.src_uri: _page(file, self) for file in self.files.documentation_pages()}
        for path, page in self.pages.items():
            if path not in self.plugin.library.articles:
                _populate_page(page, self.config, self.files)
        self.env = events.on_env(env, config=self.config, files=self.files)
        self.by_url = {page.url: path for path, page in self.pages.items()}
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
        page = self.pages[path]
        _build_page(page, self.config, self.files.documentation_pages(), self.nav, self.env)
        return Path(page.file.abs_dest_path).read_text(encoding="utf-8")

    def close(self) -> None:
        """Remove what was rendered."""
        self.config.plugins.on_shutdown()
        shutil.rmtree(self.config.site_dir, ignore_errors=True)

    def _shown_on(self, path: str) -> list[str]:
        """The sources whose text a page shows: its own, or every answer of its category."""
        template = self.plugin.generated.get(path)
        if template == CATEGORY:
            return [entry.source for entry in self.plugin.site.topic_of(path).entries]
        return [] if template else [path]

    def _refresh(self, path: str) -> None:
        """Read and render a source again when it changed."""
        file = Path(self.config.docs_dir, path)
        changed = file.stat().st_mtime_ns
        if self.seen.get(path) == changed:
            return
        plugin, page = self.plugin, self.pages[path]
        if path in plugin.library.articles:
            plugin.library = library.refresh(plugin.library, Path(self.config.docs_dir), path)
        _populate_page(page, self.config, self.files)
        pages = {**plugin.site.pages, path: plugin.rendered(page)}
        plugin.site = replace(plugin.site, library=plugin.library, pages=pages)
        self.seen[path] = changed


def _page(file: File, preview: Preview) -> Page:
    return file.page or Page(None, file, preview.config)
