"""Prefixes and typing errors against a brute-force oracle."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from search.text.lexicon import Lexicon, distance

WORD = st.text("abcé1", min_size=1, max_size=7)


def plain_distance(first: str, second: str) -> int:
    """Optimal string alignment, straight from its recursive definition."""

    @cache
    def between(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        options = [
            between(i - 1, j) + 1,
            between(i, j - 1) + 1,
            between(i - 1, j - 1) + (first[i - 1] != second[j - 1]),
        ]
        if i > 1 and j > 1 and first[i - 2 : i] == second[j - 2 : j][::-1]:
            options.append(between(i - 2, j - 2) + 1)
        return min(options)

    return between(len(first), len(second))


@given(WORD, WORD)
def test_distance_is_optimal_string_alignment(first: str, second: str) -> None:
    """The table gives what the definition gives, both ways round; told to stop it says that it is more."""
    exact = plain_distance(first, second)
    assert distance(first, second, exact) == exact == distance(second, first, 99)
    assert all(distance(first, second, most) > most for most in range(exact))


@given(st.sets(WORD, max_size=30), WORD, st.sampled_from([1, 2]))
def test_near_finds_exactly_the_words_so_many_errors_away(words: set[str], word: str, edits: int) -> None:
    """No word of letters is missed and none is too much, whatever letters occur."""
    near = Lexicon(dict.fromkeys(words, 1)).near(word, edits)
    assert near == sorted(w for w in words if w.isalpha() and plain_distance(word, w) == edits)


@given(st.sets(WORD, max_size=30), WORD)
def test_starting_finds_the_longer_words(words: set[str], prefix: str) -> None:
    """Words that go on from the prefix, in order, without the prefix itself."""
    found = Lexicon(dict.fromkeys(words, 1)).starting(prefix)
    assert found == sorted(word for word in words if word.startswith(prefix) and word != prefix)


def test_common_prefers_words_of_many_documents() -> None:
    """The commonest words first; ties in order of the alphabet."""
    lexicon = Lexicon({"b": 1, "c": 5, "a": 1})
    assert lexicon.common(["b", "c", "a"], 2) == ["c", "a"]
