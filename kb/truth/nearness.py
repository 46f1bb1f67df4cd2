"""Whether two sentences without a claim differ only in words that are near enough to say the same; pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kb.truth.language import language_data
from kb.truth.words import LINK, focused, is_no_word, linked, pieces, truth_words
from search.text.language import language

_PART = re.compile(r"[:;–—.?!]\s")
_LEADING = re.compile(r"\bin \[")
# Concepts, in every language.
_EXPLAINING = ("explain", "show")
_PLACES = {"first", "last", "next", "previous"}
_TIMES = ("after", "within")
_PERIODS = ("day", "week", "month", "year", "hour", "minute")
_MEANWHILE = ("meanwhile", "until-now")
_TIME = 3  # concepts: `after a few days`
Pieces = list[list[str]]


@dataclass(frozen=True)
class _Rules:
    """What of a sentence counts how much: concepts of one language.

    Attributes:
        bearing: Numbers and facts aside, what may never come or go: modality, negation, scope, time, money.
        sequenced: What begins a part of a sentence to which all that follows belongs.
        fixed: What makes the order of its like count in its part of a sentence, as negations.
        focus: What bears on the word after it.
        light: What may come or go, since it only leads a reader.
        idle: Words that say nothing by themselves.
    """

    bearing: frozenset[str]
    sequenced: frozenset[str]
    fixed: frozenset[str]
    focus: frozenset[str]
    light: frozenset[str]
    idle: frozenset[str]


def nearly_same(now: str, then: str, lang: str, *, every_thing: bool = False) -> bool:
    """Whether what bears truth is the other's, or its neighbour in a group of the language.

    A sentence that has two neighbours tells them apart: between them nothing may give place. What leads a
    reader (`find`, `tell`) may come or go, unless a word that we do not know stands there instead. A thing
    that we know may give place to a word that we do not, and the other way round, not to another known one.

    Args:
        now: The one sentence.
        then: The other.
        lang: Their language.
        every_thing: Whether things and words that we do not know have to stay.
    """
    rules = _rules(lang)
    here, there = (pieces(text, lang) for text in (now, then))
    if not every_thing:
        names = _names({*chain(*here)}, {*chain(*there)}, rules, lang)
        here, there = _named(here, names), _named(there, names)
    mine, theirs = ({each for each in chain(*said) if _is_aside(each, rules)} for said in (here, there))
    came, went = _strange(now, lang) - _strange(then, lang), _strange(then, lang) - _strange(now, lang)
    if every_thing and (came or went or _every(now, rules, lang) != _every(then, rules, lang)):
        return False
    if _told(here, (), rules) == _told(there, (), rules):
        return True
    gained, lost = mine - theirs, theirs - mine
    is_free = only_leads(now, lang) and only_leads(then, lang)
    if (gained and lost) or not (is_free or _is_given_place(gained, lost, came, went)):
        return False
    if not is_free and rules.fixed & {*chain(*there)} and len(lost) > len(came):
        return False
    changed = rules.light | gained | lost
    return _told(here, changed, rules) == _told(there, changed, rules)


def _is_given_place(gained: set[str], lost: set[str], came: set[str], went: set[str]) -> bool:
    """Whether each thing or unknown word that came stands where another went."""
    return len(gained) <= len(went) and len(came) <= len(went) + len(lost)


def only_leads(text: str, lang: str) -> bool:
    """Whether a sentence only says where to read more: its link's target tells what."""
    words, links = truth_words(lang), LINK.findall(text)
    said = {*map(words.meaning, words.tokens(LINK.sub(" ", text)))}
    is_plain = not any(map(is_no_word, said - {""})) and not _PART.search(text)
    leads = said & {*words.pointing, *_EXPLAINING} or _LEADING.search(text)
    return len(links) == 1 and is_plain and bool(leads)


def _rules(lang: str) -> _Rules:
    words, data = truth_words(lang), language_data(lang)
    return _Rules(
        bearing=frozenset((*words.promising, *words.ordered, *words.negations, *words.focus)),
        sequenced=frozenset(data["ordering"]) - _PLACES,
        fixed=words.ordered - words.focus - _PLACES,
        focus=words.focus,
        light=frozenset(data["light"]),
        idle=frozenset((*language(lang).stop, *data["plain"])),
    )


def _is_aside(part: str, rules: _Rules) -> bool:
    """Whether it is a thing that turns no sentence into a lie by its name alone."""
    return not (is_no_word(part) or part in rules.bearing or part in rules.light or " " in part)


def _names(here: Collection[str], there: Collection[str], rules: _Rules, lang: str) -> dict[str, str]:
    """One name for the neighbours of each group of which neither sentence has two: a bearing one first."""
    groups = [
        sorted(group, key=lambda each: each not in rules.bearing)
        for group in language_data(lang)["near"]
        if max(len({*group} & {*here}), len({*group} & {*there})) == 1
    ]
    return {concept: group[0] for group in groups for concept in group}


def _named(said: Pieces, names: Mapping[str, str]) -> Pieces:
    return [[names.get(part, part) for part in piece] for piece in said]


def _told(said: Pieces, without: Collection[str], rules: _Rules) -> tuple[Pieces, list[str], list[str]]:
    """What a sentence says, in the order that counts.

    Returns:
        The parts in which something depends on order; all else; the buttons in their order.
    """
    told, rest = [], set[str]()
    for piece in chain.from_iterable(_cut(piece, rules) for piece in said):
        parts = focused([part for part in piece if part not in without], rules.focus)
        if not rules.fixed & {*piece}:
            rest.update(parts)
        elif parts:
            bearing = [part for part in parts if not _is_aside(part, rules)]
            told.append([*bearing, *sorted(part for part in parts if _is_aside(part, rules))])
    pressed = [part for piece in said for part in piece if part.startswith("{{label.")]
    return sorted(told), sorted(rest), pressed


def _cut(piece: Sequence[str], rules: _Rules) -> Iterator[list[str]]:
    """A part of a sentence cut before what begins another; `after a few days` stands by itself."""
    times = [at for at in range(len(piece)) if _is_time(piece, at)]
    timed = {at + step for at in times for step in range(_TIME)}
    yield from (list(piece[at : at + _TIME]) for at in times)
    now: list[str] = []
    yield [part for part in piece if part in _MEANWHILE]
    for at, part in enumerate(piece):
        if at in timed or part in _MEANWHILE:
            continue
        if part in rules.sequenced:
            yield now
            now = []
        now.append(part)
    yield now


def _is_time(piece: Sequence[str], at: int) -> bool:
    """Whether `after a few days`, in concepts, begins here."""
    return piece[at] in _TIMES and len(piece) >= at + _TIME and piece[at + _TIME - 1] in _PERIODS


def _every(text: str, rules: _Rules, lang: str) -> list[str]:
    """All concepts of a text, those of its links' words, too."""
    said = map(truth_words(lang).meaning, truth_words(lang).tokens(linked(text)))
    return sorted(meant for meant in said if meant and meant not in rules.light)


def _strange(text: str, lang: str) -> set[str]:
    """The words that say something, we do not know what; words for the same are one."""
    words, rules = truth_words(lang), _rules(lang)
    said = [token for token in words.tokens(LINK.sub(" ", text)) if token not in rules.idle]
    return {words.name(token) for token in said if not words.meaning(token)}
