"""The wishes of a question, each with its articles: none is lost without a word.

In a long message a sentence leans on the ones before it, and asked by itself it finds anything: of the 80
messages in the development half 44 sentences that end as a question were surely answered by another article
than the message's, and 35 of these answers were wrong. There a wish that its article does not answer is left
open, never answered. In a short one each clause that asks or wishes says what it is about; what merely tells
("I canceled last week.", "Order 88231.") asks nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.answering.asked.acts import acts
from kb.answering.asked.clauses import asks, clauses, sentences
from kb.answering.picking.evidence import holds
from kb.answering.picking.pick import CLOSEST, MOST_WORDS, Pick, pick
from kb.answering.picking.wanted import pick_wanted
from kb.answering.picking.words import says_what

if TYPE_CHECKING:
    from search import Engine

MOST_CLAUSES = 12  # that are searched for: bounds the work on an endless message


def wishes(engine: "Engine", question: str, languages: Sequence[str]) -> tuple[Pick, ...]:
    """The articles for a question as a whole, then those for each of its clauses that need their own.

    A clause that an article surely answers which none before it has is answered by itself, one that no
    article given answers is not sure. Where the whole has no sure answer but a clause has, they stand for it.

    Args:
        engine: Of the question's language.
        question: One question of a message.
        languages: Those whose conventions are heeded.
    """
    main, said = pick_wanted(engine, question, languages)
    is_short = len(question.split()) <= MOST_WORDS
    asking = _wished(engine, said, languages) if is_short else _asked(sentences(said), engine, languages)
    if asking == [said] or not (is_short or main.confident):
        return (main,)
    found = [pick(engine, each) for each in asking[:MOST_CLAUSES]]
    found += [Pick(each, (), False) for each in asking[MOST_CLAUSES:]]
    sure = tuple(surely_answered(main, found)) if is_short else ()
    given = {each.first for each in (main, *sure) if each.confident}
    left = [
        replace(each, confident=False)
        for each in found
        if each not in sure and not (each.first in given and (not is_short or _is_held(engine, each)))
    ]
    if given:
        return (replace(main, is_parted=not main.confident), *sure, *left)
    closest = {name for name, _ in main.hits[:CLOSEST]}
    return (main, *(each for each in left if each.hits and each.first not in closest))


def _wished(engine: "Engine", said: str, languages: Sequence[str]) -> list[str]:
    """The clauses that ask; of one that wants several things which several articles answer, each thing."""
    wished: list[str] = []
    for clause in _asked(clauses(said, languages), engine, languages):
        things = acts(clause, languages)
        found = [pick(engine, each) for each in things if says_what(engine, each, languages)]
        firsts = {each.first for each in found if each.confident}
        wished += [each.question for each in found] if len(firsts) > 1 else [clause]
    return wished


def _asked(parts: Iterable[str], engine: "Engine", languages: Sequence[str]) -> list[str]:
    """Those that ask or wish something by themselves."""
    return [each for each in parts if asks(each, languages) and says_what(engine, each, languages)]


def _is_held(engine: "Engine", clause: Pick) -> bool:
    """Whether the clause's first article answers it, or holds so much of it that it speaks of just that."""
    return clause.confident or holds(engine, clause.first, clause.question)


def surely_answered(main: Pick, found: Sequence[Pick]) -> Iterator[Pick]:
    """Each clause that an article surely answers which none before it has.

    Where the whole has no sure answer and one clause asks, that clause asks what the whole does: its article
    is one of the whole's closest.
    """
    taken = {main.first} if main.confident else set()
    closest = {name for name, _ in main.hits[:CLOSEST]}
    is_alone = len(found) == 1 and not main.confident
    for each in found:
        if each.confident and each.first not in taken and (each.first in closest or not is_alone):
            taken.add(each.first)
            yield each
