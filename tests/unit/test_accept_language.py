"""One negotiation of the language for every door: RFC 9110, section 12.5.4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.accept_language import best_language

OFFERED = ("en", "it")


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("", "en"),
        ("it", "it"),
        ("IT", "it"),
        ("it-CH", "it"),
        ("it-Latn-CH-x-private", "it"),
        ("it-IT,it;q=0.9,en;q=0.8", "it"),
        ("en;q=0.1, it;q=0.9", "it"),
        ("en;q=0.5,it;q=0.5", "en"),
        ("it;q=0.5,en;q=0.5", "it"),
        ("it ; q=0.5 , en ; Q=0.4", "it"),
        ("it;q=1.000, en;q=0.999", "it"),
        ("en;q=0", "it"),
        ("it;q=0", "en"),
        ("it;q=0, it-CH", "en"),
        ("it-CH;q=0, it", "it"),
        ("en;q=0.000, it;q=0.001", "it"),
        ("en;q=0, it;q=0", "en"),
        ("*", "en"),
        ("*;q=0.5, en;q=0.1", "it"),
        ("*;q=0.1, en;q=0.5", "en"),
        ("*, en;q=0", "it"),
        ("it, *;q=0", "it"),
        ("*;q=0", "en"),
        ("de, it;q=0.2", "it"),
        ("de", "en"),
        ("ita", "en"),
        ("it;q=high, en;q=0.1", "en"),
        ("it;q=nan, en;q=0.1", "en"),
        ("it;q=2, en;q=0.1", "en"),
        ("it;q=-1, en;q=0.1", "en"),
        ("it;, en;q=0.1", "en"),
        ("it;level=1, en;q=0.1", "en"),
        ("è, it", "it"),
        (";;,,;q=1", "en"),
        ("it_IT", "en"),
    ],
)
def test_the_reader_gets_the_language_liked_best(header: str, best: str) -> None:
    """By quality, then by order; 0 refuses, a land's variety counts as its language, nonsense as nothing."""
    assert best_language([header], OFFERED) == best


def test_several_header_lines_are_one_list() -> None:
    """RFC 9110, section 5.3: a list may come in several lines."""
    assert best_language(["en;q=0.2", "it;q=0.3"], OFFERED) == "it"


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("pt", "pt-BR"),
        ("pt-BR", "pt-BR"),
        ("pt-PT", "en"),
        ("pt-br, en;q=.9", "pt-BR"),
        ("pt;q=0, *", "en"),
        ("en;q=0, pt;q=0", "zh-Hant"),
        ("zh-TW, pt;q=0.1", "pt-BR"),
        ("zh-Hant-TW", "zh-Hant"),
        ("pt-BR;q=0, pt", "en"),
    ],
)
def test_offered_varieties_are_found_by_their_language(header: str, best: str) -> None:
    """A site may offer "pt-BR" alone; its readers write "pt", and it comes back as the site spells it."""
    assert best_language([header], ("en", "pt-BR", "zh-Hant")) == best


@given(st.text(alphabet="it-en*;q=0.15, \t9", max_size=60) | st.text(max_size=30))
def test_any_header_gets_an_offered_language_never_a_refused_one(header: str) -> None:
    """No header breaks a page, and one refused language alone is never given."""
    assert best_language([header], OFFERED) in OFFERED
    others = header.replace("t", "").replace("T", "")  # names Italian in no spelling
    assert best_language([f"it;q=0,{others}"], OFFERED) == "en"
