"""An index in memory, for questions that are asked once: it finds what one that `build` wrote would find."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from search.index import statistics as collection
from search.index.at_hand import AtHand
from search.model import Document
from search.query.near import NearTable
from search.ranking import weights, wordings
from search.ranking.score import Postings
from search.text.analyzer import Analyzer
from search.text.phrases import Flattener

_NOTHING = Postings((), ())


@dataclass(frozen=True)
class Counted:
    """A document and its counts and wordings, by question, so that it can be had without some of them.

    Attributes:
        document: In the normal form.
        rest: The counts of all but its questions.
        lifts: The wordings of all but its questions.
        questions: The counts of each question.
        asked: The wordings of each question.
    """

    document: Document
    rest: weights.Counts
    lifts: Mapping[str, int]
    questions: tuple[weights.Counts, ...]
    asked: tuple[Mapping[str, int], ...]

    def keeping(self, is_kept: Callable[[int], bool]) -> "Entry":
        """The document with some of its questions, by their numbers from 0."""
        numbers = [number for number in range(len(self.questions)) if is_kept(number)]
        questions = tuple(self.document.questions[number] for number in numbers)
        counts = weights.with_questions(self.rest, [self.questions[number] for number in numbers])
        asked = chain.from_iterable(self.asked[number].items() for number in numbers)
        return Entry(replace(self.document, questions=questions), counts, {**dict(asked), **self.lifts})


@dataclass(frozen=True)
class Entry:
    """A document, its counts, and the terms of what it answers word for word."""

    document: Document
    counts: weights.Counts
    lifts: Mapping[str, int]


def counted(document: Document, analyzer: Analyzer) -> Counted:
    """Count a document in the normal form once, however often it is asked for."""
    flat = Flattener(analyzer).flat
    rest = replace(document, questions=())
    alone = [Document("", "", "", "", questions=(question,)) for question in document.questions]
    return Counted(
        document,
        weights.count(rest, analyzer),
        wordings.lifts(rest, flat),
        tuple(weights.count(each, analyzer) for each in alone),
        tuple(wordings.lifts(each, flat) for each in alone),
    )


class InMemory(AtHand):
    """Documents of one language; it is never sure of an answer, which takes questions to learn from."""

    def __init__(
        self,
        entries: Iterable[Entry],
        synonyms: Sequence[Sequence[str]],
        near: NearTable,
        analyzer: Analyzer,
    ) -> None:
        """Take these, the last of an id; `near` as it is in use."""
        found = sorted({entry.document.id: entry for entry in entries}.items())
        self._documents = [entry.document for _, entry in found]
        counts = {name: entry.counts for name, entry in found}
        keys = {number: (d.id, d.kind, d.category) for number, d in enumerate(self._documents)}
        words = Counter(chain.from_iterable(each.words for each in counts.values()))
        averages = weights.averages(counts.values())
        code, groups = analyzer.language.code, collection.groups(synonyms)
        told = collection.Statistics("", code, averages, {}, {}, groups, {}, dict(words), 0, "")
        super().__init__(told, keys, analyzer)
        self.near_terms = near
        self._postings = self._inverted(entry for _, entry in found)

    def _inverted(self, entries: Iterable[Entry]) -> Mapping[str, Postings]:
        """The postings of every term."""
        numbers: dict[str, array[int]] = {}
        heavy: dict[str, array[int]] = {}
        for number, entry in enumerate(entries):
            bag = weights.bag(entry.counts, self.statistics.averages, self.analyzer)
            bag = weights.boosted(bag, entry.document.boost) if entry.document.boost != 100 else bag
            for term, weight in chain(bag.items(), entry.lifts.items()):
                if term not in numbers:
                    numbers[term], heavy[term] = array("I"), array("H")
                numbers[term].append(number)
                heavy[term].append(weight)
        return {term: Postings(found, heavy[term]) for term, found in numbers.items()}

    def postings(self, term: str) -> Postings:
        """The documents that hold the term."""
        return self._postings.get(term, _NOTHING)

    def document(self, number: int) -> Document:
        """The document."""
        return self._documents[number]

    def is_current(self) -> bool:
        """It never becomes another."""
        return True

    def close(self) -> None:
        """There is nothing to let go of."""
