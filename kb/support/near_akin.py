"""Which other words of the articles lie near each of their own words; pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from search.query.near import AKIN, NearWord
from search.text.analyzer import Analyzer

MOST = 6  # neighbours of a word
LEAST = 0.4  # their cosine

# For each of the first words, those of the second nearest in meaning, nearest first, with their cosines.
Nearest = Callable[[Sequence[str], Sequence[str]], Iterable[Sequence[tuple[str, float]]]]


def akin(targets: Mapping[str, str], analyzer: Analyzer, nearest: Nearest) -> Iterator[tuple[str, NearWord]]:
    """The line of each term that has neighbours, in order; forms of the word itself are none.

    Args:
        targets: Each content term of the articles with the word that stands for it.
        analyzer: Of their language.
        nearest: The nearest words by an encoder, nearest first, with their cosines.
    """
    words = [targets[term] for term in sorted(targets)]
    for term, closest in zip(sorted(targets), nearest(words, sorted(words)), strict=True):
        own = set(analyzer.terms(targets[term]))
        others = [(word, cosine) for word, cosine in closest if own.isdisjoint(analyzer.terms(word))]
        found = tuple((word, round(16 * cosine)) for word, cosine in others[:MOST] if cosine >= LEAST)
        if found:
            yield AKIN + term, NearWord((analyzer.language.code,), found)
