"""No word stands twice in a row by mistake."""

import re
from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Edit, Subject
from kb.checks.text import blocks
from kb.errors import Problem, quoted

DOUBLED = re.compile(r"(?<![\w'’.-])([^\W\d_]+)(\s+)\1(?![\w'’-]|\.\w)", re.IGNORECASE)
# Said twice on purpose.
# fmt: off
MEANT = {
    "it": frozenset({
        "piano", "mano", "via", "poco", "quasi", "così", "molto", "ben", "subito", "mai", "passo", "su",
        "giù", "no", "sì", "ma", "fin", "zitto", "presto",
    }),
    "en": frozenset({"that", "had", "very", "bye", "no", "so", "really", "knock"}),
}
# fmt: on


def find(subject: Subject) -> Iterable[Problem]:
    """Each word that follows itself, over a line's end too, in the languages whose meant ones are known."""
    for path, line, match in _found(subject):
        word = quoted(match[1].lower())
        yield Problem(path, line, f"{word} stands twice in a row: take one out")


def fix(subject: Subject) -> Iterable[Edit]:
    """The first of the two stays."""
    for path, line, match in _found(subject):
        yield Edit(path, line, match[0], match[1])


def _found(subject: Subject) -> Iterator[tuple[str, int, re.Match[str]]]:
    """Where a word follows itself; the line is the second's."""
    for article in subject.corpus.articles:
        for block in blocks(article) if article.lang in MEANT else ():
            for match in DOUBLED.finditer(block.text):
                if match[1].lower() not in MEANT[article.lang]:
                    yield article.path, block.line + block.text.count("\n", 0, match.end(2)), match


CHECK = Check(
    id="doubled-words",
    reason="A slip of the pen makes a customer doubt the numbers beside it.",
    cure="Take one of the two out.",
    find=find,
    fix=fix,
    scope="article",
)
