"""An open index: what a query, an export and an update need to know of it."""

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.index import checksums, documents, publish
from search.index import whoosh_read as on_disk
from search.index.statistics import Statistics, Unreadable
from search.model import Document
from search.query import near as near_terms
from search.query import synonyms as names
from search.ranking import weights
from search.ranking.score import Postings, Ranking, Source, rank
from search.ranking.store import Asked, Facets
from search.ranking.tally import Seen
from search.text.analyzer import Analyzer
from search.text.language import FORMAT, Language, language
from search.text.lexicon import Lexicon

_CACHED_POSTINGS = 400_000
_CACHED_DOCUMENTS = 256


class Index:
    """One build of an index, open. It stays what it was: after a change, open the next one."""

    def __init__(self, path: Path, statistics: Statistics, segments: on_disk.Segments) -> None:
        """Read the documents' numbers, ids, kinds and categories; the rest is read when asked for."""
        self.path = path
        self.statistics = statistics
        self.segments = segments
        self.analyzer = Analyzer(statistics.language)
        self._keys = {number: documents.from_key(key) for number, key in segments.keys().items()}
        self.count = len(self._keys)
        self._idf = weights.idf_table(self.count, self.language.tuning.rarity)
        self._idf_from = [document_frequency for document_frequency, _ in self._idf]
        self._postings: OrderedDict[str, Postings] = OrderedDict()
        self._held = 0
        self._documents: OrderedDict[int, Document] = OrderedDict()

    @classmethod
    def open(cls, directory: Path) -> "Index":
        """Open the published index, when every byte of it is what was written.

        Raises:
            IndexMissing: When there is none.
            IndexOutdated: When other rules or another version made it.
            IndexDamaged: When a file is damaged or missing.
        """
        path = publish.current(directory)
        while True:
            try:
                return cls.of_build(path)
            except FileNotFoundError as error:
                before, path = path, publish.current(directory)
                if path == before:  # else it was replaced, and removed, while it was being opened
                    raise _incomplete(path, error) from error

    @classmethod
    def of_build(cls, path: Path) -> "Index":
        """Open one build, published or not.

        Raises:
            FileNotFoundError: When a file is missing.
            IndexOutdated, IndexDamaged: As for `open`.
        """
        checksums.verify(path)
        try:
            statistics = Statistics.read(path)
        except Unreadable as error:
            raise IndexOutdated(path.parent, str(error), FORMAT) from error
        expected = language(statistics.lang).version
        if statistics.version != expected:
            raise IndexOutdated(path.parent, statistics.version, expected)
        return cls(path, statistics, on_disk.Segments(path))

    def __enter__(self) -> "Index":
        """Use as a context manager that closes."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the files."""
        self.close()

    def close(self) -> None:
        """Close the files."""
        self.segments.close()

    def is_current(self) -> bool:
        """Whether no other build has been published since."""
        try:
            return publish.current(self.path.parent) == self.path
        except (IndexMissing, IndexDamaged):
            return False

    @property
    def lang(self) -> str:
        """The language's code."""
        return self.statistics.lang

    @property
    def confidence(self) -> int:
        """The confidence that a query needs here."""
        return self.statistics.confidence

    @property
    def language(self) -> Language:
        """The rules of the index's language."""
        return self.analyzer.language

    @cached_property
    def lexicon(self) -> Lexicon:
        """The folded words of all documents, and those of the synonyms with a count of 0."""
        named = names.words(self.statistics.synonyms, self.analyzer)
        return Lexicon(dict.fromkeys(named, 0) | self.statistics.words)

    @cached_property
    def synonyms(self) -> names.Synonyms:
        """Terms of other words for a sequence of terms."""
        return names.table(self.statistics.synonyms, self.analyzer)

    @cached_property
    def near_terms(self) -> near_terms.NearTable:
        """Words of the documents near in meaning to words that they do not hold; an index may have none."""
        file = self.path / near_terms.FILE
        return near_terms.parse(file.read_text("utf-8") if file.is_file() else "")

    def idf(self, document_frequency: int) -> int:
        """The rarity of what so many documents hold."""
        return self._idf[bisect_right(self._idf_from, document_frequency) - 1][1]

    @property
    def idf_table(self) -> tuple[tuple[int, int], ...]:
        """Steps (from this many documents, idf)."""
        return self._idf

    def frequency(self, term: str) -> int:
        """How many documents hold the term."""
        return len(self.postings(term).documents)

    def together(self, words: Sequence[Sequence[str]], others: Sequence[str]) -> list[int]:
        """For each word, given as its terms, how many documents hold it beside one of the other terms."""
        beside = set(chain.from_iterable(self.postings(term).documents for term in others))
        return [
            sum(sum(map(beside.__contains__, self.postings(term).documents)) for term in terms)
            for terms in words
        ]

    def first(self, asked: Asked) -> Ranking:
        """The first documents for a query, best first, and how many there are."""
        if not asked.counted:
            return self._ranked(asked, None if asked.facets == Facets() else self._holds(asked.facets))
        seen = Seen(self._holds(asked.facets))
        return replace(self._ranked(asked, seen), tally=seen.tally(self._facets))

    def _ranked(self, asked: Asked, accept: Callable[[int], bool] | None) -> Ranking:
        wording = self.postings(asked.wording)
        return rank(asked.groups, self.postings, accept, self.id, asked.limit, asked.keywords, wording)

    def _holds(self, facets: Facets) -> Callable[[int], bool]:
        return lambda number: facets.hold(*self._facets(number))

    def _facets(self, number: int) -> tuple[str, str]:
        return self._keys[number][1:]

    def source(self, _number: int) -> Source:
        """Every posting is at hand."""
        return self.postings

    def numbers(self) -> list[int]:
        """The numbers of the documents, in order of their ids."""
        return sorted(self._keys, key=lambda number: self._keys[number][0])

    def id(self, number: int) -> str:
        """The id of a document."""
        return self._keys[number][0]

    @cached_property
    def categories(self) -> frozenset[str]:
        """The categories of all documents."""
        return frozenset(key[2] for key in self._keys.values() if key[2])

    def number(self, name: str) -> int:
        """The number of the document with that id; raises KeyError."""
        return self._number_by_id[name]

    @cached_property
    def _number_by_id(self) -> dict[str, int]:
        return {key[0]: number for number, key in self._keys.items()}

    def terms(self) -> Iterator[str]:
        """Every term that a document holds, in order."""
        return filter(self.frequency, self.segments.terms())

    def postings(self, term: str) -> Postings:
        """The documents that hold the term; decoded once and kept while there is room."""
        found = self._postings.get(term)
        if found is None:
            found = self._postings[term] = self._decode(term)
            self._held += len(found.documents) + 8
            while self._held > _CACHED_POSTINGS and len(self._postings) > 1:
                _, dropped = self._postings.popitem(last=False)
                self._held -= len(dropped.documents) + 8
        else:
            self._postings.move_to_end(term)
        return found

    def _decode(self, term: str) -> Postings:
        documents, weights = self.segments.postings(term)
        if self.segments.has_deletions():
            return self._living(documents, weights)
        return Postings(documents, weights)

    def _living(self, documents: "array[int]", weights: "array[int]") -> Postings:
        """Without the documents that are marked as deleted."""
        kept = [place for place, number in enumerate(documents) if number in self._keys]
        return Postings(array("I", [documents[p] for p in kept]), array("H", [weights[p] for p in kept]))

    def document(self, number: int) -> Document:
        """The stored document."""
        found = self._documents.get(number)
        if found is None:
            found = self._documents[number] = documents.from_bytes(self.segments.document(number))
            if len(self._documents) > _CACHED_DOCUMENTS:
                self._documents.popitem(last=False)
        return found


def verify(directory: Path) -> None:
    """Read every byte of the published index without opening it; raises as `Index.open` but IndexOutdated."""
    path = publish.current(directory)
    try:
        checksums.verify(path)
    except FileNotFoundError as error:
        raise _incomplete(path, error) from error


def _incomplete(build: Path, error: FileNotFoundError) -> IndexDamaged | IndexOutdated:
    """What is wrong with a build of which a file is missing; before format 4 there were no checksums."""
    if build.is_dir() and not (build / checksums.FILE).exists():
        return IndexOutdated(build.parent, "without checksums", FORMAT)
    return IndexDamaged(build.parent, Path(error.filename).name)
