"""Documents as the cluster sent them, with their bags: remembered, and ranked as `Index` ranks all."""

import base64
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from search.index.documents import from_bytes
from search.model import Document
from search.opensearch.generation import WEIGHT_BITS, WEIGHT_MASK
from search.opensearch.queries import DOCUMENT, WEIGHTS
from search.ranking.score import Postings, Ranking, rank
from search.ranking.store import Asked
from search.text.cache import Memory

_KEPT = 2048


@dataclass(frozen=True)
class Candidate:
    """A document and the weights of its terms, by the terms' numbers."""

    name: str
    document: Document
    bag: Mapping[int, int]


class Candidates(OrderedDict[int, Candidate]):
    """Those that came last, by the number of the document."""

    def keep(self, hits: Iterable[Mapping[str, Any]], number: Callable[[str], int]) -> list[int]:
        """Remember what came; gives the documents' numbers, each once, ascending."""
        found = {number(hit["sort"][-1]): hit for hit in hits}
        for place, hit in found.items():
            if place not in self:
                bag = {packed >> WEIGHT_BITS: packed & WEIGHT_MASK for packed in hit["fields"][WEIGHTS]}
                document = from_bytes(base64.b64decode(hit["_source"][DOCUMENT]))
                self[place] = Candidate(document.id, document, bag)
        return sorted(found)

    def forget(self) -> None:
        """Make room before a query; those of one query stay together until it ends."""
        while len(self) > _KEPT:
            self.popitem(last=False)


def ranked(
    asked: Asked, places: Sequence[int], held: Sequence[Candidate], key: Callable[[str], int]
) -> Ranking:
    """Order candidates: their numbers, what is known of them; `key` gives the number of a term."""

    def source(term: str) -> Postings:
        number = key(term)
        holding = [at for at, one in enumerate(held) if number in one.bag]
        return Postings(holding, [held[at].bag[number] for at in holding])

    known = Memory(source)
    wording = known[asked.wording] if asked.wording else Postings((), ())
    names = [one.name for one in held]
    order = (None, names.__getitem__, asked.limit, asked.keywords, wording)
    ranking = rank(asked.groups, known.__getitem__, *order)
    return replace(ranking, order=tuple((places[at], score) for at, score in ranking.order))


def is_settled(ranking: Ranking, name: str, score: float, last: str) -> bool:
    """Whether no document can come before the last one ranked that came after a candidate, or not at all.

    The share of the keywords only takes points: such a document has at most the candidate's.

    Args:
        ranking: Of the candidates.
        name: The id of the last one in it.
        score: The points of the last candidate before shares.
        last: Its id.
    """
    return ranking.lift >= score and (-ranking.order[-1][1], name) <= (-score, last)
