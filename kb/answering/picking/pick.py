"""Which articles answer a question or a message: asked as a whole, and each sentence by itself.

A message tells a story around what it asks. Asked whole, its words speak together; asked sentence by
sentence, the one that asks is not drowned by the rest. An article's points are those for the whole and those
for each sentence together, half as many again for one that ends as a question does, and for the first: it is
the subject, or says what the rest tells more of. One of several has no near words: they would be summed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.answering.picking.evidence import speaks_of
from search.errors import QueryTooShort
from search.model import Ranked

if TYPE_CHECKING:
    from search import Engine

Hits = tuple[tuple[str, int], ...]

SENTENCES = re.compile(r"(?<=[.?!…])\s+|\n+")
MOST_WORDS = 40  # of a short message: in a story each sentence leans on the ones before it
TELLING = 3  # words that a sentence has at least to be asked by itself
MOST = 40  # sentences that are asked: bounds the work on an endless message
DEPTH = 40  # articles of the whole that can win by sentences
ASKING = 3  # halves that the points of a question count, where those of a sentence that tells count two
FIRST = 3  # the same of the first sentence
LEAD = (13, 10)  # how far the first of a message must be ahead of the second to be sure
CLOSEST = 3  # articles to choose from where none is sure, if there are so many
NOTHING = Ranked((), False)


@dataclass(frozen=True)
class Pick:
    """The articles for one question, best first.

    Attributes:
        question: What was asked.
        hits: Ids and points.
        confident: Whether the first is an answer, not only the nearest.
        is_parted: Whether picks of its clauses follow, which answer them or leave them open.
        section: The heading of the first article's section that answers by itself; empty where none does.
    """

    question: str
    hits: Hits
    confident: bool
    is_parted: bool = False
    section: str = ""

    @property
    def first(self) -> str:
        """The id of the best article; empty where there is none."""
        return self.hits[0][0] if self.hits else ""


def pick(engine: "Engine", question: str, limit: int = 10) -> Pick:
    """The articles for a question of any length.

    A message of several sentences has a sure answer where its first article is clearly ahead and one of the
    sentences, asked by itself, is surely answered by it.
    """
    is_short = len(question.split()) <= MOST_WORDS
    whole = _ranked(engine, question, DEPTH)
    asked = list(_sentences(question))
    if len(asked) < 2:
        hits = whole.hits if whole.confident else _with_near(engine, whole.hits)
        return Pick(question, hits[:limit], whole.confident and speaks_of(engine, question, hits))
    points, sure = dict(whole.hits), set()
    for place, sentence in enumerate(asked):
        found = _ranked(engine, sentence, DEPTH, near=False)
        if found.confident and (not is_short or speaks_of(engine, sentence, found.hits)):
            sure.add(found.hits[0][0])
        quarters = (ASKING if sentence.rstrip().endswith("?") else 2) * (2 if place else FIRST)
        for name, score in found.hits:
            points[name] = points.get(name, 0) + score * quarters // 4
    order = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    return Pick(question, tuple(order[:limit]), bool(order) and order[0][0] in sure and _leads(order))


def _with_near(engine: "Engine", hits: Hits) -> Hits:
    """A few hits, and behind them what is near the first of them: what its title finds, too."""
    if not 0 < len(hits) < CLOSEST:
        return hits
    title = engine.index.document(engine.index.number(hits[0][0])).title
    found = dict(hits)
    for name, score in _ranked(engine, title, DEPTH).hits:
        found.setdefault(name, min(score, hits[-1][1]))
    return tuple(found.items())[:CLOSEST]


def _leads(order: list[tuple[str, int]]) -> bool:
    ahead, of = LEAD
    return len(order) < 2 or order[0][1] * of >= order[1][1] * ahead


def _sentences(text: str) -> Iterator[str]:
    sentences = (part for part in SENTENCES.split(text) if len(part.split()) >= TELLING)
    yield from (sentence for sentence, _ in zip(sentences, range(MOST), strict=False))


def _ranked(engine: "Engine", text: str, limit: int, *, near: bool = True) -> Ranked:
    try:
        return engine.ranked(text, limit, near=near)
    except QueryTooShort:
        return NOTHING
