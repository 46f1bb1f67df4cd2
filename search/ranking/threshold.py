"""When to be confident: measured on the questions that writers know to be answered here. Pure.

Each question is asked of the index twice: as if it had not been written down, which must be answered, and as
if its whole article were absent, which must not. Of the former, `hardest` percent are left aside; 9/16 of the
confidence of the hardest of the others is the one bound, so that a synonym in place of its word (three
quarters of the strength) is enough. The other bound is what the `absent` percent of the latter with the least
confidence reach: no more, since many articles answer a neighbour's question too. A query needs their mean.
An article without questions is asked for by its title.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from search.errors import QueryTooShort
from search.model import Document
from search.query.expand import Vocabulary
from search.query.understand import understand
from search.ranking import weights
from search.ranking.score import Source, confidence, held, points
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
    asked = [(document, number, *each) for number, document in documents for each in _asked(document)]
    counts: dict[int, weights.Counts] = {}
    for document, number, name, question in asked[:: -(-len(asked) // SAMPLE) or 1]:
        if number not in counts:
            counts[number] = weights.count(document, analyzer)
        left = weights.without(counts[number], name, question, analyzer)
        yield Case(number, question, weights.bag(left, averages, analyzer))


def _asked(document: Document) -> Iterator[tuple[str, str]]:
    """Each question with the field that holds it; the title of a document without questions."""
    if not document.questions:
        yield "title", document.title
    for question in document.questions:
        yield "questions", question


def threshold(found: Sequence[Case], analyzer: Analyzer, vocabulary: Vocabulary, source: Source) -> int:
    """The confidence that a query needs; the tuning's where there are few questions to learn from."""
    tuning = analyzer.language.tuning
    seen = [_confidence(case, analyzer, vocabulary, source) for case in found]
    if len(seen) < ENOUGH:
        return tuning.confidence
    answered = sorted(max(own, others) for own, others in seen)
    absent = sorted(others for _, others in seen)
    hardest = answered[len(seen) * tuning.hardest // 100] * 9 // 16
    return (hardest + absent[len(seen) * tuning.absent // 100]) // 2


def _confidence(case: Case, analyzer: Analyzer, vocabulary: Vocabulary, source: Source) -> tuple[int, int]:
    """What speaks for the question's own document, and for the best of all others; 0 for no question."""
    try:
        query = understand(case.question, analyzer, vocabulary)
    except QueryTooShort:
        return 0, 0
    content = [group for group in query.groups if not group.stop]
    scores: dict[int, int] = {}
    for group in content:
        for document, value in points(group, source).items():
            scores[document] = scores.get(document, 0) + value
    scores.pop(case.number, None)
    first = nsmallest(analyzer.language.tuning.window, scores.items(), key=lambda item: (-item[1], item[0]))
    own = [
        max((each.quality * case.bag.get(each.term, 0) for each in group.alternatives), default=0)
        for group in content
    ]
    others = (confidence(content, held(content, source, document)) for document, _ in first)
    return confidence(content, own), max(others, default=0)
