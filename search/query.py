"""What was typed to groups of alternatives, each with its quality and rarity. Pure; twin: query.js.

A group stands for one typed word. Its alternatives, in the order in which they are tried: the word itself (exact),
adjacent words written as one (joined), words that go on from the last one (prefix), the word taken apart (split),
corrections of a word that no document holds (typo), and synonyms of what was understood (synonym).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from search.analyze import WORD_LIMIT, Analyzer, Token, normal
from search.errors import QueryTooShort
from search.lexicon import Lexicon

_QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab\u00bb]([^\"\u201c\u201d\u201e\u00ab\u00bb]+)[\"\u201c\u201d\u201e\u00ab\u00bb]"
)
_SPLIT_MIN = 3
SIXTEENTHS = 16

Synonyms = Mapping[tuple[str, ...], tuple[str, ...]]


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
    """One way to match a word: a term, how (kind), how well (quality, sixteenths), and how rare it is (idf)."""

    term: str
    kind: str
    quality: int
    idf: int
    word: str


@dataclass(frozen=True)
class Group:
    """The alternatives of one typed word; `need` is what a full match of it is worth."""

    word: str
    alternatives: tuple[Alternative, ...]
    need: int
    stop: bool = False
    required: bool = False


@dataclass(frozen=True)
class Query:
    """A query understood: its words in order, the groups, the quoted phrases, and the text with typos corrected."""

    words: tuple[str, ...]
    groups: tuple[Group, ...]
    phrases: tuple[tuple[str, ...], ...]
    suggestion: str | None


@dataclass(frozen=True)
class _Typed:
    """A token with its place in the sentence."""

    token: Token
    word: str
    stop: bool
    quoted: bool
    open: bool


def understand(text: str, analyzer: Analyzer, vocabulary: Vocabulary) -> Query:
    """Find for every word the terms that may match it; raises QueryTooShort below the minimum."""
    text = normal(text)
    typed, phrases = read(text, analyzer)
    groups = [_group(place, typed, analyzer, vocabulary) for place in range(len(typed))]
    groups = _with_synonyms(typed, groups, analyzer, vocabulary)
    corrected = [group for group in groups if group.alternatives and group.alternatives[0].kind == "typo"]
    suggestion = _suggestion(text, typed, groups) if corrected else None
    return Query(tuple(one.word for one in typed), tuple(_unique(groups)), phrases, suggestion)


def read(text: str, analyzer: Analyzer) -> tuple[list[_Typed], tuple[tuple[str, ...], ...]]:
    """The words of a normal text with their roles, and its quoted phrases."""
    tuning = analyzer.language.tuning
    tokens = list(analyzer.tokens(text))
    length = sum(len(token.word) for token in tokens)
    if length < tuning.minimum:
        raise QueryTooShort(tuning.minimum, length)
    tokens = tokens[: tuning.words_limit]
    words = [analyzer.fold(token.word) for token in tokens]
    quotes = [match.span(1) for match in _QUOTED.finditer(text)]
    quoted = [any(start <= token.start and token.end <= end for start, end in quotes) for token in tokens]
    framed = _frame(words, analyzer)
    stops = [place < framed or analyzer.is_stop(word) for place, word in enumerate(words)]
    if all(stops):
        stops = [False] * len(words)
    typed = [
        _Typed(token, word, stop and not inside, inside, token.end == len(text))
        for token, word, stop, inside in zip(tokens, words, stops, quoted, strict=True)
    ]
    phrases = [tuple(one.word for one in typed if start <= one.token.start < end) for start, end in quotes]
    return typed, tuple(phrase for phrase in phrases if phrase)


def _frame(words: list[str], analyzer: Analyzer) -> int:
    """How many words at the beginning only say that this is a question."""
    for frame in analyzer.language.frames:
        if len(frame) < len(words) and tuple(words[: len(frame)]) == frame:
            return len(frame)
    return 0


def _group(place: int, typed: list[_Typed], analyzer: Analyzer, vocabulary: Vocabulary) -> Group:
    one = typed[place]
    tuning = analyzer.language.tuning
    found = _exact(one, analyzer, vocabulary)
    need = max((SIXTEENTHS * a.idf for a in found), default=0)
    if not one.quoted:
        known = bool(found)
        found += _joined(place, typed, analyzer, vocabulary)
        if one.open and len(one.word) >= tuning.prefix_min:
            found += _prefix(one, known, analyzer, vocabulary)
        if not found and one.word.isalpha():
            found = _split(one, analyzer, vocabulary) or _typo(one, analyzer, vocabulary)
    if need:
        found = [replace(a, idf=min(a.idf, need // SIXTEENTHS)) for a in found]
    else:
        need = SIXTEENTHS * max((a.idf for a in found), default=vocabulary.idf(0))
    if one.stop:
        found = [replace(a, quality=max(1, a.quality * tuning.stop // SIXTEENTHS)) for a in found]
    return Group(one.word, tuple(found), need, one.stop, one.quoted)


def _alternatives(
    word: str, kind: str, quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> list[Alternative]:
    """The terms of a word that some document holds."""
    held = [(term, vocabulary.frequency(term)) for term in analyzer.terms(word)]
    return [Alternative(term, kind, quality, vocabulary.idf(n), word) for term, n in held if n]


def _exact(one: _Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    quality = analyzer.language.tuning.exact
    return _alternatives(one.token.word, "exact", quality, analyzer, vocabulary)


def _joined(place: int, typed: list[_Typed], analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    """Neighbours written as one word: `log in` for `login`, the groups of a telephone number."""
    tuning = analyzer.language.tuning
    found: list[Alternative] = []
    for size in range(2, tuning.join_words + 1):
        for first in range(max(0, place - size + 1), min(place, len(typed) - size) + 1):
            word = "".join(one.word for one in typed[first : first + size])
            if len(word) <= WORD_LIMIT and word in vocabulary.lexicon.counts:
                found += _alternatives(word, "joined", tuning.joined, analyzer, vocabulary)
    return found


def _prefix(one: _Typed, known: bool, analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    """Words that the reader may be about to type; together they are as rare as all their documents."""
    tuning = analyzer.language.tuning
    quality = tuning.prefix_known if known else tuning.prefix
    words = vocabulary.lexicon.common(vocabulary.lexicon.starting(one.word), tuning.prefix_limit)
    found: dict[str, Alternative] = {}
    for word in words:
        for each in _alternatives(word, "prefix", quality, analyzer, vocabulary):
            found.setdefault(each.term, each)
    rarity = vocabulary.idf(sum(vocabulary.frequency(term) for term in found))
    return [replace(each, idf=rarity) for each in found.values()]


def _split(one: _Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    """Two known words written as one; the parting whose rarer word is commonest."""
    counts = vocabulary.lexicon.counts
    best, parts = 0, ("", "")
    for place in range(_SPLIT_MIN, len(one.word) - _SPLIT_MIN + 1):
        head, tail = one.word[:place], one.word[place:]
        least = min(counts.get(head, 0), counts.get(tail, 0))
        if least > best:
            best, parts = least, (head, tail)
    quality = analyzer.language.tuning.joined
    return [a for part in parts if part for a in _alternatives(part, "split", quality, analyzer, vocabulary)]


def _typo(one: _Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> list[Alternative]:
    """The commonest words one error away, else (in long words) two."""
    tuning = analyzer.language.tuning
    rules = ((1, tuning.typo_one_from, tuning.typo_one), (2, tuning.typo_two_from, tuning.typo_two))
    for edits, least, quality in rules:
        if len(one.word) >= least:
            words = vocabulary.lexicon.near(one.word, edits)
            if words:
                chosen = vocabulary.lexicon.common(words, tuning.typo_limit)
                return _corrections(chosen, quality, analyzer, vocabulary)
    return []


def _corrections(
    words: list[str], quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> list[Alternative]:
    found: dict[str, Alternative] = {}
    for word in words:
        for each in _alternatives(word, "typo", quality, analyzer, vocabulary):
            found.setdefault(each.term, each)
    return list(found.values())


def _with_synonyms(
    typed: list[_Typed], groups: list[Group], analyzer: Analyzer, vocabulary: Vocabulary
) -> list[Group]:
    """Add the other names of each run of words, as understood: after correction."""
    terms = [g.alternatives[0].term if g.alternatives else g.word for g in groups]
    longest = max(map(len, vocabulary.synonyms), default=0)
    added: list[list[str]] = [[] for _ in groups]
    for size in range(1, longest + 1):
        for first in range(len(terms) - size + 1):
            others = vocabulary.synonyms.get(tuple(terms[first : first + size]), ())
            for place in range(first, first + size) if others else ():
                added[place].extend(others)
    quality = analyzer.language.tuning.synonym
    return [
        group if one.quoted else _widened(group, others, quality, vocabulary)
        for one, group, others in zip(typed, groups, added, strict=True)
    ]


def _widened(group: Group, terms: list[str], quality: int, vocabulary: Vocabulary) -> Group:
    known = {a.term for a in group.alternatives}
    found = list(group.alternatives)
    for term in terms:
        having = vocabulary.frequency(term)
        if having and term not in known:
            known.add(term)
            found.append(
                Alternative(
                    term, "synonym", quality, min(vocabulary.idf(having), group.need // SIXTEENTHS), term
                )
            )
    return replace(group, alternatives=tuple(found))


def _unique(groups: list[Group]) -> list[Group]:
    """Each word once."""
    kept: dict[tuple[str, bool], Group] = {}
    for group in groups:
        kept.setdefault((group.word, group.required), group)
    return list(kept.values())


def _suggestion(text: str, typed: list[_Typed], groups: list[Group]) -> str:
    """The text with each corrected word in place."""
    parts, done = [], 0
    for one, group in zip(typed, groups, strict=True):
        if group.alternatives and group.alternatives[0].kind == "typo":
            parts += [text[done : one.token.start], group.alternatives[0].word]
            done = one.token.end
    return "".join(parts) + text[done:]


def synonym_table(
    groups: tuple[tuple[str, ...], ...], analyzer: Analyzer
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Groups of equal phrases as: the terms of a phrase -> the telling terms of all the others."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in groups:
        phrases = [_phrase_terms(phrase, analyzer) for phrase in group]
        for key, _ in phrases:
            others = [term for other, told in phrases if other != key for term in told]
            table[key] = tuple(dict.fromkeys((*table.get(key, ()), *others)))
    return {key: others for key, others in table.items() if key and others}


def _phrase_terms(phrase: str, analyzer: Analyzer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tokens = list(analyzer.tokens(normal(phrase)))
    key = tuple(analyzer.terms(token.word)[0] for token in tokens)
    told = [
        t
        for token in tokens
        if not analyzer.is_stop(analyzer.fold(token.word))
        for t in analyzer.terms(token.word)
    ]
    return key, tuple(told)
