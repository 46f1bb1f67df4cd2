"""Which section of an article answers by itself: it stands first in the letter."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kb.answering.picking.evidence import asked_words, held

if TYPE_CHECKING:
    from search import Engine
    from search.query.understand import Group

OWN = 3  # a third of the rarity of what is asked at least is said in the section only


def answering_section(engine: "Engine", name: str, asked: str) -> str:
    """The heading of the section that answers a question; empty where none stands out.

    It holds words of the question that nothing else in the article says but the writers' `questions:`, and as
    much of the question as any other section.
    """
    index = engine.index
    document, groups = index.document(index.number(name)), asked_words(engine, asked)
    titled = held(groups, f"{document.title} {document.summary}", index.analyzer)
    found = [
        (each, held(groups, f"{each.heading} {each.text}", index.analyzer)) for each in document.sections
    ]
    best, most = "", 0
    for section, says in found:
        others = titled.union(*(told for other, told in found if other is not section))
        own = _rarity(groups, says - others)
        is_whole = all(_rarity(groups, told) <= _rarity(groups, says) for _, told in found)
        if section.heading and is_whole and own > most and own * OWN >= _rarity(groups, range(len(groups))):
            best, most = section.heading, own
    return best


def _rarity(groups: "Sequence[Group]", places: Iterable[int]) -> int:
    return sum(groups[place].rarity for place in places)
