"""Whether two sentences say the same in another order: items of a list, or a clause between commas; pure."""

import re
from collections.abc import Collection, Iterator

from kb.truth.words import is_no_word, stream, truth_words

COMMA = ","
_MARK = re.compile(r"[,;:–—]\s")
_FEWEST = 2  # words of a clause that may move


def reordered(now: str, then: str, lang: str, *, every_word: bool) -> bool:
    """Whether a sentence only has coordinated parts or one clause of the other in another place.

    Args:
        now: The one sentence.
        then: The other.
        lang: Their language.
        every_word: Whether each word counts, or only those that bear truth.
    """
    mine, theirs = _stream(now, lang, every_word), _stream(then, lang, every_word)
    if _bag(mine) != _bag(theirs):
        return False
    return _has_moved(mine, theirs, lang) or _has_swapped(mine, theirs, lang)


def _stream(text: str, lang: str, every_word: bool) -> list[str]:
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

    After a `not` or `only` the first part may be meant alone; names of buttons are pressed in their order;
    beside another list with numbers, each number may belong to a part.
    """
    words = truth_words(lang)
    joints = {COMMA, *words.coordinators}
    outside = [*mine[:first], *mine[last:]]
    is_scoped = words.negations & {*mine[max(0, first - 2) : first]}
    if is_scoped or not words.coordinators & {*mine[first:last]} or any(map(_is_label, mine[first:last])):
        return False
    if any(map(is_no_word, outside)) and words.coordinators & {*outside}:
        return False
    here, there = (_cut(one[first:last], joints) for one in (mine, theirs))
    return len(here) > 1 and all(here) and sorted(here) == sorted(there)


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
