"""How many results each choice of a filter would give, the other filter kept. Pure; twin: tally.js.

The words of a query find documents before any filter is looked at: these are counted by kind and category.
What holds a quoted phrase shows only in the texts, of which few are read: such a query has no counts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from search.model import Counts
from search.ranking.store import Facets

Tally = Mapping[tuple[str, str], int]


class Seen:
    """Which documents may be found; remembers of which it was asked: those that the words find."""

    def __init__(self, accept: Callable[[int], bool]) -> None:
        """Accept what a function accepts."""
        self._accept = accept
        self._documents: set[int] = set()

    def __call__(self, document: int) -> bool:
        """Whether the document may be found."""
        self._documents.add(document)
        return self._accept(document)

    def tally(self, facets: Callable[[int], tuple[str, str]]) -> Tally:
        """How many of them are of each kind and category; `facets` says of which one is."""
        return Counter(map(facets, self._documents))


def counts(tally: Tally, facets: Facets) -> Counts:
    """The counts for a query that is asked with these filters."""
    pairs = tally.items()
    kinds = ((kind, n) for (kind, category), n in pairs if facets.category in ("", category))
    categories = ((category, n) for (kind, category), n in pairs if facets.kind in ("", kind))
    return Counts(_counted(kinds), _counted(categories))


def _counted(found: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The sum for each value in their order, the sum of all before them under the empty text."""
    total: Counter[str] = Counter({"": 0})
    for value, number in found:
        total[""] += number
        if value:
            total[value] += number
    return dict(sorted(total.items()))
