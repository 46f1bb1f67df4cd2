"""What of a title, heading or question may not change without somebody's approval; pure."""

from functools import lru_cache

from kb.truth.language import language_data
from kb.truth.words import CONDITION, is_no_word, linked, truth_words

# Concepts, in every language, that ask for the same: `must you`, `do you need to`.
_NEEDED = ("must", "need", "should")
_REMEMBERED = 20_000  # sentences; a check asks for the same ones again and again


@lru_cache(_REMEMBERED)
def turns(text: str, lang: str) -> tuple[str, ...]:
    """What of a heading may not change: numbers, facts, labels, audiences and polar concepts, sorted.

    A heading names a case with or without the `if` that begins it; of near concepts one stands for all.
    """
    words = truth_words(lang)
    first = next(iter(words.tokens(text)), "")
    said = list(map(words.meaning, words.turns(text)))
    kept = said[1:] if first and words.meaning(first) == CONDITION else said
    return _named(kept, lang)


@lru_cache(_REMEMBERED)
def asks(text: str, lang: str) -> tuple[str, ...]:
    """What of a question in a text may not change: as of a heading, and modality, time and money."""
    words = truth_words(lang)
    bearing = {*words.promising, *words.polar, *words.outsiders}
    said = [words.meaning(token) for token in words.tokens(linked(text))]
    kept = (_NEEDED[0] if one in _NEEDED else one for one in said if one)
    return _named([one for one in kept if one in bearing or is_no_word(one)], lang)


def _named(said: list[str], lang: str) -> tuple[str, ...]:
    """Concepts, sorted, those of a near group under one name."""
    names = {concept: group[0] for group in language_data(lang)["near"] for concept in group}
    return tuple(sorted(names.get(one, one) for one in said))
