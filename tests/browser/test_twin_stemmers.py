"""The stemmers in the browser agree with the package that Python uses, on real words and on made-up ones."""

import random
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.italian_stemmer import ItalianStemmer

MODULES = Path("site/overrides/assets/kb/search/text")
STEMMERS = {
    "it": (ItalianStemmer(), "stem_it.js", "stemItalian"),
    "en": (EnglishStemmer(), "stem_en.js", "stemEnglish"),
}
MADE_UP = 30_000
WORD = re.compile(r"[^\W\d_]+")  # the analyzer takes words apart at apostrophes


def endings(stemmer: Any) -> list[str]:
    """Every ending that the reference algorithm knows, read from its own tables."""
    tables = [table for name, table in vars(type(stemmer)).items() if re.fullmatch(r"a_\d+", name)]
    return sorted({among.s for table in tables for among in table if among.s.isalpha()})


def made_up(rng: random.Random, words: list[str], known: list[str]) -> str:
    """A word near a real one, or endings piled on a stub."""
    word, letter = rng.choice(words), rng.choice("abcdefghijklmnopqrstuvwxyzàèéìòùáíóú𐐨")
    at = rng.randrange(len(word) + 1)
    return rng.choice(
        (
            word[:at] + rng.choice(known),
            word[:at] + rng.choice(known) + rng.choice(known),
            rng.choice(known) + rng.choice(known),
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            letter + rng.choice("aeiouybdglst") + rng.choice(known),
        )
    )


@pytest.mark.parametrize("lang", STEMMERS)
def test_the_browser_stems_every_word_as_python_does(page: Page, root: Path, lang: str) -> None:
    """All words of the content, endings on short stubs, and mutations of both have the same stem."""
    stemmer, module, function = STEMMERS[lang]
    texts = (path.read_text("utf-8").lower() for path in sorted((root / "content").rglob("*.md")))
    real = sorted({word for text in texts for word in WORD.findall(text)})
    known = endings(stemmer)
    rng = random.Random(lang)
    stubs = (head + ending for head, ending in product(("", "a", "bar", "trat", "qui", "y"), known))
    words = sorted({*real, *stubs, *(made_up(rng, real, known) for _ in range(MADE_UP))})
    source = (root / MODULES / module).read_text("utf-8").replace("export function", "function")
    stems = page.evaluate(f"words => {{ {source}; return words.map({function}); }}", words)
    told = zip(words, stems, strict=True)
    assert [(word, found) for word, found in told if found != stemmer.stemWord(word)] == []
