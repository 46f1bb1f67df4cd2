"""Markdown -> HTML by the extensions of every page, here and in MkDocs; pure."""

import threading
from functools import cached_property
from typing import Any

from markdown import Extension, Markdown

from kb.content.markdown.own_words import in_language

# The plugin puts them into MkDocs' configuration.
EXTENSIONS = (
    "toc",
    "tables",
    "attr_list",
    "md_in_html",
    "def_list",
    "admonition",
    "footnotes",
    "sane_lists",
    "kb.content.markdown.lists",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.quotes",
    "pymdownx.magiclink",
)
EXTENSION_CONFIGS: dict[str, dict[str, Any]] = {
    "toc": {"permalink": False},
    "tables": {"use_align_attribute": True},  # no inline style, which the pages' policy forbids
    "footnotes": {"BACKLINK_TEXT": "\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}"},
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.quotes": {"callouts": True},  # GitHub's alerts
    "pymdownx.tilde": {"subscript": False},
}


class Converter(threading.local):
    """Markdown with these extensions and perhaps more.

    Each thread has its own: making one takes longer than converting a page.
    """

    def __init__(self, *more: Extension) -> None:
        self._more = more

    @cached_property
    def _markdown(self) -> Markdown:
        return Markdown(extensions=[*EXTENSIONS, *self._more], extension_configs=EXTENSION_CONFIGS)

    def convert(self, markdown: str) -> str:
        """The HTML of a page, which knows nothing of the last one's footnotes and anchors."""
        return str(self._markdown.reset().convert(markdown))


_CONVERTER = Converter()


def to_html(markdown: str, lang: str) -> str:
    """HTML by the extensions that the site uses, for a page in a language."""
    return in_language(_CONVERTER.convert(markdown), lang)
