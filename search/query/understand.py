"""What was typed to groups of alternatives, each with its quality and rarity. Pure; twin: understand.js.

A group stands for one typed word. Its alternatives, in the order in which they are tried: the word itself
(exact), adjacent words written as one (joined), words that go on from the last one (prefix), corrections of a
word that no document holds (typo), other names of what was meant (synonym). An unknown word that is two known
ones is taken apart before all this.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.query import expand
from search.query.expand import Alternative, Vocabulary
from search.query.parse import Typed, read
from search.text.analyzer import Analyzer, normal

SIXTEENTHS = 16


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
    parted = expand.parted(text, typed, analyzer, vocabulary)
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
    exact = expand.exact(one, analyzer, vocabulary)
    own = analyzer.terms(one.token.word)[0]
    if one.quoted:
        return _Draft(own, exact, ())
    joined = expand.joined(place, typed, analyzer, vocabulary)
    begun = expand.begun(one, analyzer, vocabulary)
    known = bool(exact) or expand.is_known(one, analyzer, vocabulary)
    prefix = expand.prefix(begun, tuning.prefix_known if known else tuning.prefix, analyzer, vocabulary)
    if known or joined or begun or not one.word.isalpha():
        meaning = own if known or not begun else analyzer.terms(begun[0])[0]
        return _Draft(meaning, exact, (*joined, *prefix))
    words, quality = expand.corrections(one, analyzer, vocabulary)
    meaning = analyzer.terms(words[0])[0] if words else own
    typos = expand.distinct(words, "typo", quality, analyzer, vocabulary)
    idle = bool(words) and analyzer.is_stop(words[0])
    return _Draft(meaning, [], typos, words[0] if words else None, idle)


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
