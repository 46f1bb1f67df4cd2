"""Whether an article speaks of what is asked: a letter goes out in the company's name.

A search may call an article an answer by words that stand here and there in it. For a letter one of its
wordings (the title, a question) has to say most of what is asked, or the article has to hold much of it and
stand well apart from the next one. The shares were chosen by 240 own queries and 60 own messages.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from search.query.understand import Group, understand
from search.text.analyzer import Analyzer

if TYPE_CHECKING:
    from search import Engine

WORDING = 70  # percent of the rarity of what is asked that one title or question holds, or an article given
WHOLE = 40  # percent that the whole article holds
APART = 60  # percent of the first article's points that the second has at most
WORD = re.compile(r"\w+")


def speaks_of(engine: "Engine", asked: str, hits: Sequence[tuple[str, int]]) -> bool:
    """Whether the first article speaks of what is asked.

    Args:
        engine: Of the question's language.
        asked: One question, without what stands around it.
        hits: What it finds, ids and points, best first; at least one.
    """
    index = engine.index
    groups = [each for each in understand(asked, index.analyzer, index).groups if not each.stop]
    document = index.document(index.number(hits[0][0]))
    wordings = (document.title, *document.questions)
    if any(_share(groups, _terms(index.analyzer, [each])) >= WORDING for each in wordings):
        return True
    is_apart = len(hits) < 2 or hits[1][1] * 100 <= hits[0][1] * APART
    return is_apart and _share(groups, _terms(index.analyzer, document.texts())) >= WHOLE


def holds(engine: "Engine", name: str, asked: str) -> bool:
    """Whether an article holds most of what is asked, in whatever words."""
    index = engine.index
    groups = [each for each in understand(asked, index.analyzer, index).groups if not each.stop]
    document = index.document(index.number(name))
    return _share(groups, _terms(index.analyzer, document.texts())) >= WORDING


def _share(groups: Sequence[Group], terms: frozenset[str]) -> int:
    """Percent of the rarity of the words asked that are among the terms, by any of their alternatives."""
    whole = sum(each.rarity for each in groups)
    held = (each.rarity for each in groups if any(other.term in terms for other in each.alternatives))
    return 100 * sum(held) // whole if whole else 100


def _terms(analyzer: Analyzer, texts: Iterable[str]) -> frozenset[str]:
    words = (analyzer.fold(word) for text in texts for word in WORD.findall(text.lower()))
    return frozenset(term for word in words for term in analyzer.terms(word))
