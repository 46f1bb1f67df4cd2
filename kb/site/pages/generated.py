"""Which pages does nobody write? Results, categories, a missing first page."""

from collections.abc import Sequence

from kb.site.library import Library
from kb.site.pages.languages import Language

HOME, SEARCH, CATEGORY = "home.html", "search.html", "category.html"


def generated(
    library: Library, languages: Sequence[Language], sources: set[str], own_look: bool = True
) -> dict[str, str]:
    """The pages that nobody writes, as source path and template: results, categories, a missing home page.

    Args:
        library: The sources.
        languages: Of the site.
        sources: The source paths of all pages that somebody wrote.
        own_look: Whether the look is ours; in another there are results pages only.
    """
    found: dict[str, str] = {}
    for language in languages:
        own = [known.article for known in library.articles.values() if known.article.lang == language.code]
        used = {article.category for article in own}
        wanted = {language.search_url: SEARCH}
        if not own_look:
            found |= {f"{url}index.md": template for url, template in wanted.items()}
            continue
        wanted |= {
            language.category_url(known.id): CATEGORY for known in library.categories if known.id in used
        }
        if language.prefix and f"{language.prefix}index.md" not in sources:
            wanted[language.home_url] = HOME
        found |= {f"{url}index.md": template for url, template in wanted.items()}
    return found
