"""The engine's store on a cluster: the candidates come from there, with their bags, and are ranked here."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Any

from search.errors import ClusterFault
from search.model import Document
from search.opensearch import exact, queries
from search.opensearch.candidates import Candidate, Candidates, is_settled, ranked
from search.opensearch.connection import Connection
from search.opensearch.generation import Generation, number
from search.opensearch.naming import in_use
from search.opensearch.reading import generation
from search.query import near as near_terms
from search.query import synonyms as names
from search.ranking import weights
from search.ranking.score import Postings, Ranking, Source
from search.ranking.store import Asked
from search.text.analyzer import Analyzer
from search.text.cache import Memory
from search.text.language import Language, language
from search.text.lexicon import Lexicon

MOST_HITS = 10_000  # that OpenSearch gives at once
REACH = 3  # as many candidates as wanted, where the share of keywords may change their order
FRESH_SECONDS = 1.0  # so long the alias is not looked at again


class Cluster:
    """One generation of a language, asked over the network. It stays what it was: see `is_current`."""

    def __init__(
        self, connection: Connection, name: str, alias: str, told: Generation, clock: Callable[[], float]
    ) -> None:
        """Ask this generation; `clock` gives seconds."""
        self._connection, self.name, self._alias, self._told, self._clock = (
            connection,
            name,
            alias,
            told,
            clock,
        )
        self.analyzer = Analyzer(language(told.lang))
        self._names = [name for name, _, _ in told.documents]
        self._numbers = {name: place for place, name in enumerate(self._names)}
        self._idf = weights.idf_table(self.count, self.language.tuning.rarity)
        self._idf_from = [document_frequency for document_frequency, _ in self._idf]
        self._key = Memory(lambda term: number(term, told.salt))
        self._candidates = Candidates()
        self._looked, self._current = clock(), True

    @classmethod
    def open(cls, connection: Connection, alias: str, lang: str, clock: Callable[[], float]) -> "Cluster":
        """The generation that is in use; raises ClusterFault."""
        while True:
            name = in_use(connection, alias, lang)
            if not name:
                raise connection.fault("no_index", f"{alias}-{lang}")
            try:
                return cls(connection, name, alias, generation(connection, name, lang), clock)
            except ClusterFault as fault:
                if fault.fault != "gone" or in_use(connection, alias, lang) == name:
                    raise  # else it was replaced, and removed, while it was being opened

    def close(self) -> None:
        """Connections are shared with other languages: nothing to let go of."""

    def is_current(self) -> bool:
        """Whether the alias still named this generation a second ago; where nobody answers, it does."""
        if self._current and self._clock() - self._looked >= FRESH_SECONDS:
            self._looked = self._clock()
            try:
                self._current = in_use(self._connection, self._alias, self.lang) == self.name
            except ClusterFault:
                return True
        return self._current

    @property
    def lang(self) -> str:
        """The language's code."""
        return self._told.lang

    @property
    def language(self) -> Language:
        """The language's rules."""
        return self.analyzer.language

    @property
    def confidence(self) -> int:
        """The confidence that a query needs here."""
        return self._told.confidence

    @property
    def count(self) -> int:
        """How many documents there are."""
        return len(self._told.documents)

    @cached_property
    def categories(self) -> frozenset[str]:
        """The categories of all documents."""
        return frozenset(category for _, category, _ in self._told.documents if category)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The folded words of all documents, and those of the synonyms with a count of 0."""
        return Lexicon(
            dict.fromkeys(names.words(self._told.synonyms, self.analyzer), 0) | dict(self._told.words)
        )

    @cached_property
    def synonyms(self) -> names.Synonyms:
        """Terms of other words for a sequence of terms."""
        return names.table(self._told.synonyms, self.analyzer)

    @cached_property
    def near_terms(self) -> near_terms.NearTable:
        """Words of the documents near in meaning to words that they do not hold."""
        return near_terms.parse(self._told.near)

    def frequency(self, term: str) -> int:
        """How many documents hold the term."""
        return self._told.terms.get(term, 0)

    def idf(self, document_frequency: int) -> int:
        """The rarity of what so many documents hold."""
        return self._idf[bisect_right(self._idf_from, document_frequency) - 1][1]

    def together(self, words: Sequence[Sequence[str]], others: Sequence[str]) -> list[int]:
        """For each word, given as its terms, how many documents hold it beside one of the other terms."""
        beside = queries.any_of([self._holds(term) for term in others if self.frequency(term)])
        held = [term for terms in words for term in terms if self.frequency(term)]
        bodies = [queries.count([self._holds(term), beside]) for term in held]
        answers = self._connection.search(self.name, bodies) if bodies else []
        counts = dict(zip(held, (answer["hits"]["total"]["value"] for answer in answers), strict=True))
        return [sum(counts.get(term, 0) for term in terms) for terms in words]

    def _holds(self, term: str) -> queries.Body:
        return queries.holds(self._key[term])

    def first(self, asked: Asked) -> Ranking:
        """The first documents for a query, best first, and how many there are."""
        self._candidates.forget()
        asked = replace(asked, wording=asked.wording if self.frequency(asked.wording) else "")
        if not asked.wording and not any(each.alternatives for each in asked.groups if not each.stop):
            return Ranking(0, (), lift=1, tally={} if asked.counted else None)
        if queries.is_exact(asked.groups, self._told.heaviest):
            reach = REACH if asked.keywords else 1
            ranking, last = self._first(asked, queries.first, reach)
            if not (asked.keywords and last) or is_settled(ranking, self.id(ranking.order[-1][0]), *last):
                return ranking
        return self._first(asked, exact.first)[0]

    def _first(
        self, asked: Asked, body: Callable[..., queries.Body], reach: int = 1
    ) -> tuple[Ranking, list[Any]]:
        """Rank what one way of asking gives; points and id of its last document where others were left."""
        size = min(MOST_HITS, asked.limit * reach)
        bodies = [body(asked, self._key.__getitem__, size)]
        if asked.wording:
            bodies.append(exact.worded(asked, self._key.__getitem__, size))
        told = self._connection.search(self.name, bodies)
        answers = [answer["hits"] for answer in told]
        places = self._candidates.keep(chain.from_iterable(each["hits"] for each in answers), self.number)
        ranking = ranked(asked, places, [self._candidates[each] for each in places], self._key.__getitem__)
        total = answers[0]["total"]["value"]
        tally = queries.tallied(told[0]["aggregations"]) if asked.counted else None
        left = answers[0]["hits"][-1]["sort"] if total > size else []
        return replace(ranking, total=total, tally=tally), left

    def source(self, number: int) -> Source:
        """The postings of one document."""
        bag = self._fetched(number).bag

        def postings(term: str) -> Postings:
            weight = bag.get(self._key[term], 0)
            return Postings((number,), (weight,)) if weight else Postings((), ())

        return postings

    def document(self, number: int) -> Document:
        """The stored document."""
        return self._fetched(number).document

    def numbers(self) -> Sequence[int]:
        """The numbers of all documents, in order of their ids."""
        return range(self.count)

    def id(self, number: int) -> str:
        """The id of a document."""
        return self._names[number]

    def number(self, name: str) -> int:
        """The number of the document with that id; raises KeyError."""
        return self._numbers[name]

    def _fetched(self, number: int) -> Candidate:
        if number not in self._candidates:
            body = queries.with_digests([self._told.documents[number][2]])
            self._candidates.keep(self._connection.search(self.name, [body])[0]["hits"]["hits"], self.number)
        return self._candidates[number]
