"""How well ranked lists answer queries whose right answers are known. Pure; binary relevance."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

CUT = 10


@dataclass(frozen=True)
class Measures:
    """Means over queries, each from 0 to 1; `empty` is the share of queries that found nothing."""

    queries: int
    ndcg: float
    mrr: float
    success1: float
    success3: float
    empty: float


def ndcg(ranked: Sequence[str], relevant: Collection[str], cut: int = CUT) -> float:
    """Normalised discounted cumulative gain of the first `cut` (Jarvelin and Kekalainen 2002)."""
    gain = sum(1 / math.log2(place + 2) for place, name in enumerate(ranked[:cut]) if name in relevant)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(cut, len(relevant))))
    return gain / ideal if ideal else 0.0


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str], cut: int = CUT) -> float:
    """One over the place of the first right answer among the first `cut`, else 0."""
    return next((1 / place for place, name in enumerate(ranked[:cut], 1) if name in relevant), 0.0)


def success(ranked: Sequence[str], relevant: Collection[str], cut: int) -> float:
    """1 when a right answer is among the first `cut`, else 0."""
    return float(any(name in relevant for name in ranked[:cut]))


def measure(answers: Iterable[tuple[Sequence[str], Collection[str]]]) -> Measures:
    """The means over (ranked ids, right ids) pairs; all 0 without pairs."""
    pairs = list(answers)
    count = len(pairs) or 1
    return Measures(
        len(pairs),
        sum(ndcg(ranked, right) for ranked, right in pairs) / count,
        sum(reciprocal_rank(ranked, right) for ranked, right in pairs) / count,
        sum(success(ranked, right, 1) for ranked, right in pairs) / count,
        sum(success(ranked, right, 3) for ranked, right in pairs) / count,
        sum(not ranked for ranked, _ in pairs) / count,
    )
