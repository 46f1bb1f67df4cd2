"""Markdown -> HTML by the extensions of every page, here and in MkDocs; pure."""

from typing import Any

from markdown import Markdown

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


def to_html(markdown: str, lang: str) -> str:
    """HTML by the extensions that the site uses, for a page in a language."""
    made = Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSION_CONFIGS).convert(markdown)
    return in_language(made, lang)
