"""Asking the engines what a message asks, in its own language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.answering.asked.language import language_of
from kb.answering.asked.message import questions
from kb.answering.picking.foreign import third_language
from kb.answering.picking.pick import Pick
from kb.answering.picking.section import answering_section
from kb.answering.picking.wishes import wishes

if TYPE_CHECKING:
    from search import Engine


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
        said = " ".join(asked) or message
        lang = lang or (reader if self._third(said) else language_of(said, self.order, reader))
        if lang:
            return lang, self._picks(lang, asked)
        found = {each: self._picks(each, asked) for each in self.order}
        sure = [each for each, picks in found.items() if any(pick.confident for pick in picks)]
        near = [each for each, picks in found.items() if any(pick.hits for pick in picks)]
        chosen = next(iter((*sure, *near)), self.order[0])
        return chosen, found[chosen]

    def foreign(self, message: str) -> str:
        """The language that a message seems to be in, where it is none of these; else empty."""
        return self._third(" ".join(questions(message, self.order)) or message)

    def _third(self, said: str) -> str:
        return third_language([self.engines[each] for each in self.order], said)

    def _picks(self, lang: str, asked: Sequence[str]) -> tuple[Pick, ...]:
        engine = self.engines[lang]
        picks = (pick for question in asked for pick in wishes(engine, question, self.order))
        return tuple(_with_section(engine, pick) for pick in picks)


def _with_section(engine: "Engine", pick: Pick) -> Pick:
    found = answering_section(engine, pick.first, pick.question) if pick.confident else ""
    return replace(pick, section=found)
