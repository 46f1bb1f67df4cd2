"""Properties of the analysis that hold for any text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.analyzer import Analyzer, normal
from search.text.language import language

ITALIAN, ENGLISH, PLAIN = (Analyzer(language(code)) for code in ("it", "en", "de"))
ANALYZER = st.sampled_from([ITALIAN, ENGLISH, PLAIN])
TEXT = st.text(st.sampled_from("aàbBcdeèéilLnos'’ -_+#.0129ÄßZ😀字\n"), max_size=40) | st.text(max_size=20)


@given(ANALYZER, TEXT)
def test_tokens_stand_in_the_text_in_order(analyzer: Analyzer, text: str) -> None:
    """Spans are inside the text, apart and in order, and no word is empty."""
    text = normal(text)
    tokens = list(analyzer.tokens(text))
    assert all(0 <= token.start < token.end <= len(text) and token.word for token in tokens)
    assert all(before.end <= after.start for before, after in pairwise(tokens))


@given(ANALYZER, TEXT)
def test_a_text_is_read_alike_however_its_accents_are_written(analyzer: Analyzer, text: str) -> None:
    """Composed and decomposed accents give the same words."""
    apart = normal(unicodedata.normalize("NFD", text))
    together = normal(unicodedata.normalize("NFC", text))
    assert list(analyzer.tokens(apart)) == list(analyzer.tokens(together))


@given(ANALYZER, st.text("abcdeghilmnoprstuvzàèéìòù", min_size=1, max_size=14))
def test_a_word_without_its_accents_is_found(analyzer: Analyzer, word: str) -> None:
    """A word and the same word typed without accents share a term, whatever the stemmer does to either."""
    assert set(analyzer.terms(word)) & set(analyzer.terms(analyzer.fold(word)))


@given(ANALYZER, TEXT)
def test_folding_twice_changes_nothing(analyzer: Analyzer, text: str) -> None:
    """Folded text has no accents left."""
    assert analyzer.fold(analyzer.fold(text)) == analyzer.fold(text)


def test_very_long_words_are_cut() -> None:
    """A word of a thousand letters does not become a term of a thousand."""
    assert [len(token.word) for token in PLAIN.tokens("x" * 1000)] == [64]


@pytest.mark.parametrize("word", ["ﷺ" * 64, "İ" * 64, "ŉ" * 64, "x" * 64 + "'ll", "Ab" * 64, "x-" * 64 + "y"])
def test_folding_makes_no_word_longer_than_the_limit(word: str) -> None:
    """A letter may become eighteen, a contraction adds some: terms and folded words are cut all the same."""
    tokens, form = list(PLAIN.tokens(word)), PLAIN.form(word)
    words = [*(PLAIN.folded(token.word) for token in tokens), *form.terms, *form.folded]
    assert tokens
    assert max(map(len, words)) <= 64


def test_a_lone_possessive_is_no_word() -> None:
    """What is left of a run of clitics is nothing."""
    assert [token.word for token in ITALIAN.tokens("l's")] == []


def beside(analyzer: Analyzer, text: str) -> set[str]:
    """The words that are indexed beside the tokens of a text."""
    forms = analyzer.forms(text)
    parts = {part for written in forms for part in analyzer.form(written).parts}
    return parts | set(analyzer.compound_words(text, forms))


def test_neighbours_are_joined_across_signs_only() -> None:
    """However a verb and its particle are set apart, they are one word; a word that falls away parts them."""
    assert all("login" in beside(ENGLISH, text) for text in ("log in", "log - in", '(log) "in"', "log/in"))
    assert not beside(ENGLISH, "log the in")
    assert not beside(ENGLISH, "log -")


@given(ANALYZER, TEXT)
def test_forms_give_the_words_of_their_text(analyzer: Analyzer, text: str) -> None:
    """Alone they are the same words; C++ is left out, of which only C is counted after a hyphen."""
    text = normal(text).replace("+", " ").replace("#", " ")
    words = [word for written in analyzer.forms(text) for word in analyzer.form(written).words]
    assert words == [token.word for token in analyzer.tokens(text)]
