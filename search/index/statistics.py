"""What an index holds beside Whoosh's files, in one JSON file."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from search.index.documents import content_hash, json_bytes
from search.model import Document
from search.ranking.weights import FIELDS, Counts, averages
from search.text.language import Language, language
from search.text.product import called

FILE = "side.json"
DRIFT = 0.1

Groups = tuple[tuple[str, ...], ...]


class Unreadable(Exception):
    """The file has other fields; carries the version that it names."""


@dataclass(frozen=True)
class Statistics:
    """What the engine must know of all documents together.

    The version of the rules, the frozen average lengths, the summed lengths and how many documents have each
    field, the synonyms, the content hashes by id, the words with their counts, the confidence a query needs,
    the product's name.
    """

    version: str
    lang: str
    averages: dict[str, float]
    lengths: dict[str, int]
    document_frequency: dict[str, int]
    synonyms: Groups
    hashes: dict[str, str]
    words: dict[str, int]
    confidence: int
    product: str

    @property
    def language(self) -> Language:
        """The rules of the language, to which the product's name is no topic."""
        return called(language(self.lang), self.product, self.words)

    def write(self, path: Path) -> None:
        """Write the file of a build, as a new one: the old may be another build's too."""
        beside = path / f"new-{FILE}"
        beside.write_bytes(json_bytes(vars(self)))
        beside.replace(path / FILE)

    @classmethod
    def read(cls, path: Path) -> "Statistics":
        """Read the file of a build whose checksums hold; raises Unreadable for another format."""
        data = json.loads((path / FILE).read_bytes())
        try:
            return cls(**data | {"synonyms": groups(data["synonyms"])})
        except (KeyError, TypeError) as error:
            raise Unreadable(str(data.get("version"))) from error

    def next(
        self,
        hashes: dict[str, str],
        synonyms: Groups,
        dropped: Iterable[Counts],
        added: Iterable[Counts],
    ) -> "Statistics":
        """The statistics after a change; the averages stay as the build froze them."""
        words, lengths = Counter(self.words), Counter(self.lengths)
        frequency = Counter(self.document_frequency)
        for sign, changed in ((-1, dropped), (1, added)):
            for counts in changed:
                for word in counts.words:
                    words[word] += sign
                for name, length in counts.lengths.items():
                    lengths[name] += sign * length
                    frequency[name] += sign * bool(length)
        kept = {word: times for word, times in words.items() if times}
        return replace(
            self,
            lengths=dict(lengths),
            document_frequency=dict(frequency),
            synonyms=synonyms,
            hashes=hashes,
            words=kept,
        )

    def drifted(self) -> bool:
        """Whether an average length is a tenth or more away from the frozen one."""
        for name, frozen in self.averages.items():
            documents = self.document_frequency[name]
            average = self.lengths[name] / documents if documents else 1.0
            if abs(average - frozen) >= DRIFT * frozen:
                return True
        return False


def first(
    version: str,
    lang: str,
    documents: Mapping[str, Document],
    counts: Mapping[str, Counts],
    synonyms: Groups,
    product: str,
) -> Statistics:
    """The statistics of a full build, but for its threshold of confidence."""
    words: Counter[str] = Counter()
    lengths, frequency = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    for one in counts.values():
        words.update(one.words)
        for name, length in one.lengths.items():
            lengths[name] += length
            frequency[name] += bool(length)
    hashes = {name: content_hash(document) for name, document in documents.items()}
    mean = averages(counts.values())
    return Statistics(version, lang, mean, lengths, frequency, synonyms, hashes, dict(words), 0, product)


def groups(synonyms: Sequence[Sequence[str]]) -> Groups:
    """Synonyms in the form in which they are kept and compared."""
    return tuple(tuple(group) for group in synonyms)
