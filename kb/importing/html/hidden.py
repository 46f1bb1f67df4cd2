"""What a page hides from its readers, and nothing on it shows them -> gone; folded answers stay; pure."""

import re
from collections.abc import Callable

from bs4 import Tag

from kb.importing.html.plain import WITHIN_LINES, plain

HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
WHOLE = ("html", "body", "main", "article")  # hidden until a script has run
# What folds and opens calls itself so, or is named by what opens it.
FOLDING = re.compile(
    r"accordion|answer|collaps|content|detail|expand|faq|fold|panel|tab|toggle|step", re.IGNORECASE
)
NAMED_BY = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "href")


def drop(part: Tag, page: Tag, lose: Callable[[str], None]) -> None:
    """Take out what is hidden of a part, in place, and tell of its text.

    Args:
        part: The article.
        page: All around it, with what opens its folded parts.
        lose: Told of each text that is gone.
    """
    named = {
        str(value).lstrip("#") for tag in page.find_all(True) for key in NAMED_BY if (value := tag.get(key))
    }
    for tag in part.find_all(_is_hidden):
        if tag.decomposed or str(tag.get("id")) in named or _folds(tag, part):
            continue
        if said := plain(tag):
            lose(f"hidden text {said[:60]!r}")
        tag.replace_with("" if tag.name in WITHIN_LINES else " ")
        tag.decompose()


def _is_hidden(tag: Tag) -> bool:
    is_so = "hidden" in tag.attrs and str(tag["hidden"]).lower() != "until-found"
    is_styled = HIDDEN.search(str(tag.get("style") or "")) is not None
    return (is_so or is_styled) and tag.name not in WHOLE and tag.find("h1") is None


def _folds(tag: Tag, part: Tag) -> bool:
    """Whether a tag, or one around it within the article, calls itself something that opens."""
    for each in (tag, *tag.parents):
        if each is part:
            return False
        words = " ".join(str(name) for name in [*each.get_attribute_list("class"), each.get("role")] if name)
        if FOLDING.search(words):
            return True
    return False
