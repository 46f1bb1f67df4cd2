"""Whether two sentences say the same in another order: items of a list, a clause, an adverb; pure."""

import re
from collections.abc import Collection, Iterator
from itertools import product, zip_longest

from kb.truth.language import language_data
from kb.truth.words import is_no_word, stream, truth_words, wording_of

COMMA = ","
_MARK = re.compile(r"[,;:–—]\s")
_RANKS = {"first", "then", "before", "next", "last"}  # concepts, in every language
_FEWEST = 2  # words of a clause that may move
_ONLY, _PLACES = "only", {"first", "last"}  # concepts, in every language
_SHORT = 3  # words of a part that is no clause


def reordered(now: str, then: str, lang: str, *, every_word: bool) -> bool:
    """Whether a sentence only has coordinated parts or one clause of the other in another place.

    Args:
        now: The one sentence.
        then: The other.
        lang: Their language.
        every_word: Whether each word counts, or only those that bear truth.
    """
    mine, theirs = (_stream(text, lang, every_word=every_word) for text in (now, then))
    if _bag(mine) != _bag(theirs):
        return False
    return (
        _has_moved(mine, theirs, lang)
        or _has_swapped(mine, theirs, lang)
        or _has_adverb_moved(now, then, lang, every_word=every_word)
    )


def clauses_moved(now: str, then: str, lang: str) -> bool:
    """Whether only what semicolons part has changed places."""
    here, there = (sorted(wording_of(part, lang) for part in text.split("; ")) for text in (now, then))
    return len(here) > 1 and here == there


def _has_adverb_moved(now: str, then: str, lang: str, *, every_word: bool) -> bool:
    """Whether one adverb stands elsewhere in its clause, where nothing else depends on order."""
    words = truth_words(lang)
    binding = (words.ordered | words.coordinators | words.negations) - words.pointing
    pairs = list(zip_longest(_MARK.split(now), _MARK.split(then), fillvalue=""))
    streams = [[stream(part, lang, every_word=every_word) for part in pair] for pair in pairs]
    changed = [pair for pair, (one, other) in zip(pairs, streams, strict=True) if one != other]
    return bool(changed) and all(
        any(
            (here := _apart(pair[0], adverb, lang))
            and (there := _apart(pair[1], adverb, lang))
            and (left := stream(here, lang, every_word=every_word))
            == stream(there, lang, every_word=every_word)
            and not binding & {*left}
            for adverb in language_data(lang)["adverbs"]
        )
        for pair in changed
    )


def _apart(text: str, adverb: str, lang: str) -> str:
    """A text without an adverb that it has once, behind no article (`the first plan`), before no `of`."""
    neutral = truth_words(lang).neutral
    found = list(re.finditer(rf"(?:\b(\w+)\s+)?\b{re.escape(adverb)}\b(?!\s+d\w*\b)", text, re.IGNORECASE))
    if len(found) != 1 or (found[0][1] or "").lower() in neutral:
        return ""
    return f"{text[: found[0].start()]}{found[0][1] or ''} {text[found[0].end() :]}"


def has_comma_moved(now: str, then: str, lang: str) -> bool:
    """Whether a comma passed words that bear truth: `if it stays today, call`, `if it stays, today call`."""
    if now == then:
        return False
    mine, theirs = (_stream(text, lang, every_word=True) for text in (now, then))
    plain = [each for each in theirs if each != COMMA]
    if plain != [each for each in mine if each != COMMA]:
        return False
    words = truth_words(lang)
    here, there = _commas(mine), _commas(theirs)
    passed = (plain[min(new, old) : max(new, old)] for new, old in product(here - there, there - here))
    return any({*words.promising, *words.ordered} & {*each} for each in passed)


def _commas(stream: list[str]) -> set[int]:
    """Behind how many words each comma stands."""
    places = [at for at, each in enumerate(stream) if each == COMMA]
    return {at - count for count, at in enumerate(places)}


def _stream(text: str, lang: str, *, every_word: bool) -> list[str]:
    """The meanings of a sentence with its commas and coordinators."""
    found: list[str] = []
    for part in _MARK.split(text):
        found += [*stream(part, lang, every_word=every_word), COMMA]
    return found[:-1]


def _bag(stream: list[str]) -> list[str]:
    return sorted(each for each in stream if each != COMMA)


def _has_moved(mine: list[str], theirs: list[str], lang: str) -> bool:
    """Whether one clause between commas stands elsewhere; beside another condition or time none may move."""
    words = truth_words(lang)
    timed = words.ordered - words.negations - words.focus
    here, there = _cut(mine, (COMMA,)), _cut(theirs, (COMMA,))
    for clause in here:
        if len(clause) >= _FEWEST and clause in there:
            rest, other = (_without(clause, clauses) for clauses in (here, there))
            if rest == other and not (timed & {*rest} and timed & {*clause}):
                return True
    return False


def _without(clause: tuple[str, ...], clauses: list[tuple[str, ...]]) -> list[str]:
    at = clauses.index(clause)
    return [each for index, one in enumerate(clauses) if index != at for each in one]


