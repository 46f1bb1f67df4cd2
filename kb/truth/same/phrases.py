"""Whether only phrases moved: `call us from any country` and `from any country call us`; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.truth.language import language_data
from kb.truth.words import stream, truth_words

_PART = re.compile(r"[:;–—]\s")
_COMMA = re.compile(r",\s")
# Concepts and words, in every language: what belongs to a phrase behind it; what makes a phrase a clause.
_SCOPING = {"even", "now", "soon", "nearly"}
_TIED = {"even", "if", "unless", "when", "once", "as-soon", "while", "during", "because", "perché", "poiché"}


@dataclass(frozen=True)
class Phrase:
    """A run of words that moves as one.

    Attributes:
        words: What it says.
        is_free: Whether it begins with a word that lets it stand elsewhere: `from`, `if`.
        is_clause: Whether it is a clause of its own, which a comma ends.
    """

    words: tuple[str, ...]
    is_free: bool
    is_clause: bool


def phrases_moved(now: str, then: str, lang: str) -> bool:
    """Whether two sentences consist of the same phrases, only those in another place that may stand there."""
    here, there = _PART.split(now), _PART.split(then)
    if len(here) != len(there):
        return False
    said = [(_stream(one, lang), _stream(other, lang)) for one, other in zip(here, there, strict=True)]
    changed = [pair for pair in said if pair[0] != pair[1]]
    return bool(changed) and all(
        _has_moved(one, other, lang) or _has_moved(other, one, lang) for one, other in changed
    )


def _stream(part: str, lang: str) -> list[list[str]]:
    """Every word of a part of a sentence, clause by clause."""
    return [said for clause in _COMMA.split(part) if (said := stream(clause, lang))]


def _has_moved(here: list[list[str]], there: list[list[str]], lang: str) -> bool:
    """Whether the phrases of the one, in another order, are the other."""
    phrases = [phrase for clause in here for phrase in _phrases(clause, lang)]
    order = next(_orders(phrases, [word for clause in there for word in clause], _ends(there)), None)
    if order is None:
        return False
    fixed = [phrase for phrase in phrases if not phrase.is_free]
    return (
        [phrase for phrase in order if not phrase.is_free] == fixed
        and not _may_bind(phrases, lang)
        and (len(fixed) <= 1 or _is_run([word for phrase in fixed for word in phrase.words], there))
    )


def _phrases(clause: Sequence[str], lang: str) -> Iterator[Phrase]:
    """A clause cut before each word that begins a phrase, what limits or denies the phrase with it."""
    words, openers = truth_words(lang), {*language_data(lang)["openers"]}
    scoping = words.negations | words.focus | _SCOPING
    starts = [0]
    for at, word in enumerate(clause):
        is_begun = starts[-1] == at - 1 and clause[at - 1] in openers | scoping
        is_inner = clause[starts[-1]] in _TIED or is_begun
        if word in openers and at and not is_inner:
            starts.append(at - 1 if clause[at - 1] in scoping else at)
    for start, end in zip(starts, [*starts[1:], len(clause)], strict=True):
        said = tuple(clause[start:end])
        lead = said[0] if said[0] not in scoping - _TIED else (said[1:2] or said)[0]
        yield Phrase(said, lead in openers, lead in _TIED)


def _ends(clauses: list[list[str]]) -> set[int]:
    """Behind how many words a clause ends."""
    return {sum(map(len, clauses[: at + 1])) for at in range(len(clauses))}


def _orders(
    left: Sequence[Phrase], said: Sequence[str], ends: set[int], at: int = 0
) -> Iterator[list[Phrase]]:
    """The orders in which phrases make up a sentence: none goes over a comma, and one ends each clause."""
    if not left and at == len(said):
        yield []
    for index, phrase in enumerate(left):
        end = at + len(phrase.words)
        is_whole = not ends & {*range(at + 1, end)} and (not phrase.is_clause or end in ends)
        if tuple(said[at:end]) == phrase.words and is_whole:
            for rest in _orders([*left[:index], *left[index + 1 :]], said, ends, end):
                yield [phrase, *rest]


def _may_bind(phrases: Sequence[Phrase], lang: str) -> bool:
    """Whether a word may take a clause as its own (`check if`), or joined words share what moved."""
    data = language_data(lang)
    main = {word for phrase in phrases if not phrase.is_free for word in phrase.words}
    has_condition = any({*data["movable"]} & {*phrase.words} for phrase in phrases if phrase.is_clause)
    return bool(main & {*data["coordinators"]} or (has_condition and main & {*data["binding"]}))


def _is_run(words: Sequence[str], clauses: list[list[str]]) -> bool:
    """Whether words stand in one clause, one behind the other: what moved only stood between them."""
    ends = range(len(words), max(map(len, clauses)) + 1)
    return any(clause[end - len(words) : end] == words for clause in clauses for end in ends)
