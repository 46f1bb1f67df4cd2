"""The face of the package: ask an index, get results ready to show."""

import threading
from dataclasses import replace
from itertools import islice
from pathlib import Path

from search.model import Hit, Ranked, Reason, Results
from search.query.akin import widened
from search.query.understand import Query, understand
from search.ranking import wordings
from search.ranking.rerank import (
    WHOLE,
    ComparableDocument,
    ComparableQuery,
    comparable_document,
    comparable_query,
    evidence,
    rerank,
)
from search.ranking.score import Ranking, are_keywords, explain, held
from search.ranking.store import Asked, Facets, Store
from search.ranking.tally import counts as counted
from search.snippets.excerpt import excerpt
from search.snippets.highlight import Matcher, QueryTerms, terms_of
from search.text.language import Tuning
from search.text.phrases import Flattener

LIMIT = 10
_KNOWN = 2048


class Engine:
    """Searches one index. Safe to use from several threads: one query runs at a time."""

    def __init__(self, index: Store) -> None:
        """Search this open index, or another store."""
        self.index = index
        self._flattener = Flattener(index.analyzer)
        self._known: dict[int, ComparableDocument] = {}
        self._matcher = Matcher(index.analyzer)
        self._lock = threading.RLock()

    @classmethod
    def open(cls, directory: Path) -> "Engine":
        """Open the index in a directory; raises IndexMissing, IndexOutdated or IndexDamaged."""
        from search.index import Index  # and with it Whoosh, which other stores do not need

        return cls(Index.open(directory))

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def is_current(self) -> bool:
        """Whether the index on disk is still the one in use; if not, open it again."""
        return self.index.is_current()

    def search(
        self,
        text: str,
        kind: str | None = None,
        category: str | None = None,
        limit: int = LIMIT,
        counts: bool = False,
    ) -> Results:
        """The best articles for what was typed; `counts` asks for those too. Raises QueryTooShort."""
        with self._lock:
            index = self.index
            query = understand(text, index.analyzer, index)
            facets = Facets(kind or "", category or "")
            ranking, confident = self._rank(query, facets, limit, counts)
            query_terms = terms_of(query)
            hits = tuple(self._hit(number, score, query_terms) for number, score in ranking.order[:limit])
            suggestion = query.suggestion if hits else None
            found = Results(text, index.lang, ranking.total, hits, confident, query.lang, suggestion)
            return found if ranking.tally is None else replace(found, counts=counted(ranking.tally, facets))

    def counterpart(self, hit: Hit) -> Hit:
        """The article with a hit's id here, in place of another language's; else the hit itself."""
        with self._lock:
            try:
                return self._hit(self.index.number(hit.id), hit.score, {})
            except KeyError:
                return hit

    def ranked(self, text: str, limit: int = LIMIT, *, near: bool = True) -> Ranked:
        """Ids, scores and confidence only; raises QueryTooShort.

        Args:
            text: What is asked.
            limit: Documents at most.
            near: Whether words near in meaning may order what none answers: not what is a part of a message.
        """
        with self._lock:
            query = understand(text, self.index.analyzer, self.index)
            ranking, confident = self._rank(query, Facets(), limit, near=near)
            hits = tuple((self.index.id(number), score) for number, score in ranking.order[:limit])
            return Ranked(hits, confident)

    def order(self, text: str, limit: int = LIMIT) -> list[str]:
        """Ids only, best first, sure or not; raises QueryTooShort."""
        with self._lock:
            query = understand(text, self.index.analyzer, self.index)
            ranking, _, _ = self._ordered(query, Facets(), limit)
            return [self.index.id(number) for number, _ in ranking.order[:limit]]

    def why(self, text: str, name: str) -> list[Reason]:
        """The sum that ranks the article with that id; raises KeyError where there is none."""
        with self._lock:
            query = understand(text, self.index.analyzer, self.index)
            if not self._rank(query, Facets(), LIMIT)[1]:
                query = widened(query, self.index.analyzer, self.index)
            number = self.index.number(name)
            reasons = [
                Reason(group.word, a.word, a.kind, a.quality, a.idf, weight, a.quality * a.idf * weight)
                for group, a, weight in explain(query.groups, self.index.source(number), number)
            ]
            return reasons + self._whole(query, number, sum(reason.points for reason in reasons))

    def _whole(self, query: Query, number: int, points: int) -> list[Reason]:
        """What the query as a whole adds to the points of its words, or takes from them."""
        ranking, _ = self._first(query, Facets(), self.index.count)
        scores = dict(ranking.order)
        if number not in scores:
            return []
        weight = self.index.source(number)(self._wording(query)).weight(number)
        lift = ranking.lift * weight
        told = {"coverage": scores[number] - lift - points, wordings.KINDS.get(weight, ""): lift}
        if number in dict(ranking.order[: self._tuning.window]):
            told |= rerank(
                self._comparable_query(query), self._comparable_document(number), scores[number], self._tuning
            )
        boost = self.index.document(number).boost
        boosted = [] if boost == 100 else [Reason("", "", "boost", 0, 0, boost, 0)]
        return boosted + [Reason("", "", kind, 0, 0, 0, points) for kind, points in told.items() if points]

    def _wording(self, query: Query) -> str:
        """The term of the documents that answer the query word for word: all of it, else its topic."""
        whole, topic = (
            wordings.term_of(self._flattener.flat(text)) for text in (query.said, query.corrected)
        )
        return whole if self.index.frequency(whole) else topic

    @property
    def _tuning(self) -> Tuning:
        return self.index.language.tuning

    def _rank(
        self, query: Query, facets: Facets, limit: int, counts: bool = False, *, near: bool = True
    ) -> tuple[Ranking, bool]:
        """The documents in order, and whether the first answers.

        Where none does for its words, words near in meaning order them, which are no evidence.
        """
        ranking, whole, comparable = self._ordered(query, facets, limit, counts)
        first = ranking.order[0][0] if ranking.order and whole else None
        if first is not None and (ranking.worded or self._answers(query, comparable, first)):
            return ranking, True
        wider = widened(query, self.index.analyzer, self.index) if near else query
        return ranking if wider is query else self._ordered(wider, facets, limit, counts)[0], False

    def _ordered(
        self, query: Query, facets: Facets, limit: int, counts: bool = False
    ) -> tuple[Ranking, bool, ComparableQuery]:
        """The documents in order, the first by how closely they say it; whether they hold what is quoted."""
        ranking, whole = self._first(query, facets, limit, counts)
        comparable = self._comparable_query(query)
        raised = [
            (
                number,
                score
                + sum(rerank(comparable, self._comparable_document(number), score, self._tuning).values()),
            )
            for number, score in ranking.order[: self._tuning.window]
        ]
        raised.sort(key=lambda item: (-item[1], self.index.id(item[0])))
        order = (*raised, *ranking.order[self._tuning.window :])
        return replace(ranking, order=order), whole, comparable

    def _answers(self, query: Query, comparable: ComparableQuery, number: int) -> bool:
        """Whether enough speaks for a document."""
        content = [group for group in query.groups if not group.stop]
        strengths = held(content, self.index.source(number), number)
        document, lang = self._comparable_document(number), self.index.lang
        found = evidence(query, comparable, strengths, document, self._tuning, lang)
        return found >= WHOLE * self.index.confidence

    def _first(self, query: Query, facets: Facets, limit: int, counts: bool = False) -> tuple[Ranking, bool]:
        """The documents by their words, and whether they hold a quoted phrase, as all do where one does."""
        phrases = () if query.message else self._flattener.phrases(query.text)
        wide = max(limit, self._tuning.phrase_reach if phrases else self._tuning.window)
        keywords = not query.message and are_keywords(query.groups, self._tuning.keywords)
        counts = counts and not phrases
        asked = Asked(query.groups, self._wording(query), keywords, facets, wide, counts)
        ranking = self.index.first(asked)
        if not phrases:
            return ranking, True
        flats = ((item, self._comparable_document(item[0]).flat) for item in ranking.order)
        holding = (item for item, flat in flats if all(phrase in flat for phrase in phrases))
        order = tuple(islice(holding, max(limit, self._tuning.phrase_limit)))
        if not order:
            free = [replace(group, required=False) for group in query.groups]
            return self.index.first(replace(asked, groups=free)), False
        return replace(ranking, total=len(order), order=order), True

    def _comparable_query(self, query: Query) -> ComparableQuery:
        return comparable_query(query, self._flattener, self._tuning)

    def _comparable_document(self, number: int) -> ComparableDocument:
        known = self._known.get(number)
        if known is None:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            known = self._known[number] = comparable_document(
                self.index.document(number), self._flattener, self._tuning
            )
        return known

    def _hit(self, number: int, score: int, query_terms: QueryTerms) -> Hit:
        index = self.index
        document = index.document(number)
        passage, section = excerpt(document, query_terms, self._matcher, index.language.tuning.excerpt_length)
        return Hit(
            document.id,
            document.lang,
            document.url,
            document.title,
            self._matcher.marks(document.title, query_terms),
            document.kind,
            document.category,
            score,
            passage,
            section,
        )
