"""When to say that nothing fits: measured on the questions that writers know to be answered here. Pure.

Each question is asked of the index as if it had not been written down (leave-one-out). `calibrate` percent
of them, the hardest, are left aside; a query needs 9/16 of the evidence that the hardest of the others has,
so that a synonym in place of its word (three quarters of the strength) is evidence enough.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from search.errors import QueryTooShort
from search.model import Document
from search.query.expand import Vocabulary
from search.query.understand import understand
from search.ranking import weights
from search.ranking.score import WINDOW, Source, evidence, held, points
from search.text.analyzer import Analyzer

ENOUGH = 20
SAMPLE = 400


@dataclass(frozen=True)
class Case:
    """A question of a document, and the document's bag without that question."""

    number: int
    question: str
    bag: Mapping[str, int]


def cases(
    documents: Sequence[tuple[int, Document]], averages: Mapping[str, float], analyzer: Analyzer
) -> Iterator[Case]:
    """At most SAMPLE questions, evenly spread over the documents (number, document)."""
    questions = [
        (number, document, place)
        for number, document in documents
        for place in range(len(document.questions))
    ]
    step = -(-len(questions) // SAMPLE) or 1
    for number, document, place in questions[::step]:
        others = document.questions[:place] + document.questions[place + 1 :]
        counts = weights.count(replace(document, questions=others), analyzer)
        yield Case(number, document.questions[place], weights.bag(counts, averages, analyzer))


def threshold(found: Sequence[Case], analyzer: Analyzer, vocabulary: Vocabulary, source: Source) -> int:
    """The evidence that a query needs: between the tuning's bounds, the lower one for few questions."""
    tuning = analyzer.language.tuning
    seen = [_evidence(case, analyzer, vocabulary, source) for case in found]
    known = sorted(each for each in seen if each is not None)
    if len(known) < ENOUGH:
        return tuning.evidence
    learnt = known[len(known) * tuning.calibrate // 100] * 9 // 16
    return min(max(tuning.evidence, learnt), tuning.evidence_most)


def _evidence(case: Case, analyzer: Analyzer, vocabulary: Vocabulary, source: Source) -> int | None:
    """What `rank` would find for the question; None where there is nothing to ask."""
    try:
        query = understand(case.question, analyzer, vocabulary)
    except QueryTooShort:
        return None
    telling = [group for group in query.groups if not group.stop]
    scores: dict[int, int] = {}
    for group in telling:
        for document, value in points(group, source).items():
            scores[document] = scores.get(document, 0) + value
    scores.pop(case.number, None)
    first = nsmallest(WINDOW, scores.items(), key=lambda item: (-item[1], item[0]))
    own = [
        max((each.quality * case.bag.get(each.term, 0) for each in group.alternatives), default=0)
        for group in telling
    ]
    others = (held(telling, source, document) for document, _ in first)
    return max(evidence(telling, strengths) for strengths in (own, *others))
