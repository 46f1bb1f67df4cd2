"""PyStemmer is a faster snowballstemmer and nothing else: the stems are the same."""

import re
from pathlib import Path
from typing import Any

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.italian_stemmer import ItalianStemmer

from search.text.analyzer import normal

CONTENT = Path(__file__).parents[3] / "content"
PAIRS = [
    pytest.param(Stemmer.Stemmer("english"), EnglishStemmer(), id="en"),
    pytest.param(Stemmer.Stemmer("italian"), ItalianStemmer(), id="it"),
]


@pytest.mark.parametrize(("compiled", "plain"), PAIRS)
def test_both_stem_every_word_of_the_articles_alike(compiled: Any, plain: Any) -> None:
    """All words of both languages, by the rules of either."""
    texts = [normal(path.read_text("utf-8")) for path in CONTENT.rglob("*.md")]
    words = sorted({word for text in texts for word in re.findall(r"[^\W_]+", text.lower())})
    assert len(words) > 1000
    assert [compiled.stemWord(word) for word in words] == [plain.stemWord(word) for word in words]


@pytest.mark.parametrize(("compiled", "plain"), PAIRS)
@given(word=st.text("abcdefghilmnoprstuvzyàèéìòù'", max_size=16) | st.text(max_size=10))
def test_both_stem_any_text_alike(compiled: Any, plain: Any, word: str) -> None:
    """Words that nobody has written yet."""
    assert compiled.stemWord(word) == plain.stemWord(word)
