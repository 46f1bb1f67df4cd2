"""The texts of a small site word by word: common words cost one byte, others two. Pure; decode.js reads it.

A text is a row of pairs: a word (letters and digits; empty where a text begins with a sign) and the gap after
it (spaces and signs; the last gap ends the text). Words and gaps are listed once and told by number. The gap
before a word tells its capital, so that a word at the beginning of a sentence is not another word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.static.codec import sorted_strings, varints

_PAIR = re.compile(r"([^\W_]*)([\W_]*)")
_BYTE = 256

Gap = tuple[str, bool]  # and whether it ends a text


@dataclass(frozen=True)
class Coded:
    """Texts in code: the gaps, how many of them (the first ones) end a text, how many pairs there are.

    The parts, each of which compresses best by itself: the words; for each pair the number of its word, or
    its high byte; for each pair twice the number of its gap, plus one before a capital; the low bytes.
    """

    gaps: list[str]
    ends: int
    pairs: int
    parts: tuple[bytes, bytes, bytes, bytes]


def code(texts: Iterable[str]) -> Coded | None:
    """Texts in code, which come back to the letter; None for more words than two bytes can tell."""
    pairs = [pair for text in texts for pair in _pairs(text)]
    capitals = [number > 0 and "A" <= word[:1] <= "Z" for number, (word, _) in enumerate(pairs)]
    words = [_small(word) if capital else word for (word, _), capital in zip(pairs, capitals, strict=True)]
    listed = _listed(Counter(words))
    if len(listed) > _BYTE * _BYTE:
        return None
    counts = Counter(gap for _, gap in pairs)
    gaps = sorted(counts, key=lambda gap: (not gap[1], -counts[gap], gap))
    place = {gap: number for number, gap in enumerate(gaps)}
    high, low = _numbers(words, listed)
    following = (*capitals[1:], False)
    after = varints(2 * place[gap] + capital for (_, gap), capital in zip(pairs, following, strict=False))
    ends = sum(last for _, last in gaps)
    return Coded([gap for gap, _ in gaps], ends, len(pairs), (sorted_strings(listed), high, after, low))


def _pairs(text: str) -> Iterator[tuple[str, Gap]]:
    found = [match.groups() for match in _PAIR.finditer(text)]
    if len(found) > 1:
        found.pop()  # the empty match at the end
    for number, (word, gap) in enumerate(found, 1):
        yield word, (gap, number == len(found))


def _small(word: str) -> str:
    return word[0].lower() + word[1:]


def _one_byte(words: int) -> int:
    """How many words have numbers of one byte: what the high bytes of all others leave."""
    return _BYTE - -(-words // _BYTE)


def _listed(counts: Counter[str]) -> list[str]:
    """The commonest words, then the others; each in the order of the alphabet, which compresses well."""
    common = sorted(counts, key=lambda word: (-counts[word], word))[: max(0, _one_byte(len(counts)))]
    return [*sorted(common), *sorted(counts.keys() - set(common))]


def _numbers(words: Sequence[str], listed: Sequence[str]) -> tuple[bytes, bytes]:
    """For each word its number, or the high byte of it; and the low bytes of the latter."""
    first = _one_byte(len(listed))
    place = {word: number - first for number, word in enumerate(listed)}
    numbers = [place[word] for word in words]
    high = bytes(first + (number if number < 0 else number // _BYTE) for number in numbers)
    return high, bytes(number % _BYTE for number in numbers if number >= 0)
