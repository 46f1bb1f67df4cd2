"""Whether two words are one, misspelt: a corrected letter is no other statement; pure."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from kb.truth.words import truth_words

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[\d.,:]*\d")
_SPACING = re.compile(r"[\s-]+")
SHORTEST = 3  # letters; below, one letter makes another word: of and or


def respelt(now: str, then: str, times: Callable[[str], int], lang: str) -> str:
    """A sentence, the words of it that misspell one of the approved sentence, or correct it, put right.

    Args:
        now: The sentence.
        then: The approved sentence.
        times: How often a word stands in all approved sentences of the language.
        lang: The language.
    """
    mine, theirs = (Counter(_WORD.findall(text.lower())) for text in (now, then))
    for new in mine:
        for old in theirs:
            if mine[new] > theirs[new] and theirs[old] > mine[old] and _is_one(new, old, times, lang):
                now = re.sub(rf"\b{re.escape(new)}\b", old, now, flags=re.IGNORECASE)
    return now


def respaced(now: str, then: str) -> bool:
    """Whether only spaces and hyphens differ: `e-mail` is `email`, but `1 2` is not `12`."""
    here, there = (_NUMBER.findall(text) for text in (now, then))
    return here == there and _SPACING.sub("", now).lower() == _SPACING.sub("", then).lower()


def _is_one(new: str, old: str, times: Callable[[str], int], lang: str) -> bool:
    """One letter apart, and one of both is no word that we know."""
    if not (new.isalpha() and old.isalpha() and min(len(new), len(old)) >= SHORTEST and new[0] == old[0]):
        return False
    if not _one_apart(new, old):  # first: counting words costs more
        return False
    concept = truth_words(lang).concept
    is_slip = not concept(new) and not times(new)
    return is_slip or (not concept(old) and times(old) <= 1)


def _one_apart(one: str, other: str) -> bool:
    """One letter too many, missing, another, or two neighbours exchanged (Damerau's four slips)."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    if len(long) != len(short):
        return False
    wrong = [at for at in range(len(long)) if long[at] != short[at]]
    if len(wrong) == 1:
        return True
    return len(wrong) == 2 and next(
        after - before == 1 and short[before] == long[after] and short[after] == long[before]
        for before, after in pairwise(wrong)
    )
