"""The words of an index: those that begin so, and those that one or two typing errors away. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property


def distance(first: str, second: str, most: int) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).

    More than `most` may be told too low, but as more than `most`: two rows that have reached it end the work.
    """
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [i] * (len(second) + 1)
        for j, other in enumerate(second, 1):
            # Compared, not by `min`: a query of misspelt words only spends most of its time here.
            cost = before[j - 1] + (letter != other)
            if before[j] < cost:
                cost = before[j] + 1
            if row[j - 1] < cost:
                cost = row[j - 1] + 1
            is_swap = i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other
            if is_swap and older[j - 2] < cost:
                cost = older[j - 2] + 1
            row[j] = cost
        if min(row) > most <= min(before):
            return most + 1
    return row[-1]


def deletions(word: str) -> Iterator[str]:
    """The word without one of its letters, for each letter."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def letter_set(word: str) -> int:
    """Which letters occur, in 32 bits."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 31)
    return found


class Lexicon:
    """The folded words of an index in order, each with the number of documents that hold it."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Sort the words once."""
        self.counts = counts
        self.words = sorted(counts)

    def common(self, words: list[str], limit: int) -> list[str]:
        """The `limit` words that most documents hold, the commonest first, ties in order of the alphabet."""
        return sorted(words, key=lambda word: (-self.counts[word], word))[:limit]

    def starting(self, prefix: str) -> list[str]:
        """The words that begin with the prefix and go on, in order."""
        first = bisect_left(self.words, prefix)
        last = bisect_left(self.words, prefix + "\U0010ffff")
        return [word for word in self.words[first:last] if word != prefix]

    def near(self, word: str, edits: int) -> list[str]:
        """The words (letters only) exactly one, or exactly two, errors away, in order."""
        found = self._candidates(word) if edits == 1 else self._resembling(word, edits)
        return sorted(other for other in found if distance(word, other, edits) == edits)

    def _resembling(self, word: str, edits: int) -> Iterator[str]:
        """An error changes the length by one at most and the set of letters by two: all others fall here."""
        letters, length = letter_set(word), len(word)
        for size in range(length - edits, length + edits + 1):
            for other_letters, other in self._by_length.get(size, ()):
                if (letters ^ other_letters).bit_count() <= 2 * edits:
                    yield other

    def _candidates(self, word: str) -> set[str]:
        """Words that share a form with one letter less: all that are one error away, and a few more."""
        found: set[str] = set()
        for form in (word, *deletions(word)):
            found.update(self._by_form.get(form, ()))
        return found

    @cached_property
    def _by_form(self) -> dict[str, tuple[str, ...]]:
        forms: dict[str, tuple[str, ...]] = {}
        for word in filter(str.isalpha, self.words):
            for form in {word, *deletions(word)}:
                forms[form] = (*forms.get(form, ()), word)
        return forms

    @cached_property
    def _by_length(self) -> dict[int, list[tuple[int, str]]]:
        words: dict[int, list[tuple[int, str]]] = {}
        for word in filter(str.isalpha, self.words):
            words.setdefault(len(word), []).append((letter_set(word), word))
        return words
