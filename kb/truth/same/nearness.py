"""Whether two sentences without a claim differ only in words that are near enough to say the same; pure."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import chain

from kb.truth.language import language_data
from kb.truth.same.bonds import Weights, bonds, weights
from kb.truth.words import LINK, is_no_word, linked, pieces, truth_words

_PART = re.compile(r"[:;–—.?!]\s")
_LEADING = re.compile(r"\bin \[")
_EXPLAINING = ("explain", "show")  # concepts, in every language
Pieces = list[list[str]]


def nearly_same(now: str, then: str, lang: str, *, every_thing: bool = False) -> bool:
    """Whether what bears truth is the other's, or its neighbour in a group of the language.

    What leads a reader (`find`, `tell`) may come or go, unless a word that we do not know stands there
    instead. A thing that we know may give place to a word that we do not, and the other way round, not to
    another known one.

    Args:
        now: The one sentence.
        then: The other.
        lang: Their language.
        every_thing: Whether things and words that we do not know have to stay.
    """
    rules = weights(lang)
    came, went = _unknown(now, lang) - _unknown(then, lang), _unknown(then, lang) - _unknown(now, lang)
    plain = _plain(then, lang) - _plain(now, lang)
    here, there = (pieces(text, lang) for text in (now, then))
    if every_thing:
        if came or went or _every(now, lang) != _every(then, lang):
            return False
    else:
        here, there = _with_one_name(here, there, rules, lang)
    if bonds(here, (), lang) == bonds(there, (), lang):
        return True
    mine, theirs = ({each for each in chain(*said) if rules.is_aside(each)} for said in (here, there))
    gained, lost = mine - theirs, theirs - mine
    is_free = only_leads(now, lang) and only_leads(then, lang)
    if not is_free and not _is_given_place(gained, lost, came, went | plain):
        return False
    if not is_free and rules.turning & {*chain(*there)} and len(lost) > len(came):
        return False
    changed = rules.light | gained | lost
    return bonds(here, changed, lang) == bonds(there, changed, lang)


def _is_given_place(gained: set[str], lost: set[str], came: set[str], went: set[str]) -> bool:
    """Whether each thing that we know stands where a word went that we do not, and the other way round."""
    if gained and lost:
        return False
    return len(gained) <= len(went) and len(came) <= len(went) + len(lost)


def only_leads(text: str, lang: str) -> bool:
    """Whether a sentence only says where to read more: its link's target tells what."""
    words, links = truth_words(lang), LINK.findall(text)
    said = {*map(words.meaning, words.tokens(LINK.sub(" ", text)))}
    is_plain = not any(map(is_no_word, said - {""})) and not _PART.search(text)
    leads = said & {*words.pointing, *_EXPLAINING} or _LEADING.search(text)
    return len(links) == 1 and is_plain and bool(leads)


def _with_one_name(here: Pieces, there: Pieces, rules: Weights, lang: str) -> tuple[Pieces, Pieces]:
    """Both sentences, the neighbours of a group under one name, unless it has two of them to tell."""
    mine, theirs = Counter(chain(*here)), Counter(chain(*there))
    denied = truth_words(lang).negations
    is_as_often = sum(mine[each] - theirs[each] for each in denied) == 0
    groups = [
        sorted(group, key=lambda each: each not in rules.bearing)
        for group in language_data(lang)["near"]
        if (is_as_often and {*group} <= denied)
        or max(len({*group} & {*mine}), len({*group} & {*theirs})) == 1
    ]
    names = {concept: group[0] for group in groups for concept in group}
    return _named(here, names), _named(there, names)


def _named(said: Pieces, names: Mapping[str, str]) -> Pieces:
    return [[names.get(part, part) for part in piece] for piece in said]


def _every(text: str, lang: str) -> list[str]:
    """All concepts of a text, those of its links' words, too."""
    said = map(truth_words(lang).meaning, truth_words(lang).tokens(linked(text)))
    return sorted(meant for meant in said if meant and meant not in weights(lang).light)


def _unknown(text: str, lang: str) -> set[str]:
    """The words that say something, we do not know what; words for the same are one."""
    words, idle = truth_words(lang), weights(lang).idle
    said = [token for token in words.tokens(LINK.sub(" ", text)) if token not in idle]
    return {words.name(token) for token in said if not words.meaning(token)}


def _plain(text: str, lang: str) -> set[str]:
    """The verbs of a text that say little: another one may say what is done."""
    return {*language_data(lang)["plain"]} & {*truth_words(lang).tokens(text)}
