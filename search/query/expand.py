"""By which terms a typed word may match: itself, compounds, prefixes, typos. Pure; see typos.js, too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from search.query.near import NearTable, NearWord
from search.query.parse import QueryWord
from search.query.synonyms import Synonyms
from search.text.analyzer import Analyzer
from search.text.lexicon import Lexicon

SIXTEENTHS = 16


class Vocabulary(Protocol):
    """What a query needs to know of an index."""

    @property
    def lexicon(self) -> Lexicon:
        """The folded words of the index."""

    @property
    def synonyms(self) -> Synonyms:
        """Terms of other words for a sequence of terms."""

    @property
    def near_terms(self) -> NearTable:
        """Words of the documents near in meaning to words that they do not hold."""

    def frequency(self, term: str) -> int:
        """How many documents hold the term."""

    def together(self, words: Sequence[Sequence[str]], others: Sequence[str]) -> list[int]:
        """For each word, given as its terms, how many documents hold it beside one of the other terms.

        A document counts for each term of the word that it holds.
        """

    def idf(self, document_frequency: int) -> int:
        """The rarity of what so many documents hold."""


@dataclass(frozen=True)
class Alternative:
    """One way to match a word: a term, how (kind), how well (quality, in sixteenths), how rare (idf)."""

    term: str
    kind: str
    quality: int
    idf: int
    word: str

    def little(self, share: int) -> "Alternative":
        """What is left of it, in sixteenths, where the word says little."""
        return replace(self, quality=max(1, self.quality * share // SIXTEENTHS))


def is_known(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether a word that no document holds is right as it is: a stop word or a synonym."""
    return analyzer.is_stop(one.word) or analyzer.terms(one.token.word)[:1] in vocabulary.synonyms


