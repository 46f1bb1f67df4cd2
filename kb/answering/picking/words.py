"""The words of a text that say something, as an engine knows them."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kb.answering.asked.clauses import without_little

if TYPE_CHECKING:
    from search import Engine

USUAL = 3 / 4  # of the articles hold a word that by itself says little: "change", "account"
WORD = re.compile(r"\w+")


def terms(engine: "Engine", text: str) -> frozenset[str]:
    """The terms of the words that say something."""
    analyzer = engine.index.analyzer
    folded = (analyzer.fold(word) for word in WORD.findall(text.lower()))
    return frozenset(analyzer.terms(word)[0] for word in folded if not analyzer.is_stop(word))


def without(engine: "Engine", text: str, denied: str) -> str:
    """A text without the words of another, in whatever form."""
    gone = terms(engine, denied)
    return WORD.sub(lambda word: "" if terms(engine, word[0]) & gone else word[0], text)


def says_what(engine: "Engine", clause: str, languages: Iterable[str]) -> bool:
    """Whether a clause names its subject: two words of the articles, or one that not nearly all hold.

    "What now?", "can you help?" and "how do I change it?" lean on what was said before.
    """
    index = engine.index
    held = [index.frequency(term) for term in terms(engine, without_little(clause, languages))]
    return sum(map(bool, held)) > 1 or any(count <= index.count * USUAL for count in held)
