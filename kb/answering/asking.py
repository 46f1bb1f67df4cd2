"""Asking the engines what a message asks, in its own language.

In a long message a sentence leans on the ones before it, and asked by itself it finds anything: of the 80
messages in the development half 44 sentences that end as a question were surely answered by another article
than the message's, and 35 of these answers were wrong.
In a short one each clause that asks or wishes says what it is about; what merely tells ("I canceled last
week.", "Order 88231.") asks nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.answering.asked.denied import wanted
from kb.answering.asked.language import language_of
from kb.answering.asked.message import Letters, letters, questions
from kb.answering.pick import CLOSEST, MOST_WORDS, Pick, pick

if TYPE_CHECKING:
    from search import Engine


MOST_CLAUSES = 4
FEWEST_WORDS = 2  # of a clause: "come disdico"
RARE = 1 / 2  # of the articles at most hold the one word that says what a clause is about
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Asker:
    """The engines that are asked.

    Attributes:
        engines: By language.
        order: The languages; the first is the one of a message that none is sure of.
    """

    engines: "Mapping[str, Engine]"
    order: Sequence[str]

    def ask(self, message: str, lang: str = "", reader: str = "") -> tuple[str, tuple[Pick, ...]]:
        """The message's language and the articles for each of its questions.

        Args:
            message: As it arrived.
            lang: Its language; empty: the message tells, else the reader's, else the first engine that is
                sure, else the first that finds anything.
            reader: The language of who gets the answer.
        """
        asked = questions(message, self.order)
        lang = lang or language_of(" ".join(asked) or message, self.order, reader)
        if lang:
            return lang, self._picks(lang, asked)
        found = {each: self._picks(each, asked) for each in self.order}
        sure = [each for each, picks in found.items() if any(pick.confident for pick in picks)]
        near = [each for each, picks in found.items() if any(pick.hits for pick in picks)]
        chosen = next(iter((*sure, *near)), self.order[0])
        return chosen, found[chosen]

    def _picks(self, lang: str, asked: Sequence[str]) -> tuple[Pick, ...]:
        engine, picks = self.engines[lang], list[Pick]()
        for question in asked:
            main, said = pick_wanted(engine, question, self.order)
            others = tuple(besides(engine, replace(main, question=said), self.order))
            rest = _rest(said, others, self.order) if others and not main.confident else None
            picks += (replace(main, rest=rest), *others)
        return tuple(picks)


def pick_wanted(engine: "Engine", question: str, languages: Sequence[str]) -> tuple[Pick, str]:
    """The articles for a question, and what of it is asked: what it denies is not what decides.

    Where the whole finds what is denied, the rest is asked. That is a sure answer only where the denied words
    do not decide either: "I did not cancel, why is it cancelled?" asks for no help with cancelling. Where
    nothing else is said, people have to choose.
    """
    whole, said = pick(engine, question), wanted(question, languages)
    if not said.denied or _denies_too(engine, whole, said.denied, languages):
        return whole, question
    if _first(whole) not in {name for name, _ in pick(engine, said.denied).hits[:CLOSEST]}:
        return whole, said.left
    if not _says_what(engine, said.left):
        return replace(whole, confident=False), said.left
    found = pick(engine, said.left)
    other = pick(engine, _without(engine, said.left, said.denied))
    sure = found.confident and _first(found) == _first(other)
    return Pick(question, found.hits, sure), said.left


def _denies_too(engine: "Engine", found: Pick, denied: str, languages: Sequence[str]) -> bool:
    """Whether the first article has a question that denies the same: "I don't want this any more"."""
    if not found.hits:
        return False
    questions = engine.index.document(engine.index.number(_first(found))).questions
    return any(_terms(engine, wanted(each, languages).denied) == _terms(engine, denied) for each in questions)


def _first(found: Pick) -> str:
    return found.hits[0][0] if found.hits else ""


def _terms(engine: "Engine", text: str) -> frozenset[str]:
    """The terms of the words that say something."""
    analyzer = engine.index.analyzer
    folded = (analyzer.fold(word) for word in WORD.findall(text.lower()))
    return frozenset(analyzer.terms(word)[0] for word in folded if not analyzer.is_stop(word))


def _without(engine: "Engine", text: str, denied: str) -> str:
    """A text without the words that are denied, in whatever form."""
    gone = _terms(engine, denied)
    return WORD.sub(lambda word: "" if _terms(engine, word[0]) & gone else word[0], text)


def besides(engine: "Engine", main: Pick, languages: Iterable[str]) -> Iterator[Pick]:
    """Each clause of a short question that an article surely answers which none before it has.

    Where the whole has no sure answer and one clause asks, that clause asks what the whole does: its article
    is one of the whole's closest.

    Args:
        engine: Of the question's language.
        main: The question, with its articles.
        languages: Those whose conventions are heeded.
    """
    ways = letters(tuple(languages))
    clauses = _clauses(main.question, ways)
    if not 1 < len(clauses) <= MOST_CLAUSES or len(main.question.split()) > MOST_WORDS:
        return
    asking = [each for each in clauses if ways.asks.search(each) and _says_what(engine, each)]
    taken = {name for name, _ in main.hits[:1]}
    closest = {name for name, _ in main.hits[:CLOSEST]}
    is_alone = len(asking) == 1 and not main.confident
    for clause in asking:
        found = pick(engine, clause)
        first = found.hits[0][0] if found.confident else ""
        if first and first not in taken and (first in closest or not is_alone):
            taken.add(first)
            yield found


def _clauses(text: str, ways: Letters) -> list[str]:
    clauses = (part.strip() for part in ways.clauses.split(text))
    return [part for part in clauses if len(part.split()) >= FEWEST_WORDS]


def _rest(text: str, answered: Sequence[Pick], languages: Iterable[str]) -> str:
    """The clauses of a question that ask and that none of these answers."""
    ways = letters(tuple(languages))
    known = {each.question for each in answered}
    return " ".join(each for each in _clauses(text, ways) if ways.asks.search(each) and each not in known)


def _says_what(engine: "Engine", clause: str) -> bool:
    """Whether a clause names its subject: two words of the articles, or one that few of them hold.

    "What now?" and "and then?" are asked about what was said before.
    """
    index = engine.index
    held = [count for count in map(index.frequency, _terms(engine, clause)) if count]
    return len(held) > 1 or any(count <= index.count * RARE for count in held)
