"""What was typed to groups of alternatives, each with its quality and rarity. Pure; twin: query.js.

A group stands for one typed word. Its alternatives, in the order in which they are tried: the word itself
(exact), adjacent words written as one (joined), words that go on from the last one (prefix), the word taken
apart (split), corrections of a word that no document holds (typo), other names of what was meant (synonym).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from search.analyze import WORD_LIMIT, Analyzer, Token, normal
from search.errors import QueryTooShort
from search.lexicon import Lexicon
from search.phrase import quoted_spans

_SPLIT_MIN = 3
SIXTEENTHS = 16

# The terms of a phrase -> the telling terms of the others, each with the number of these in its phrase.
Synonyms = Mapping[tuple[str, ...], tuple[tuple[str, int], ...]]


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
    """The alternatives of one typed word; `need` is what a full match of it is worth."""

    word: str
    alternatives: tuple[Alternative, ...]
    need: int
    stop: bool = False
    required: bool = False


@dataclass(frozen=True)
class Query:
    """A query understood: its normal text, a group for each word, and the text with typos corrected."""

    text: str
    groups: tuple[Group, ...]
    suggestion: str | None


@dataclass(frozen=True)
class _Typed:
    """A token with its place in the sentence."""

    token: Token
    word: str
    stop: bool
    quoted: bool
    open: bool


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
    drafts = [_draft(place, typed, analyzer, vocabulary) for place in range(len(typed))]
    others = _synonyms([draft.meaning for draft in drafts], vocabulary)
    groups = [
        _group(one, draft, terms, analyzer, vocabulary)
        for one, draft, terms in zip(typed, drafts, others, strict=True)
    ]
    return Query(text, tuple(_unique(groups)), _suggestion(text, typed, drafts))


def read(text: str, analyzer: Analyzer) -> list[_Typed]:
    """The words of a normal text with their roles; raises QueryTooShort."""
    tuning = analyzer.language.tuning
    tokens = list(analyzer.tokens(text))
    length = sum(len(token.word) for token in tokens)
    if length < tuning.minimum:
        raise QueryTooShort(tuning.minimum, length)
    tokens = tokens[: tuning.words_limit]
    words = [analyzer.fold(token.word) for token in tokens]
    quotes = quoted_spans(text)
    quoted = [any(start <= token.start and token.end <= end for start, end in quotes) for token in tokens]
    framed = _frame(words, analyzer)
    stops = [place < framed or analyzer.is_stop(word) for place, word in enumerate(words)]
    if all(stops):
        stops = [False] * len(words)
    return [
        _Typed(token, word, stop and not inside, inside, token.end == len(text))
        for token, word, stop, inside in zip(tokens, words, stops, quoted, strict=True)
    ]


def _frame(words: list[str], analyzer: Analyzer) -> int:
    """How many words at the beginning only say that this is a question."""
    for frame in analyzer.language.frames:
        if len(frame) < len(words) and tuple(words[: len(frame)]) == frame:
            return len(frame)
    return 0


def _draft(place: int, typed: list[_Typed], analyzer: Analyzer, vocabulary: Vocabulary) -> _Draft:
    """What a word means and the terms that match it, synonyms aside."""
    one = typed[place]
    tuning = analyzer.language.tuning
    exact = _exact(one, analyzer, vocabulary)
    own = analyzer.terms(one.token.word)[0]
    known = bool(exact) or (own,) in vocabulary.synonyms or analyzer.is_stop(one.word)
    if one.quoted:
        return _Draft(own, exact, ())
    joined = _joined(place, typed, analyzer, vocabulary)
    begun: list[str] = []
    if one.open and len(one.word) >= tuning.prefix_min:
        begun = vocabulary.lexicon.common(vocabulary.lexicon.starting(one.word), tuning.prefix_limit)
    prefix = _prefix(begun, tuning.prefix_known if known else tuning.prefix, analyzer, vocabulary)
    if known or joined or begun or not one.word.isalpha():
        meaning = own if known or not begun else analyzer.terms(begun[0])[0]
        return _Draft(meaning, exact, (*joined, *prefix))
    split = _split(one, analyzer, vocabulary)
    if split:
        return _Draft(own, [], split)
    words, quality = _corrections(one, analyzer, vocabulary)
    meaning = analyzer.terms(words[0])[0] if words else own
    typos = _distinct(words, "typo", quality, analyzer, vocabulary)
    idle = bool(words) and analyzer.is_stop(words[0])
    return _Draft(meaning, [], typos, words[0] if words else None, idle)


def _group(
    one: _Typed, draft: _Draft, synonyms: list[tuple[str, int]], analyzer: Analyzer, vocabulary: Vocabulary
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
    need = max((a.idf for a in draft.exact), default=0)
    if need:
        found = [a if a.kind == "joined" else replace(a, idf=min(a.idf, need)) for a in found]
    else:
        need = max((a.idf for a in found), default=vocabulary.idf(0))
    stop = one.stop or draft.idle
    if stop:
        found = [replace(a, quality=max(1, a.quality * tuning.stop // SIXTEENTHS)) for a in found]
    return Group(one.word, tuple(found), SIXTEENTHS * need, stop, one.quoted)


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


def _prefix(
    words: list[str], quality: int, analyzer: Analyzer, vocabulary: Vocabulary
) -> tuple[Alternative, ...]:
    """Words that the reader may be about to type; together they are as rare as all their documents."""
    found = _distinct(words, "prefix", quality, analyzer, vocabulary)
    rarity = vocabulary.idf(sum(vocabulary.frequency(each.term) for each in found))
    return tuple(replace(each, idf=rarity) for each in found)


def _split(one: _Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """Two known words written as one; the parting whose rarer word is commonest."""
    counts = vocabulary.lexicon.counts
    best, parts = 0, ("", "")
    for place in range(_SPLIT_MIN, len(one.word) - _SPLIT_MIN + 1):
        head, tail = one.word[:place], one.word[place:]
        least = min(counts.get(head, 0), counts.get(tail, 0))
        if least > best:
            best, parts = least, (head, tail)
    quality = analyzer.language.tuning.joined
    return _distinct([part for part in parts if part], "split", quality, analyzer, vocabulary)


def _corrections(one: _Typed, analyzer: Analyzer, vocabulary: Vocabulary) -> tuple[list[str], int]:
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


def _suggestion(text: str, typed: list[_Typed], drafts: list[_Draft]) -> str | None:
    """The text with each corrected word in place; None when no word was corrected."""
    parts, done = [], 0
    for one, draft in zip(typed, drafts, strict=True):
        if draft.corrected:
            parts += [text[done : one.token.start], draft.corrected]
            done = one.token.end
    return "".join(parts) + text[done:] if parts else None


def synonym_words(groups: Sequence[Sequence[str]], analyzer: Analyzer) -> set[str]:
    """The folded words of all synonyms: known words, whether or not a document holds them."""
    phrases = (normal(phrase) for group in groups for phrase in group)
    return {analyzer.fold(token.word) for phrase in phrases for token in analyzer.tokens(phrase)}


def synonym_table(
    groups: Sequence[Sequence[str]], analyzer: Analyzer
) -> dict[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Groups of phrases that mean the same, as `Synonyms`; a term counts in its shortest phrase."""
    table: dict[tuple[str, ...], dict[str, int]] = {}
    for group in groups:
        phrases = [_phrase_terms(phrase, analyzer) for phrase in group]
        for key, _ in phrases:
            others = table.setdefault(key, {})
            for _, told in (phrase for phrase in phrases if phrase[0] != key):
                for term in told:
                    others[term] = min(len(told), others.get(term, len(told)))
    return {key: tuple(others.items()) for key, others in table.items() if key and others}


def _phrase_terms(phrase: str, analyzer: Analyzer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first term of each word, and of those that are not stop words (of all, if all are)."""
    words = [token.word for token in analyzer.tokens(normal(phrase))]
    telling = [word for word in words if not analyzer.is_stop(analyzer.fold(word))] or words
    return tuple(analyzer.terms(word)[0] for word in words), tuple(
        analyzer.terms(word)[0] for word in telling
    )
