"""By which terms a typed word may match: itself, joined, begun, corrected. Pure; twin: understand.js."""

from dataclasses import dataclass, replace
from typing import Protocol

from search.query.parse import Typed
from search.query.synonyms import Synonyms
from search.text.analyzer import WORD_LIMIT, Analyzer
from search.text.lexicon import Lexicon

_SPLIT_MIN = 3


class Vocabulary(Protocol):
    """What a query needs to know of an index."""

    @property
    def lexicon(self) -> Lexicon:
        """The folded words of the index."""

    @property
    def synonyms(self) -> Synonyms:
        """Terms of other words for a sequence of terms."""

    def frequency(self, term: str) -> int:
        """How many documents hold the term."""

    def idf(self, having: int) -> int:
        """The rarity of what so many documents hold."""


@dataclass(frozen=True)
class Alternative:
    """One way to match a word: a term, how (kind), how well (quality, in sixteenths), how rare (idf)."""

    term: str
    kind: str
    quality: int
    idf: int
    word: str


def is_known(one: Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether a word that no document holds is right as it is: a stop word or a synonym."""
    return analyzer.is_stop(one.word) or analyzer.terms(one.token.word)[:1] in vocabulary.synonyms


def of_word(
    word: str, kind: str, quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> list[Alternative]:
    """The terms of a word that some document holds."""
    held = [(term, vocabulary.frequency(term)) for term in analyzer.terms(word)]
    return [Alternative(term, kind, quality, vocabulary.idf(n), word) for term, n in held if n]


def exact(one: Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    """The word itself, as the index knows it."""
    quality = analyzer.language.tuning.exact
    return of_word(one.token.word, "exact", quality, analyzer, vocabulary)


def joined(place: int, typed: list[Typed], analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    """Neighbours written as one word: `log in` for `login`, the groups of a telephone number."""
    tuning = analyzer.language.tuning
    found: list[Alternative] = []
    for size in range(2, tuning.join_words + 1):
        for first in range(max(0, place - size + 1), min(place, len(typed) - size) + 1):
            word = "".join(one.word for one in typed[first : first + size])
            if len(word) <= WORD_LIMIT and word in vocabulary.lexicon.counts:
                found += of_word(word, "joined", tuning.joined, analyzer, vocabulary)
    return found


def prefix(
    words: list[str], quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> tuple[Alternative, ...]:
    """Words that the reader may be about to type; together they are as rare as all their documents."""
    found = distinct(words, "prefix", quality, analyzer, vocabulary)
    rarity = vocabulary.idf(sum(vocabulary.frequency(each.term) for each in found))
    return tuple(replace(each, idf=rarity) for each in found)


def begun(one: Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> list[str]:
    """The commonest words that go on from a word at the very end of the query."""
    tuning = analyzer.language.tuning
    if not one.open or len(one.word) < tuning.prefix_min:
        return []
    return vocabulary.lexicon.common(vocabulary.lexicon.starting(one.word), tuning.prefix_limit)


def parted(text: str, typed: list[Typed], analyzer: Analyzer, vocabulary: Vocabulary) -> str:
    """The text with a space in each unknown word that is two known ones: `soundcard`."""
    parts, done = [], 0
    for place, one in enumerate(typed):
        if one.quoted or not one.word.isalpha() or is_known(one, analyzer, vocabulary):
            continue
        if exact(one, analyzer, vocabulary) or begun(one, analyzer, vocabulary):
            continue
        words = _split(one.word, vocabulary)
        if words and not joined(place, typed, analyzer, vocabulary):
            parts += [text[done : one.token.start], words]
            done = one.token.end
    return "".join(parts) + text[done:]


def _split(word: str, vocabulary: Vocabulary) -> str:
    """Two known words with a space; the parting whose rarer word is commonest. Empty if there is none."""
    counts = vocabulary.lexicon.counts
    best, found = 0, ""
    for place in range(_SPLIT_MIN, len(word) - _SPLIT_MIN + 1):
        head, tail = word[:place], word[place:]
        least = min(counts.get(head, 0), counts.get(tail, 0))
        if least > best:
            best, found = least, f"{head} {tail}"
    return found


def corrections(one: Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> tuple[list[str], int]:
    """The commonest words one error away, else (in long words) two, and their quality.

    In short words the first letter counts as right: `bread` is not `read`. Telling words come first.
    """
    tuning = analyzer.language.tuning
    rules = ((1, tuning.typo_one_from, tuning.typo_one), (2, tuning.typo_two_from, tuning.typo_two))
    for edits, least, quality in rules:
        if len(one.word) >= least:
            words = vocabulary.lexicon.near(one.word, edits)
            if len(one.word) < tuning.typo_first_from:
                words = [word for word in words if word[0] == one.word[0]]
            telling = [word for word in words if not analyzer.is_stop(word)]
            if words:
                return vocabulary.lexicon.common(telling or words, tuning.typo_limit), quality
    return [], 0


def distinct(
    words: list[str], kind: str, quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> tuple[Alternative, ...]:
    """The terms of several words, each once."""
    found: dict[str, Alternative] = {}
    for word in words:
        for each in of_word(word, kind, quality, analyzer, vocabulary):
            found.setdefault(each.term, each)
    return tuple(found.values())
