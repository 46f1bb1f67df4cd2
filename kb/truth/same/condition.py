"""Whether a condition or time only moved: `if it fails, call us` and `call us if it fails`; pure."""

import re

from kb.truth.language import language_data
from kb.truth.words import LINK, stream, truth_words

_PART = re.compile(r"[:;–—]\s")
_PLACES = {"first", "last", "next", "previous"}  # concepts, in every language, that order no clauses
_EVEN = "even"  # a concept, in every language: `even if` moves as one
_COMMA = re.compile(r",\s")


def condition_moved(now: str, then: str, lang: str, *, every_word: bool) -> bool:
    """Whether sentences differ only in where a condition stands, before or behind what it holds for.

    Args:
        now: The one sentence.
        then: The other.
        lang: Their language.
        every_word: Whether each word counts, or only those that bear truth.
    """
    here, there = _PART.split(now), _PART.split(then)
    if len(here) != len(there):
        return False
    said = [[tuple(stream(part, lang, every_word=every_word)) for part in parts] for parts in (here, there)]
    changed = [at for at, (one, other) in enumerate(zip(*said, strict=True)) if one != other]
    return bool(changed) and all(
        _is_turned(there[at], here[at], lang, every_word=every_word)
        or _is_turned(here[at], there[at], lang, every_word=every_word, is_strict=True)
        or _is_bare(there[at], here[at], lang, every_word=every_word)
        or _is_bare(here[at], there[at], lang, every_word=every_word)
        for at in changed
    )


def _is_turned(front: str, behind: str, lang: str, *, every_word: bool, is_strict: bool = False) -> bool:
    """Whether the one begins with its condition and the other ends with the same.

    Behind two joined clauses a condition may hold for the last alone: `is_strict` refuses to widen it.
    """
    halves = _COMMA.split(front)
    place = _place(behind, lang)
    if len(halves) != 2 or place is None:
        return False
    condition, main = (tuple(stream(half, lang, every_word=every_word)) for half in halves)
    first, last = behind[:place].strip().removesuffix(","), behind[place:]
    if (
        _COMMA.search(first)
        or _COMMA.search(last)
        or _may_bind(halves[1], condition, lang, is_strict=is_strict)
    ):
        return False
    ends = tuple(stream(first, lang, every_word=every_word)), tuple(stream(last, lang, every_word=every_word))
    return bool(main) and (main, condition) == ends


def _is_bare(front: str, behind: str, lang: str, *, every_word: bool) -> bool:
    """Whether the first clause of the one begins with its condition without a comma: `once it ends you pay`.

    In front a condition may hold for the next clause, too, unless each has one of its own.
    """
    here, there = (
        [tuple(stream(clause, lang, every_word=every_word)) for clause in _COMMA.split(text)]
        for text in (front, behind)
    )
    first = _COMMA.split(behind)[0]
    place = _place(first, lang)
    if place is None or here[1:] != there[1:]:
        return False
    if not all({*language_data(lang)["movable"]} & {*clause} for clause in here[1:]):
        return False
    condition, main = (
        tuple(stream(part, lang, every_word=every_word)) for part in (first[place:], first[:place])
    )
    is_bound = _may_bind(first[:place], condition, lang, is_strict=True)
    return bool(main) and (*condition, *main) == here[0] and not is_bound


def _place(text: str, lang: str) -> int | None:
    """Where the only condition of a text begins, unless the word before makes another thing of it."""
    words, data = truth_words(lang), language_data(lang)
    plain = LINK.sub(lambda link: "→" + "x" * (len(link[0]) - 1), text)
    found = list(words.token.finditer(plain))
    starts = [at for at, one in enumerate(found) if words.concept(one[0].lower()) in data["movable"]]
    if len(starts) != 1 or not starts[0]:
        return None
    first = starts[0] - (words.concept(found[starts[0] - 1][0].lower()) == _EVEN)
    before = found[first - 1][0].lower() if first else ""
    is_tied = not first or before in data["tied"] or words.concept(before) in data["tied"]
    return None if is_tied else found[first].start()


def _may_bind(main: str, condition: tuple[str, ...], lang: str, *, is_strict: bool) -> bool:
    """Whether a word of the clause may take the condition as its own, or the condition what follows."""
    words, data = truth_words(lang), language_data(lang)
    plain = LINK.sub(" → ", main)
    said = {*words.tokens(plain), *map(words.meaning, words.tokens(plain))}
    aside = words.pointing if plain != main else frozenset()
    ordering = {*data["ordering"]} - (frozenset() if is_strict else _PLACES)
    binding = {*data["binding"], *data["movable"], *ordering} - {*aside}
    rest = condition[1 + (condition[:1] == (_EVEN,)) :]
    joined = words.coordinators & {*condition, *(said if is_strict else ())}
    return bool(joined or binding & said or {*data["movable"]} & {*rest})
