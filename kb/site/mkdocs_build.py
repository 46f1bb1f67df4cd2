"""Drives MkDocs: one whole build of a site, put in the place of the last one when all went well."""

import contextlib
import ctypes
import filecmp
import logging
import os
import shutil
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import _build_extra_template, _build_page, _build_theme_template
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from kb.errors import ContentError, Problem
from kb.site.freshness import Taken
from kb.site.keeping.file import keeping
from kb.site.keeping.pages import Pages
from kb.site.mkdocs_read import ReadSite, Warnings, plugin_of, read_site
from kb.site.pages.seen import Seen
from kb.site.stop import ContentStop

ABANDONED_SECONDS = 3600
SWAPS = 5
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of Linux: paths are as they stand; both folders change names


@dataclass(frozen=True)
class Built:
    """A built site.

    Attributes:
        site: Its folder.
        index: The folder of its indexes.
        taken: What it was made from, as it was before it was read.
        home: Where its pages say that it stands on its host, "/" or "/help/".
        notes: What to know about it.
    """

    site: Path
    index: Path
    taken: Taken
    home: str
    notes: tuple[str, ...]


def build_site(config_file: Path, strict: bool, anew: bool = False) -> Built:
    """Build a site beside the last one and put it in its place when all went well.

    Args:
        config_file: The site's mkdocs.yml.
        strict: Warnings are problems.
        anew: Make every page again.

    Raises:
        ContentError: With every problem of the content, and in strict mode every warning of MkDocs.
    """
    warnings = Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        made = _build(config_file, strict, anew, warnings)
        return replace(made, notes=(*made.notes, *(problem.message for problem in warnings.found)))
    except (BuildError, Abort, ConfigurationError) as error:
        found = error.problems if isinstance(error, ContentStop) else warnings.found
        raise ContentError(found or [Problem(str(config_file), 0, str(error))]) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)


def _build(config_file: Path, strict: bool, anew: bool, warnings: Warnings) -> Built:
    config = load_config(str(config_file), strict=strict)
    plugin = plugin_of(config)
    site = plugin.last_site = Path(config.site_dir)
    site.parent.mkdir(parents=True, exist_ok=True)
    _sweep(site, time.time() - ABANDONED_SECONDS)
    config.site_dir = tempfile.mkdtemp(prefix=f"{site.name}.", dir=site.parent)
    plugin.held, kept = ExitStack(), keeping(config, plugin, anew)
    pages = kept.pages(site, Path(config.site_dir))
    try:
        _write(read_site(config, lambda plugin, path: True, kept.texts), pages)
        warnings.stop(strict)
        plugin.indexes.announce(Path(config.site_dir), site)
        _keep_hidden(Path(config.site_dir), site)
        _keep_times(Path(config.site_dir), site)
        _put_in_place(Path(config.site_dir), site)
        plugin.show_indexes()
        kept.save(pages)
    except Exception as error:
        config.plugins.on_build_error(error=error)
        raise
    finally:
        plugin.held.close()
        config.plugins.on_shutdown()
        shutil.rmtree(config.site_dir, ignore_errors=True)
    home = urlsplit(config.site_url or "").path or "/"
    return Built(site, plugin.index_of(config), plugin.taken, home, plugin.notes)


def _write(site: ReadSite, pages: Pages) -> None:
    """Write all files of a site as MkDocs does, but for the pages that would come out as they are."""
    config, files, env, nav = site.config, site.files, site.env, site.nav
    files.copy_static_files()
    for name in config.theme.static_templates:
        _build_theme_template(name, env, files, config, nav)
    for name in config.extra_templates:
        _build_extra_template(name, files, config, nav)
    documents, seen = files.documentation_pages(), Seen(site.plugin.site)
    for file in documents:
        key = seen.key(file.src_uri)
        if not pages.take(file.dest_uri, key):
            assert file.page is not None
            _build_page(file.page, config, documents, nav, env)
            pages.note(file.dest_uri, key)
    for file in documents:
        assert file.page is not None
        file.page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    config.plugins.on_post_build(config=config)


def _sweep(site: Path, before: float) -> None:
    """Remove what killed builds left beside the site, last touched before that time in seconds since 1970."""
    for left in site.parent.glob(f"{site.name}.*"):
        if left.is_dir() and left.stat().st_mtime < before:
            shutil.rmtree(left, ignore_errors=True)


def _keep_hidden(made: Path, site: Path) -> None:
    """Hidden files of the output folder stay, as MkDocs leaves them: a host's settings, a repository."""
    for hidden in site.glob(".*"):
        there = made / hidden.name
        if hidden.is_dir() and not there.exists():
            shutil.copytree(hidden, there, symlinks=True)
        elif not there.exists():
            shutil.copy2(hidden, there, follow_symlinks=False)


def _keep_times(made: Path, site: Path) -> None:
    """A file that says what it said in the last site has not changed since: `Last-Modified` tells so."""
    for folder, _, names in os.walk(made):
        there = site / Path(folder).relative_to(made)
        for name in names:
            file, last = Path(folder, name), there / name
            with contextlib.suppress(OSError):  # there was none, or somebody takes the last site away
                if not last.samefile(file) and filecmp.cmp(last, file, shallow=False):
                    times = last.stat()
                    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _put_in_place(made: Path, site: Path) -> None:
    """Swap the folders; who reads meanwhile, a running server, finds the old site or the new one.

    Where the system has no single step for that, another build that puts its site there between the two has
    it taken away again: the last one wins.
    """
    made.chmod(0o755)
    if _exchange(made, site):
        return
    for attempt in range(SWAPS):
        old = made.with_name(f"{made.name}.old{attempt}")
        with contextlib.suppress(FileNotFoundError):
            site.rename(old)
        try:
            made.rename(site)
        except OSError:
            if attempt == SWAPS - 1:
                raise
        else:
            return
        finally:
            shutil.rmtree(old, ignore_errors=True)


def _exchange(made: Path, site: Path) -> bool:
    """Swap two folders in one step, as Linux can (renameat2 with RENAME_EXCHANGE); whether it was done."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except AttributeError:  # another system
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(made), AT_FDCWD, os.fsencode(site), RENAME_EXCHANGE) == 0)
