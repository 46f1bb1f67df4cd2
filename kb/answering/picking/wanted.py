"""The articles for what a question wants: what it denies is not what decides."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.answering.asked.denied import wanted
from kb.answering.picking.pick import CLOSEST, MOST_WORDS, Pick, pick
from kb.answering.picking.words import says_what, terms, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search import Engine


def pick_wanted(engine: "Engine", question: str, languages: "Sequence[str]") -> tuple[Pick, str]:
    """The articles for a question, and what of it is asked.

    Where the whole finds what is denied, the rest is asked; where it does not, a short rest may be surer.
    That is a sure answer only where the denied words do not decide either: "I did not cancel, why is it
    cancelled?" asks for no help with cancelling. Where nothing else is said, people have to choose.
    """
    whole, said = pick(engine, question), wanted(question, languages)
    if not said.denied or _denies_too(engine, whole, said.denied, languages):
        return whole, question
    if whole.first not in {name for name, _ in pick(engine, said.denied).hits[:CLOSEST]}:
        is_short = len(question.split()) <= MOST_WORDS
        sure = whole.confident or (is_short and _is_sure(engine, said.left, whole))
        return replace(whole, confident=sure), said.left
    if not says_what(engine, said.left, languages):
        return replace(whole, confident=False), said.left
    found = pick(engine, said.left)
    other = pick(engine, without(engine, said.left, said.denied))
    sure = found.confident and found.first == other.first
    return Pick(question, found.hits, sure), said.left


def _is_sure(engine: "Engine", left: str, whole: Pick) -> bool:
    """Whether what is left of a question is surely answered by the article that the whole finds."""
    found = pick(engine, left)
    return found.confident and found.first == whole.first


def _denies_too(engine: "Engine", found: Pick, denied: str, languages: "Sequence[str]") -> bool:
    """Whether the first article has a question that denies the same: "I don't want this any more"."""
    if not found.hits:
        return False
    questions = engine.index.document(engine.index.number(found.first)).questions
    return any(terms(engine, wanted(each, languages).denied) == terms(engine, denied) for each in questions)
