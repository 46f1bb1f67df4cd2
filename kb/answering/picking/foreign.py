"""Whether a message is in a language that the site does not have, as the engines guess by its words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from search.errors import QueryTooShort
from search.query.understand import understand

if TYPE_CHECKING:
    from search import Engine


def third_language(engines: Iterable["Engine"], text: str) -> str:
    """The code of the language where none of the engines takes the text for one of theirs; else empty.

    Each knows the languages of its near terms besides its own; who guesses alone is not believed: what the
    Italian engine takes for Spanish is often English.
    """
    asked = list(engines)
    try:
        guessed = [understand(text, each.index.analyzer, each.index).lang for each in asked]
    except QueryTooShort:
        return ""
    return "" if {each.index.lang for each in asked} & set(guessed) else next(iter(guessed), "")
