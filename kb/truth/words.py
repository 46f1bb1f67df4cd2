"""Which words of a sentence bear its truth: numbers, negations, times, money, conditions.

A language's words stand in `languages/{lang}.json`: `numbers`, what a number word counts; `concepts`, words
that say the same under one name; `promising`, the concepts that make a sentence a promise; `flips`, pairs of
words that make a sentence a lie. A word that ends in `*` stands for all that begin so.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = Path(__file__).with_name("languages")
# What a sentence is made of: a fact, label or audience; a number with its marks; a word.
TOKEN = re.compile(
    r"\{\{[^{}]*\}\}|\bwhen=[\w\"'-]+|\d+(?:[.,:/]\d+)*(?:-\d+)*%?|[€$£%]|[^\W\d_]+(?:[’']t\b)?", re.UNICODE
)


@dataclass(frozen=True)
class TruthWords:
    """The words of one language that bear truth.

    Attributes:
        whole: Concept or number by whole word.
        begun: Concept or number by the beginning of a word.
        promising: The concepts that make a sentence a promise.
    """

    whole: Mapping[str, str]
    begun: Mapping[str, str]
    promising: Collection[str]

    def concept(self, word: str) -> str:
        """What a word stands for; empty when it bears no truth."""
        if found := self.whole.get(word):
            return found
        starts = (word[:size] for size in range(len(word), 1, -1))
        return next((self.begun[start] for start in starts if start in self.begun), "")


@cache
def language_data(lang: str) -> dict[str, Any]:
    """The file of a language; without one it has no words, so that only numbers and placeholders count."""
    path = LANGUAGES / f"{lang}.json"
    none: dict[str, Any] = {"numbers": {}, "concepts": {}, "promising": [], "flips": {}}
    return none | json.loads(path.read_text(encoding="utf-8")) if path.is_file() else none


@cache
def truth_words(lang: str) -> TruthWords:
    """The words of a language that bear truth."""
    data = language_data(lang)
    named = {word: f"#{value}" for word, value in data["numbers"].items()}
    named |= {word: concept for concept, words in data["concepts"].items() for word in words}
    return TruthWords(
        whole={word: concept for word, concept in named.items() if not word.endswith("*")},
        begun={word[:-1]: concept for word, concept in named.items() if word.endswith("*")},
        promising=frozenset(data["promising"]),
    )


def skeleton(text: str, lang: str) -> tuple[str, ...]:
    """The truth-bearing parts of a sentence in order: what must not change unnoticed.

    Words of one concept are one: `stays` for `remains` changes nothing, `leaves` for `remains` does.
    """
    words = truth_words(lang)
    parts = (_part(token, words) for token in TOKEN.findall(text))
    return tuple(part for part in parts if part)


def _part(token: str, words: TruthWords) -> str:
    if token.startswith("{{"):
        return "".join(token.split())
    if not token[0].isalpha() or token.startswith("when="):
        return token
    return words.concept(token.lower().replace("’", "'"))


def promises(text: str, lang: str) -> bool:
    """Whether a sentence holds a number, a fact or a word of modality, negation, scope, time or money."""
    promising = truth_words(lang).promising
    return any(
        part in promising or part.startswith(("#", "{{facts.")) or part[0].isdigit()
        for part in skeleton(text, lang)
    )
