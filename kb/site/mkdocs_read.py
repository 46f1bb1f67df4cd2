"""A site read by MkDocs and put together without writing its pages: for its search index and for previews."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml
from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

import search
from kb.errors import ContentError, Problem
from kb.site import settings
from kb.site.keeping.file import keeping
from kb.site.keeping.texts import Texts
from kb.site.plugin import KbPlugin
from kb.site.searching import Progress
from kb.site.stop import ContentStop

# Of a help center that has no mkdocs.yml.
DEFAULTS = {"site_name": "Help center", "docs_dir": settings.CONTENT, "site_dir": "build/site"}
SKIN = {"theme": {"name": "material"}, "plugins": ["kb"]}


@dataclass
class ReadSite:
    """What MkDocs and its plugins know before the first page is written."""

    config: MkDocsConfig
    plugin: KbPlugin
    files: Files
    nav: Navigation
    env: Environment
    pages: dict[str, Page]


def load(root: Path, strict: bool = False) -> MkDocsConfig:
    """The settings of a site, or of a help center that has no mkdocs.yml.

    Args:
        root: Where mkdocs.yml stands, or the folder above `content/`.
        strict: Warnings count as faults.

    Raises:
        ContentError: When MkDocs refuses them.
    """
    file = settings.find(root)
    source = None if file else io.StringIO(yaml.safe_dump(DEFAULTS | SKIN))
    kept = cast(
        Plugins, MkDocsConfig.plugins
    ).plugin_cache  # between two readings in a process; here each has its own
    kept.clear()
    try:
        return load_config(
            source or str(file), config_file_path=str(file or root / "mkdocs.yml"), strict=strict
        )
    except (Abort, ConfigurationError) as error:
        raise ContentError([Problem(str(file), 0, str(error))]) from error
    finally:
        kept.clear()


def plugin_of(config: MkDocsConfig) -> KbPlugin:
    """The plugin that a site's settings name.

    Raises:
        ContentError: When they name none.
    """
    for found in config.plugins.values():
        if isinstance(found, KbPlugin):
            return found
    raise ContentError([Problem(config.config_file_path, 0, "names no plugin 'kb': add it under 'plugins:'")])


def read_site(
    config: MkDocsConfig, is_needed: Callable[[KbPlugin, str], bool], texts: Texts | None = None
) -> ReadSite:
    """Read a site as a build does, as far as its first written page.

    Args:
        config: From `load`.
        is_needed: Whether the page of a source path is rendered already now.
        texts: What is known of the articles' HTML.

    Raises:
        ContentError: With every problem of the content.
    """
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())  # a build tells what MkDocs warns of
    plugin = plugin_of(config)
    plugin.prints_problems, texts = False, texts or Texts(None)
    events = config.plugins
    events.on_startup(command="build", dirty=False)
    try:
        config = events.on_config(config)
        events.on_pre_build(config=config)
        files = get_files(config)
        env = config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = events.on_files(files, config=config)
    except ContentStop as stop:
        raise ContentError(stop.problems) from stop
    set_exclusions(files, config)
    nav = events.on_nav(get_navigation(files, config), config=config, files=files)
    pages = {file.src_uri: _page(file, config) for file in files.documentation_pages()}
    for path, page in pages.items():
        if is_needed(plugin, path):
            texts.fill(page, plugin, config, files)
    env = events.on_env(env, config=config, files=files)
    return ReadSite(config, plugin, files, nav, env, pages)


def update_index(
    root: Path,
    index: Path,
    *,
    anew: bool = False,
    progress: Progress | None = None,
    found: Callable[[tuple[str, ...]], None] | None = None,
) -> dict[str, search.Report]:
    """Bring the search indexes to what a build would find now, without building.

    Args:
        root: Where mkdocs.yml stands, or the folder above `content/`.
        index: Holds one folder per language.
        anew: Build everything again.
        progress: Called with language, documents done and documents to do.
        found: Called with the site's languages before an index is touched; may raise.

    Raises:
        ContentError: With every problem of the content; then no index is touched.
    """
    config = load(root)
    known = keeping(config, plugin_of(config), anew)
    site = read_site(config, lambda plugin, path: True, known.texts)
    try:
        if found:
            found(tuple(language.code for language in site.plugin.languages))
        known.save()
        with site.plugin.staged(index, anew, progress) as site.plugin.indexes:
            site.plugin.show_indexes()
            return site.plugin.indexes.reports
    finally:
        site.config.plugins.on_shutdown()


def _page(file: File, config: MkDocsConfig) -> Page:
    return file.page or Page(None, file, config)


class Warnings(logging.Handler):
    """Keeps what MkDocs warns of, for who asked for a strict build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[Problem] = []

    def stop(self, strict: bool) -> None:
        """Raise ContentError where they are problems."""
        if strict and self.found:
            raise ContentError(self.found)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.found.append(Problem("mkdocs", 0, record.getMessage()))

    @classmethod
    @contextmanager
    def heard(cls) -> Iterator["Warnings"]:
        """Those of what is done meanwhile."""
        warnings, log = cls(), logging.getLogger("mkdocs")
        log.addHandler(warnings)
        try:
            yield warnings
        finally:
            log.removeHandler(warnings)
