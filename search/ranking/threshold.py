"""When to be confident: measured on the questions that writers know to be answered here. Pure.

What speaks for a document (`rerank.evidence`) is the confidence that it deserves for its words
(`score.confidence`) times how closely it says what the query says (`rerank.closeness`): words make a topic,
what stands beside them may make it another one. How much is needed, each question teaches. It is asked of the
index twice: as if it had not been written down, which must be answered, and as if its whole article were
absent, which must not. Of the former, `hardest` percent are left aside; 9/16 of what the hardest of the
others has is the one bound, so that a synonym in place of its word (three quarters of the strength) is
enough. The other bound is what the `absent` percent of the latter with the least reach: no more, since many
articles answer a neighbour's question too. A query needs their mean. An article without questions is asked
for by its title, which teaches the first bound only, by that article: titles name each other's subjects.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from heapq import nsmallest

from search.errors import QueryTooShort
from search.model import Document
from search.query.expand import Vocabulary
from search.query.understand import Group, understand
from search.ranking import weights
from search.ranking.rerank import (
    WHOLE,
    ComparableDocument,
    comparable_document,
    comparable_query,
    evidence,
)
from search.ranking.score import Source, held, points
from search.text.analyzer import Analyzer
from search.text.phrases import Flattener

ENOUGH = 20
SAMPLE = 400


@dataclass(frozen=True)
class Case:
    """A question of a document, and the document with its bag as if that question had not been written."""

    number: int
    question: str
    document: Document
    bag: Mapping[str, int]
    titled: bool


def cases(
    documents: Sequence[tuple[int, Document]], averages: Mapping[str, float], analyzer: Analyzer
) -> Iterator[Case]:
    """At most SAMPLE questions, evenly spread over the documents (number, document)."""
    asked = [(document, number, *each) for number, document in documents for each in _asked(document)]
    counts: dict[int, weights.Counts] = {}
    for document, number, name, question in asked[:: -(-len(asked) // SAMPLE) or 1]:
        if number not in counts:
            counts[number] = weights.count(document, analyzer)
        left = weights.without(counts[number], name, question, analyzer)
        rest = _without(document, name, question)
        yield Case(number, question, rest, weights.bag(left, averages, analyzer), name == "title")


def _asked(document: Document) -> Iterator[tuple[str, str]]:
    """Each question with the field that holds it; the title of a document without questions."""
    if not document.questions:
        yield "title", document.title
    for question in document.questions:
        yield "questions", question


def _without(document: Document, name: str, question: str) -> Document:
    """A document as if it had no such question, or no title."""
    if name == "title":
        return replace(document, title="")
    return replace(document, questions=tuple(each for each in document.questions if each != question))


def threshold(
    found: Sequence[Case],
    analyzer: Analyzer,
    vocabulary: Vocabulary,
    source: Source,
    stored: Callable[[int], Document],
) -> int:
    """The confidence that a query needs; the tuning's where there are few questions to learn from."""
    tuning = analyzer.language.tuning
    if len(found) < ENOUGH:
        return tuning.confidence
    flattener = _Flattened(analyzer)
    known = cache(lambda number: comparable_document(stored(number), flattener, tuning))
    asking = _Asking(analyzer, vocabulary, source, flattener, known)
    seen = [(case.titled, *_confidence(case, asking)) for case in found]
    answered = sorted(own if titled else max(own, others) for titled, own, others in seen)
    absent = sorted(others for titled, _, others in seen if not titled)
    hardest = answered[len(answered) * tuning.hardest // 100] * 9 // 16
    if len(absent) < ENOUGH:
        return hardest
    return (hardest + absent[len(absent) * tuning.absent // 100]) // 2


class _Flattened(Flattener):
    """Flattens each text once: a document without one of its questions says the rest again."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Remember nothing yet."""
        super().__init__(analyzer)
        self._once = cache(super().flat)

    def flat(self, text: str) -> str:
        """One text, with a space around each word."""
        return self._once(text)


@dataclass(frozen=True)
class _Asking:
    """What a question is asked of."""

    analyzer: Analyzer
    vocabulary: Vocabulary
    source: Source
    flattener: Flattener
    comparable: Callable[[int], ComparableDocument]


def _confidence(case: Case, asking: _Asking) -> tuple[int, int]:
    """What speaks for the question's own document, and for the best of all others; 0 for no question."""
    analyzer, tuning = asking.analyzer, asking.analyzer.language.tuning
    try:
        query = understand(case.question, analyzer, asking.vocabulary)
    except QueryTooShort:
        return 0, 0
    content = [group for group in query.groups if not group.stop]
    asked = comparable_query(query, asking.flattener, tuning)
    own = [
        max((each.quality * case.bag.get(each.term, 0) for each in group.alternatives), default=0)
        for group in content
    ]

    def speaking(strengths: Sequence[int], document: ComparableDocument) -> int:
        return evidence(query, asked, strengths, document, tuning, analyzer.language.code) // WHOLE

    others = (
        speaking(held(content, asking.source, number), asking.comparable(number))
        for number in _first(content, case.number, asking.source, tuning.window)
    )
    rest = comparable_document(case.document, asking.flattener, tuning)
    return speaking(own, rest), max(others, default=0)


def _first(content: Sequence[Group], without: int, source: Source, window: int) -> list[int]:
    """The first documents for content terms, as if one were absent."""
    scores: dict[int, int] = {}
    for group in content:
        for document, value in points(group, source).items():
            scores[document] = scores.get(document, 0) + value
    scores.pop(without, None)
    return nsmallest(window, scores, key=lambda document: (-scores[document], document))
