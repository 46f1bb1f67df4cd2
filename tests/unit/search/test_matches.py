"""The words of a text that match a query are found wherever they stand, however often the text was seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.snippets.highlight import Matcher
from search.text.analyzer import Analyzer, normal
from search.text.language import language

ITALIAN = Analyzer(language("it"))
MATCHER = Matcher(ITALIAN)
WANTED = {"pian": (0, 3), "rinnov": (1, 9), "c++": (2, 5), "email": (3, 1), "e": (4, 1)}
PIECES = ["piano", "Piani,", "l'email", "è", "e-mail", "(rinnovo)", "C++", "x", " ", "\n", "\u2003", "'", "."]
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=20)


@given(TEXT)
def test_the_matches_are_those_of_reading_word_by_word(text: str) -> None:
    """Looking for remembered runs gives what reading every word gives, in order."""
    text = normal(text)
    expected = []
    for token in ITALIAN.tokens(text):
        term = next((term for term in ITALIAN.terms(token.word) if term in WANTED), None)
        if term:
            expected.append((token.start, token.end, *WANTED[term]))
    found = MATCHER.matches(text, WANTED)
    assert [(each.start, each.end, each.word, each.worth) for each in found] == expected
    assert MATCHER.marks(text, WANTED) == tuple((start, end) for start, end, *_ in expected)


def test_a_full_memory_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is forgotten is read again."""
    monkeypatch.setattr("search.snippets.highlight._REMEMBERED", 2)
    matcher = Matcher(ITALIAN)
    for _ in range(2):
        for text in ("il piano", "un rinnovo", "l'email"):
            assert len(matcher.matches(text, WANTED)) == 1