def _has_swapped(mine: list[str], theirs: list[str], lang: str) -> bool:
    """Whether the parts of one list, `a, b and c`, have changed places, and nothing beside it."""
    return any(_is_list(mine, theirs, first, last, lang) for first, last in _middles(mine, theirs))


def _middles(mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int]]:
    """Where a changed middle may begin and end: how many words before and after it are common to both."""
    if len(mine) != len(theirs):
        return
    pairs = list(zip(mine, theirs, strict=True))
    before = next((at for at, (one, other) in enumerate(pairs) if one != other), len(pairs))
    after = next((at for at, (one, other) in enumerate(reversed(pairs)) if one != other), len(pairs))
    for first in range(before, -1, -1):
        for last in range(after, -1, -1):
            yield first, len(mine) - last


def _is_list(mine: list[str], theirs: list[str], first: int, last: int, lang: str) -> bool:
    """Whether the middles of both are the same parts, which a swap cannot turn into a lie.

    After a `not`, `only` or `first` the first part may be meant alone, unless `or` joins them or there are
    three things (`only a, b and c`, not `not a, b and c`), and after an `if` the next clause is no part;
    names of buttons are pressed in their order; beside another list with numbers or times, each of those may
    belong to a part.
    """
    words = truth_words(lang)
    joints = {COMMA, *words.coordinators}
    if (
        _is_scoped(mine, first, last, lang)
        or not words.coordinators & {*mine[first:last]}
        or any(map(_is_label, mine[first:last]))
    ):
        return False
    if _has_values(mine[:first], lang) or _has_values(mine[last:], lang):
        return False
    here, there = (_inner(_cut(one[first:last], joints)) for one in (mine, theirs))
    is_whole = all(here) and not any({*part} <= words.negations for part in here)
    return len(here) > 1 and is_whole and sorted(here) == sorted(there) and not _is_led(here, there, lang)


def _is_led(here: list[tuple[str, ...]], there: list[tuple[str, ...]], lang: str) -> bool:
    """Whether another part comes first than one whose `only` or `not` may bear on all: `only a, b and c`."""
    negations = truth_words(lang).negations
    is_denied = [part[0] in negations for part in (here[0], there[0])]
    return here[0] != there[0] and any(is_denied) and not all(part[0] in negations for part in here)


def _inner(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Parts without the empty ones between a comma and its `or`; an empty one at either end is kept."""
    return [part for at, part in enumerate(parts) if part or at in (0, len(parts) - 1)]


def _is_scoped(mine: list[str], first: int, last: int, lang: str) -> bool:
    """Whether a word before may bear on some of the parts only, or one of them is the others' condition."""
    words, movable = truth_words(lang), {*language_data(lang)["movable"]}
    near, clause = mine[max(0, first - 2) : first], _part(mine[:first][::-1], lang)
    middle = mine[first:last]
    is_free = words.coordinators & {*middle} <= {*language_data(lang)["alternatives"]}
    is_free = is_free or _is_enumerated(middle, near, lang)
    if _RANKS & {*near} or (words.negations & {*near} and not is_free):
        return True
    conditions = sum(bool(movable & {*part}) for part in _cut(middle, {COMMA, *words.coordinators}))
    return conditions == 1 or (COMMA in middle and bool(movable & {*clause}))


def _is_enumerated(middle: list[str], near: list[str], lang: str) -> bool:
    """Whether an `only` right before three parts or more limits all of them: things alone, no clauses."""
    words = truth_words(lang)
    parts = _inner(_cut(middle, {COMMA, *words.coordinators}))
    told = {*middle} & ((words.ordered | words.negations) - _PLACES)
    is_short = all(0 < len(part) <= _SHORT for part in parts)
    return near[-1:] == [_ONLY] and len(parts) > _FEWEST and is_short and not told


def _has_values(stream: list[str], lang: str) -> bool:
    """Whether another list stands here whose parts may each belong to one: `5 and 6`, `monthly and yearly`.

    Where a thing or deed stands before the number, what follows is said of the whole: `write to A or call B`.
    """
    words = truth_words(lang)
    bearing = {*words.promising, *words.ordered, *words.negations, *words.focus}
    for at, each in enumerate(stream):
        if each not in words.coordinators:
            continue
        before, after = (_part(side, lang) for side in (stream[:at][::-1], stream[at + 1 :]))
        lead = after[: next((i for i, one in enumerate(after) if is_no_word(one)), len(after))]
        new = {one for one in lead if one in words.concepts and one not in bearing} - {*before}
        has_value = bearing & {*after} or any(map(is_no_word, [*before, *after]))
        if has_value and not new:
            return True
    return False


def _part(side: list[str], lang: str) -> list[str]:
    """What stands next to a coordinator, up to the next joint."""
    joints = {COMMA, *truth_words(lang).coordinators}
    side = side[1:] if side[:1] == [COMMA] else side
    return side[: next((at for at, one in enumerate(side) if one in joints), len(side))]


def _is_label(meant: str) -> bool:
    return meant.startswith("{{label.")


def _cut(stream: list[str], joints: Collection[str]) -> list[tuple[str, ...]]:
    """The parts between joints."""
    parts: list[list[str]] = [[]]
    for each in stream:
        if each in joints:
            parts.append([])
        else:
            parts[-1].append(each)
    return [tuple(part) for part in parts]
