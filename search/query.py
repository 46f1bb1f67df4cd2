"""What was typed to groups of alternatives, each with its quality and rarity. Pure; twin: query.js.

A group stands for one typed word. Its alternatives, in the order in which they are tried: the word itself
(exact), adjacent words written as one (joined), words that go on from the last one (prefix), corrections of a
word that no document holds (typo), other names of what was meant (synonym). An unknown word that is two known
ones is taken apart before all this.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from search.analyze import WORD_LIMIT, Analyzer, normal
from search.lexicon import Lexicon
from search.synonyms import Synonyms
from search.typed import Typed, read

_SPLIT_MIN = 3
SIXTEENTHS = 16


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


@dataclass(frozen=True)
class Group:
    """The alternatives of one typed word; `rarity` is the idf of a full match."""

    word: str
    alternatives: tuple[Alternative, ...]
    rarity: int
    stop: bool = False
    required: bool = False


@dataclass(frozen=True)
class Query:
    """A query understood: its normal text, a group for each word, and the text with typos corrected."""

    text: str
    groups: tuple[Group, ...]
    suggestion: str | None


@dataclass(frozen=True)
class _Draft:
    """What a word is taken to mean (a term), the terms that match it, its correction, if any.

    `idle`: the correction is a stop word.
    """

    meaning: str
    exact: Sequence[Alternative]
    other: Sequence[Alternative]
    corrected: str | None = None
    idle: bool = False


def understand(text: str, analyzer: Analyzer, vocabulary: Vocabulary) -> Query:
    """Find for every word the terms that may match it; raises QueryTooShort below the minimum."""
    text = normal(text)
    typed = read(text, analyzer)
    parted = _parted(text, typed, analyzer, vocabulary)
    if parted != text:
        typed = read(parted, analyzer)
    drafts = [_draft(place, typed, analyzer, vocabulary) for place in range(len(typed))]
    others = _synonyms([draft.meaning for draft in drafts], vocabulary)
    groups = [
        _group(one, draft, terms, analyzer, vocabulary)
        for one, draft, terms in zip(typed, drafts, others, strict=True)
    ]
    corrected = _corrected(parted, typed, drafts)
    return Query(parted, tuple(_unique(groups)), corrected if corrected != text else None)


def _draft(place: int, typed: list[Typed], analyzer: Analyzer, vocabulary: Vocabulary) -> _Draft:
    """What a word means and the terms that match it, synonyms aside."""
    one = typed[place]
    tuning = analyzer.language.tuning
    exact = _exact(one, analyzer, vocabulary)
    own = analyzer.terms(one.token.word)[0]
    if one.quoted:
        return _Draft(own, exact, ())
    joined = _joined(place, typed, analyzer, vocabulary)
    begun = _begun(one, analyzer, vocabulary)
    known = bool(exact) or _is_known(one, analyzer, vocabulary)
    prefix = _prefix(begun, tuning.prefix_known if known else tuning.prefix, analyzer, vocabulary)
    if known or joined or begun or not one.word.isalpha():
        meaning = own if known or not begun else analyzer.terms(begun[0])[0]
        return _Draft(meaning, exact, (*joined, *prefix))
    words, quality = _corrections(one, analyzer, vocabulary)
    meaning = analyzer.terms(words[0])[0] if words else own
    typos = _distinct(words, "typo", quality, analyzer, vocabulary)
    idle = bool(words) and analyzer.is_stop(words[0])
    return _Draft(meaning, [], typos, words[0] if words else None, idle)


def _is_known(one: Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether a word that no document holds is right as it is: a stop word or a synonym."""
    return analyzer.is_stop(one.word) or analyzer.terms(one.token.word)[:1] in vocabulary.synonyms


