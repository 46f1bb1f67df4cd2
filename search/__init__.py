"""A search engine for short articles: folded stems, prefixes, typing errors, synonyms, honest emptiness."""

from search.engine import Engine, search_first
from search.errors import IndexDamaged, IndexMissing, IndexOutdated, QueryTooShort, SearchError
from search.index import Index, Report, build, update
from search.model import Document, Excerpt, Hit, Ranked, Reason, Results, Section, SectionLink

__all__ = [
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
