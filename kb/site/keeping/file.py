"""The file in which a build keeps texts and pages for the next one, and whether it may."""

import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from kb import kept
from kb.checks.articles import Articles
from kb.content.markdown.conversion import EXTENSIONS
from kb.site import library
from kb.site.digest import digest
from kb.site.keeping.pages import Pages
from kb.site.keeping.texts import Texts
from kb.site.plugin import KbPlugin
from kb.theme import OVERRIDES

FILE = Path("build", "pages.txt")
ARTICLES = Path("build", "published.txt")
KNOWN = {*EXTENSIONS, "fenced_code"}  # what MkDocs adds of its own accord, too


@dataclass(frozen=True)
class Keeping:
    """What is known of the texts and pages of a site.

    Attributes:
        file: Where it is kept.
        code: What tells one version of code, look and settings from the next; empty where nothing is kept.
        known: What an earlier run kept.
        exported: Of which indexes the last site has the files.
        articles: Reads those that changed.
    """

    file: Path
    code: str
    known: kept.Texts
    texts: Texts
    exported: dict[str, str]
    articles: Articles | None = None

    def pages(self, last: Path, made: Path) -> Pages:
        """The pages of the last site, for one that is made."""
        return Pages(self.known.get("pages", {}), last, made)

    def save(self, pages: Pages | None = None) -> None:
        """Keep what this run knew or made; without pages those of the last build stay."""
        told = {"texts": self.texts.used, "pages": self.known.get("pages", {}), "exported": self.exported}
        told |= {"pages": pages.used} if pages else {}
        if self.code and told != self.known:
            kept.save(self.file, self.code, told)
        if self.articles:
            self.articles.save()


def keeping(config: MkDocsConfig, plugin: KbPlugin, anew: bool = False) -> Keeping:
    """What is known of a site; its articles are then read by what is known of them.

    Args:
        config: The site's settings.
        plugin: Reads the site.
        anew: Forget what was kept.
    """
    config_file = Path(config.config_file_path)
    file, articles = (config_file.parent / name for name in (FILE, ARTICLES))
    if anew:
        file.unlink(missing_ok=True)
        articles.unlink(missing_ok=True)
    if not (plugin.config.theme and _is_ours(config)):
        return Keeping(file, "", {}, Texts(None), {})
    code = digest(config_file, [OVERRIDES])
    known, read = kept.load(file, code), Articles(articles, code)
    plugin.read_library = partial(library.read, article=read)
    plugin.exported = dict(known.get("exported", {}))
    return Keeping(file, code, known, Texts(known.get("texts", {})), plugin.exported, read)


def _is_ours(config: MkDocsConfig) -> bool:
    """Whether only our code and our look make the pages: others' may read what no key knows of."""
    links, own = config.validation.links, config.theme.custom_dir
    return (
        {*config.plugins} <= {"kb"}
        and {*config.markdown_extensions} <= KNOWN
        and not (config.hooks or config.watch)
        and (not own or Path(own).resolve() == OVERRIDES.resolve())
        and max(links.absolute_links, logging.INFO) == logging.INFO
    )