def is_right(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether a word needs no help: documents hold it, it is right as it is, or it is quoted."""
    return (
        one.quoted
        or is_known(one, analyzer, vocabulary)
        or any(map(vocabulary.frequency, analyzer.terms(one.token.word)))
    )


def of_word(
    word: str, kind: str, quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> list[Alternative]:
    """The terms of a word that some document holds."""
    held = [(term, vocabulary.frequency(term)) for term in analyzer.terms(word)]
    return [Alternative(term, kind, quality, vocabulary.idf(n), word) for term, n in held if n]


def exact(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    """The word itself, as the index knows it."""
    quality = analyzer.language.tuning.exact
    return of_word(one.token.word, "exact", quality, analyzer, vocabulary)


def compound(
    place: int, query_words: Sequence[QueryWord], analyzer: Analyzer, vocabulary: Vocabulary
) -> list[Alternative]:
    """Neighbours written as one word: `log in` for `login`, the groups of a telephone number.

    The rarity of the one word counts once: the neighbours that are content terms share it.
    """
    tuning, counts = analyzer.language.tuning, vocabulary.lexicon.counts
    found: list[Alternative] = []
    start = max(0, place - tuning.compound_words + 1)
    words = [one.word for one in query_words[start : place + tuning.compound_words]]
    for size in range(2, tuning.compound_words + 1):
        for first in range(max(0, place - size + 1), min(place, len(query_words) - size) + 1):
            word = "".join(words[first - start : first - start + size])
            if word in counts and len(word) <= tuning.word_longest:
                share = max(1, sum(not one.stop for one in query_words[first : first + size]))
                whole = of_word(word, "compound", tuning.compound, analyzer, vocabulary)
                found += [replace(each, idf=max(1, each.idf // share)) for each in whole]
    return found


def prefix(
    words: list[str], quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> tuple[Alternative, ...]:
    """Words that the reader may be about to type; together they are as rare as all their documents."""
    found = distinct(words, "prefix", quality, analyzer, vocabulary)
    rarity = vocabulary.idf(sum(vocabulary.frequency(each.term) for each in found))
    return tuple(replace(each, idf=rarity) for each in found)


def prefix_words(one: QueryWord, known: bool, analyzer: Analyzer, vocabulary: Vocabulary) -> list[str]:
    """The commonest words that go on from the last word; after an unknown one a space or `*` may follow."""
    tuning = analyzer.language.tuning
    if not (one.open or (one.last and not known)) or len(one.word) < tuning.prefix_min:
        return []
    return vocabulary.lexicon.common(vocabulary.lexicon.starting(one.word), tuning.prefix_limit)


def corrections(
    place: int, query_words: Sequence[QueryWord], analyzer: Analyzer, vocabulary: Vocabulary
) -> tuple[list[str], int]:
    """The commonest words one error away, else (in long words) two, and their quality.

    In short words the first letter counts as right: `bread` is not `read`. Content terms come first, and of
    them those that stand in documents with a neighbour: `refund crad` means no `crab`.
    """
    one, beside = (
        query_words[place],
        (*query_words[max(0, place - 1) : place], *query_words[place + 1 : place + 2]),
    )
    tuning = analyzer.language.tuning
    rules = ((1, tuning.typo_one_from, tuning.typo_one), (2, tuning.typo_two_from, tuning.typo_two))
    for edits, least, quality in rules:
        words = words_near(one.word, edits, analyzer, vocabulary) if len(one.word) >= least else []
        content = [word for word in words if not analyzer.is_stop(word)]
        if words:
            commonest = vocabulary.lexicon.common(content or words, tuning.typo_limit)
            return _together(commonest, beside, analyzer, vocabulary), quality
    return [], 0


def _together(
    words: list[str], beside: Sequence[QueryWord], analyzer: Analyzer, vocabulary: Vocabulary
) -> list[str]:
    """Those of the words that documents hold with a neighbour, the oftenest first; all where none is."""
    others = [term for one in beside for term in analyzer.terms(one.token.word)]
    counted = vocabulary.together([analyzer.terms(word) for word in words], others)
    shared = dict(zip(words, counted, strict=True))
    return sorted(filter(shared.get, words), key=lambda word: -shared[word]) or words


def words_near(word: str, edits: int, analyzer: Analyzer, vocabulary: Vocabulary) -> list[str]:
    """The words so many errors away; in short words the first letter counts as right."""
    tuning = analyzer.language.tuning
    if not tuning.typo_one_from <= len(word) <= tuning.typo_longest:
        return []
    words = vocabulary.lexicon.near(word, edits)
    return words if len(word) >= tuning.typo_first_from else [each for each in words if each[0] == word[0]]


def misread(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> list[str]:
    """The words one error away from one that only shares its stem with another: `granulaità`, `granuli`.

    None where one of them has that stem too: then it is an inflection.
    """
    tuning = analyzer.language.tuning
    if one.open or one.word in vocabulary.lexicon.counts or len(one.word) < tuning.typo_first_from:
        return []
    words = words_near(one.word, 1, analyzer, vocabulary)
    own = set(analyzer.terms(one.token.word))
    shared = any(own.intersection(analyzer.terms(word)) for word in words)
    return [] if shared else vocabulary.lexicon.common(words, tuning.typo_limit)


def distinct(
    words: list[str], kind: str, quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> tuple[Alternative, ...]:
    """The terms of several words, each once."""
    found: dict[str, Alternative] = {}
    for word in words:
        for each in of_word(word, kind, quality, analyzer, vocabulary):
            found.setdefault(each.term, each)
    return tuple(found.values())


def near(
    entry: NearWord, quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> tuple[Alternative, ...]:
    """The terms nearest in meaning, none rarer than the first; `quality` is that of the same meaning."""
    found = [
        each
        for word, cosine in entry.words
        for each in of_word(word, "near", quality * cosine // SIXTEENTHS, analyzer, vocabulary)
    ]
    return tuple(replace(each, idf=min(each.idf, found[0].idf)) for each in found)