def _group(
    one: Typed, draft: _Draft, synonyms: list[tuple[str, int]], analyzer: Analyzer, vocabulary: Vocabulary
) -> Group:
    """The alternatives with their final qualities; none but a longer word is rarer than the word itself."""
    tuning = analyzer.language.tuning
    found = [*draft.exact, *draft.other]
    held = {a.term for a in found}
    quality = tuning.synonym if draft.exact else tuning.synonym_alone
    for term, parts in synonyms if not one.quoted else ():
        having = vocabulary.frequency(term)
        if having and term not in held:
            held.add(term)
            found.append(Alternative(term, "synonym", max(1, quality // parts), vocabulary.idf(having), term))
    rarity = max((a.idf for a in draft.exact), default=0)
    if rarity:
        found = [a if a.kind == "joined" else replace(a, idf=min(a.idf, rarity)) for a in found]
    else:
        rarity = max((a.idf for a in found), default=vocabulary.idf(0))
    stop = one.stop or draft.idle
    if stop:
        found = [replace(a, quality=max(1, a.quality * tuning.stop // SIXTEENTHS)) for a in found]
    return Group(one.word, tuple(found), rarity, stop, one.quoted)


def _alternatives(
    word: str, kind: str, quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> list[Alternative]:
    """The terms of a word that some document holds."""
    held = [(term, vocabulary.frequency(term)) for term in analyzer.terms(word)]
    return [Alternative(term, kind, quality, vocabulary.idf(n), word) for term, n in held if n]


def _exact(one: Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    quality = analyzer.language.tuning.exact
    return _alternatives(one.token.word, "exact", quality, analyzer, vocabulary)


def _joined(place: int, typed: list[Typed], analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    """Neighbours written as one word: `log in` for `login`, the groups of a telephone number."""
    tuning = analyzer.language.tuning
    found: list[Alternative] = []
    for size in range(2, tuning.join_words + 1):
        for first in range(max(0, place - size + 1), min(place, len(typed) - size) + 1):
            word = "".join(one.word for one in typed[first : first + size])
            if len(word) <= WORD_LIMIT and word in vocabulary.lexicon.counts:
                found += _alternatives(word, "joined", tuning.joined, analyzer, vocabulary)
    return found


def _prefix(
    words: list[str], quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> tuple[Alternative, ...]:
    """Words that the reader may be about to type; together they are as rare as all their documents."""
    found = _distinct(words, "prefix", quality, analyzer, vocabulary)
    rarity = vocabulary.idf(sum(vocabulary.frequency(each.term) for each in found))
    return tuple(replace(each, idf=rarity) for each in found)


def _begun(one: Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> list[str]:
    """The commonest words that go on from a word at the very end of the query."""
    tuning = analyzer.language.tuning
    if not one.open or len(one.word) < tuning.prefix_min:
        return []
    return vocabulary.lexicon.common(vocabulary.lexicon.starting(one.word), tuning.prefix_limit)


def _parted(text: str, typed: list[Typed], analyzer: Analyzer, vocabulary: Vocabulary) -> str:
    """The text with a space in each unknown word that is two known ones: `soundcard`."""
    parts, done = [], 0
    for place, one in enumerate(typed):
        if one.quoted or not one.word.isalpha() or _is_known(one, analyzer, vocabulary):
            continue
        if _exact(one, analyzer, vocabulary) or _begun(one, analyzer, vocabulary):
            continue
        words = _split(one.word, vocabulary)
        if words and not _joined(place, typed, analyzer, vocabulary):
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


def _corrections(one: Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> tuple[list[str], int]:
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


def _distinct(
    words: list[str], kind: str, quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> tuple[Alternative, ...]:
    """The terms of several words, each once."""
    found: dict[str, Alternative] = {}
    for word in words:
        for each in _alternatives(word, kind, quality, analyzer, vocabulary):
            found.setdefault(each.term, each)
    return tuple(found.values())


def _synonyms(meanings: list[str], vocabulary: Vocabulary) -> list[list[tuple[str, int]]]:
    """For each word, the terms of the other names of every run of words that it stands in."""
    longest = max(map(len, vocabulary.synonyms), default=0)
    found: list[list[tuple[str, int]]] = [[] for _ in meanings]
    for size in range(1, longest + 1):
        for first in range(len(meanings) - size + 1):
            others = vocabulary.synonyms.get(tuple(meanings[first : first + size]), ())
            for place in range(first, first + size):
                found[place].extend(others)
    return found


def _unique(groups: list[Group]) -> list[Group]:
    """Each word once."""
    kept: dict[tuple[str, bool], Group] = {}
    for group in groups:
        kept.setdefault((group.word, group.required), group)
    return list(kept.values())


def _corrected(text: str, typed: list[Typed], drafts: list[_Draft]) -> str:
    """The text with each corrected word in place."""
    parts, done = [], 0
    for one, draft in zip(typed, drafts, strict=True):
        if draft.corrected:
            parts += [text[done : one.token.start], draft.corrected]
            done = one.token.end
    return "".join(parts) + text[done:]
