"""A search engine for short articles: folded stems, prefixes, typing errors, synonyms, honest emptiness.

Its names are imported when first asked for: who only needs the shape of a document loads no engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.across import search_first
    from search.engine import Engine
    from search.errors import IndexDamaged, IndexMissing, IndexOutdated, QueryTooShort, SearchError
    from search.index import Index, Report, build, update
    from search.model import Counts, Document, Excerpt, Hit, Ranked, Reason, Results, Section, SectionLink

_MODULES = {
    "across": ("search_first",),
    "engine": ("Engine",),
    "errors": ("IndexDamaged", "IndexMissing", "IndexOutdated", "QueryTooShort", "SearchError"),
    "index": ("Index", "Report", "build", "update"),
    "model": (
        "Counts",
        "Document",
        "Excerpt",
        "Hit",
        "Ranked",
        "Reason",
        "Results",
        "Section",
        "SectionLink",
    ),
}
_WHERE = {name: f"search.{module}" for module, names in _MODULES.items() for name in names}

__all__ = [
    "Counts",
    "Document",
    "Engine",
    "Excerpt",
    "Hit",
    "Index",
    "IndexDamaged",
    "IndexMissing",
    "IndexOutdated",
    "QueryTooShort",
    "Ranked",
    "Reason",
    "Report",
    "Results",
    "SearchError",
    "Section",
    "SectionLink",
    "build",
    "search_first",
    "update",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (as a module's attributes are)
    """A name of the package, from the module that defines it (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module 'search' has no attribute '{name}'")
    return getattr(import_module(_WHERE[name]), name)
