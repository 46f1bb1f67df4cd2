"""Each language's part of a site's navigation, as MkDocs' own sections and pages; what a page contains."""

from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any

from kb.site.pages.languages import Language
from kb.site.pages.model import Link


def pages_of(language: Language, pages: Iterable[Any]) -> list[Any]:
    """The pages of a language, each leading on to the next and back: never to another language's."""
    own = [page for page in pages if page.url.startswith(language.prefix)]
    for before, page, after in zip([None, *own], own, [*own[1:], None], strict=False):
        page.previous_page, page.next_page = before, after
    return own


def items_of(language: Language, items: Iterable[Any]) -> Sequence[Any]:
    """What leads to a language's pages; the content of its folder where that is all."""
    own = [item for item in items if _leads_to(item, language)]
    if len(own) == 1 and own[0].is_section and language.prefix:
        return list(own[0].children)
    return own


def _leads_to(item: Any, language: Language) -> bool:  # noqa: ANN401 (pages, sections and links have no common type)
    if item.is_section:
        return any(_leads_to(child, language) for child in item.children)
    return bool(item.is_page and item.url.startswith(language.prefix))


def contents(page: Any) -> tuple[Link, ...]:  # noqa: ANN401 (of MkDocs, as above)
    """The headings of the second rank, when there are at least two of them."""
    roots = list(page.toc)
    first = roots[0].children if len(roots) == 1 and roots[0].level == 1 else roots
    return tuple(Link(unescape(heading.title), heading.url) for heading in first) if len(first) > 1 else ()
