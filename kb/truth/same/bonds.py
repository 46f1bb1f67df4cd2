"""What a sentence says, as bonds: what denies, limits or times what; else order is free; pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from kb.truth.language import language_data
from kb.truth.words import is_no_word, pieces, truth_words
from search.text.language import language

# Concepts, in every language.
_PLACES = frozenset(("first", "last", "next", "previous"))
_TIMES = ("after", "within")
_PERIODS = ("day", "week", "month", "year", "hour", "minute")
_MEANWHILE = frozenset(("meanwhile", "until-now"))
_REMEMBERED = 20_000  # sentences; a check asks for the same ones again and again
_TIME = 3  # concepts: `after a few days`
Bond = tuple[object, ...]


@dataclass(frozen=True)
class Weights:
    """What of a sentence counts how much: concepts of one language.

    Attributes:
        bearing: Numbers and facts aside, what may never come or go: modality, negation, scope, time, money.
        binding: What denies, limits or ranks the word after it.
        opening: What all that follows in its clause belongs to: a condition, a time, an alternative.
        degrees: What tells two things apart (`easier`, `new`): each belongs to what its clause is about.
        states: What is so of a thing (`open`, `last`): beside another one, each belongs to its own thing.
        light: What may come or go, since it only leads a reader.
        idle: Words that say nothing by themselves.
    """

    bearing: frozenset[str]
    binding: frozenset[str]
    opening: frozenset[str]
    degrees: frozenset[str]
    states: frozenset[str]
    light: frozenset[str]
    idle: frozenset[str]

    @property
    def turning(self) -> frozenset[str]:
        """What beside it makes the loss of a thing or deed a lie."""
        return self.binding | self.opening

    def is_idle(self, token: str, meant: str) -> bool:
        """Whether a word says nothing by itself, or only leads a reader."""
        return token in self.idle and (not meant or meant in self.light)

    def is_aside(self, part: str) -> bool:
        """Whether it is a thing or deed, which turns no sentence into a lie by its name alone."""
        return not (is_no_word(part) or part in self.bearing or part in self.light)


@cache
def weights(lang: str) -> Weights:
    """The weights of a language."""
    words, data = truth_words(lang), language_data(lang)
    opening = frozenset((*data["ordering"], *data["movable"])) - _PLACES
    return Weights(
        bearing=frozenset((*words.promising, *words.ordered, *words.negations, *words.focus)),
        binding=(words.negations | words.focus) - opening,
        opening=opening,
        degrees=frozenset(data["degrees"]),
        states=(words.polar | _PLACES) - words.negations - words.focus - opening,
        light=frozenset(data["light"]),
        idle=frozenset((*language(lang).stop, *data["plain"])),
    )


@lru_cache(_REMEMBERED)
def said_by(text: str, lang: str) -> frozenset[Bond]:
    """The bonds of a sentence, remembered."""
    return bonds(pieces(text, lang), (), lang)


def bonds(pieces: Sequence[Sequence[str]], without: Collection[str], lang: str) -> frozenset[Bond]:
    """The bonds of a sentence; two sentences with the same ones say the same.

    Args:
        pieces: Its concepts, clause by clause.
        without: Those to leave out.
        lang: Its language.
    """
    rules = weights(lang)
    kept = [[part for part in piece if part not in without] for piece in pieces]
    telling = (rules.degrees | rules.states) & {*chain.from_iterable(kept)}
    bound = rules.binding | (telling if len(telling) > 1 else frozenset())
    pressed = tuple(part for piece in kept for part in piece if part.startswith("{{label."))
    found = (bond for piece in kept for bond in _of_piece(piece, bound, rules))
    told = ((part, _things(piece, rules)) for piece in kept for part in rules.degrees & {*piece})
    return frozenset((*found, *told, ("pressed", *pressed)))


def _things(piece: Sequence[str], rules: Weights) -> frozenset[str]:
    """The things and deeds of a clause."""
    return frozenset(part for part in piece if rules.is_aside(part) and part not in rules.degrees)


def _of_piece(piece: Sequence[str], bound: Collection[str], rules: Weights) -> Iterator[Bond]:
    """The bonds of one clause: those before what opens another, and the other as a whole."""
    for at, part in enumerate(piece):
        if _is_time(piece, at):
            yield ("time", *piece[at : at + _TIME])
            yield from _of_piece([*piece[:at], *piece[at + _TIME :]], bound, rules)
            return
        if part in rules.opening:
            yield from _pairs(piece[:at], bound)
            yield (part, frozenset(_of_piece(piece[at + 1 :], bound, rules)))
            return
    yield from _pairs(piece, bound)


def _pairs(piece: Iterable[str], bound: Collection[str]) -> Iterator[Bond]:
    """Each part, and what binds with the next part that binds nothing, at the end with the last."""
    said = [part for part in piece if part not in _MEANWHILE]
    yield from ((part,) for part in piece)
    for at, part in enumerate(said):
        if part in bound:
            after = (each for each in said[at + 1 :] if each not in bound)
            before = (each for each in reversed(said[:at]) if each not in bound)
            yield (part, next(chain(after, before), ""))


def _is_time(piece: Sequence[str], at: int) -> bool:
    """Whether `after a few days`, in concepts, begins here."""
    return piece[at] in _TIMES and len(piece) >= at + _TIME and piece[at + _TIME - 1] in _PERIODS
