"""No word stands twice in a row by mistake."""

import re
from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Subject
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
    for article in subject.corpus.articles:
        if article.lang in MEANT:
            for block in blocks(article):
                for place, word in doubled(block.text, article.lang):
                    line = block.line + block.text.count("\n", 0, place)
                    yield Problem(article.path, line, f"{quoted(word)} stands twice in a row: take one out")


def doubled(text: str, lang: str) -> Iterator[tuple[int, str]]:
    """Where a word follows itself, and the word; a name in capitals within a sentence may."""
    for match in DOUBLED.finditer(text):
        if match[1].lower() not in MEANT[lang]:
            yield match.start(2) + len(match[2]), match[1].lower()


CHECK = Check(
    id="doubled-words",
    reason="A slip of the pen makes a customer doubt the numbers beside it.",
    cure="Take one of the two out.",
    find=find,
)
