"""Asking the engines what a message asks."""

from collections.abc import Sequence

from kb.answering.language import language_of
from kb.answering.message import questions
from kb.answering.pick import Pick, pick
from kb.cli.indexes import languages, open_engines
from kb.cli.project import Project, interface_language
from search import Engine


class Asker:
    """The engines of all languages, opened once."""

    def __init__(self, project: Project) -> None:
        """Open the indexes; the reader's own language comes first where a message does not tell."""
        known = languages(project)
        mine = interface_language()
        self.order = sorted(known, key=lambda lang: lang != mine)
        opened = open_engines(project, project.index, self.order)
        self.engines: dict[str, Engine] = dict(zip(self.order, opened, strict=True))

    def ask(self, message: str, lang: str = "") -> tuple[str, tuple[Pick, ...]]:
        """The message's language and the articles for each of its questions.

        Args:
            message: As it arrived.
            lang: Its language; empty: the message tells, else the first engine that is sure.
        """
        asked = questions(message, self.order)
        lang = lang or language_of(" ".join(asked) or message, self.order, "")
        if lang:
            return lang, self._picks(lang, asked)
        found = {each: self._picks(each, asked) for each in self.order}
        return next(
            ((each, picks) for each, picks in found.items() if any(pick.confident for pick in picks)),
            (self.order[0], found[self.order[0]]),
        )

    def _picks(self, lang: str, asked: Sequence[str]) -> tuple[Pick, ...]:
        return tuple(pick(self.engines[lang], question) for question in asked)
