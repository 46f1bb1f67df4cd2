"""What of a title, heading or question may not change without somebody's approval; pure."""

from functools import lru_cache

from kb.truth.language import language_data
from kb.truth.same.bonds import weights
from kb.truth.words import CONDITION, is_no_word, linked, truth_words

# Concepts, in every language, that say when: wherever they stand in a heading, what follows is its case.
_WHEN = frozenset(
    ("when", "once", "as-soon", CONDITION, "unless", "until", "before", "after", "during", "while")
)
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
def case(text: str, lang: str) -> tuple[str, ...]:
    """What a heading says of when, where, how or for whom that holds which stands under it, word by word.

    `When the period ends` and `In writing` are cases all through, `A tip before you cancel` from `before` on;
    a question's first word asks.
    """
    words, openers = truth_words(lang), language_data(lang)["openers"]
    said = [words.name(token) for token in words.tokens(linked(text)) if not token.startswith("when=")]
    is_question = text.rstrip().endswith("?")
    begins = (at for at, each in enumerate(said) if each in _WHEN and (at or not is_question))
    start = 0 if said[:1] and said[0] in openers and not is_question else next(begins, len(said))
    return tuple(said[start + (said[start : start + 1] == [CONDITION]) :])


def names_other_case(now: str, then: str, lang: str) -> bool:
    """Whether one of two headings names a case, and a word of it is neither the other's nor near to it."""
    return bool(case(now, lang) or case(then, lang)) and _words(now, lang) != _words(then, lang)


def names_same_case(now: str, then: str, lang: str) -> bool:
    """Whether two headings name one case in the same or near words, with or without the `if` before it."""
    is_case = bool(case(now, lang) or case(then, lang))
    is_turned = turns(now, lang) != turns(then, lang)
    return is_case and not is_turned and _words(now, lang) == _words(then, lang)


@lru_cache(_REMEMBERED)
def _words(text: str, lang: str) -> tuple[str, ...]:
    """The words of a heading that say something, without the `if` before them."""
    words, rules = truth_words(lang), weights(lang)
    said = [
        words.name(token)
        for token in words.tokens(linked(text))
        if not rules.is_idle(token, words.meaning(token))
    ]
    return _named(said[said[:1] == [CONDITION] :], lang)


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
