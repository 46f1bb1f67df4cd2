"""Whether a sentence was narrowed or widened: `in North America`, `by letter`, `with your consent`; pure."""

from functools import lru_cache

from kb.truth.language import language_data
from kb.truth.same.bonds import weights
from kb.truth.words import LINK, skeleton, truth_words

_REMEMBERED = 20_000  # sentences; a check asks for the same ones again and again


def setting_changed(now: str, then: str, lang: str) -> bool:
    """Whether a promise holds in a place, in a way or on terms that it did not hold in, or no longer does.

    `by letter` may stand where another word went that we do not know, and the other way round.

    Args:
        now: The one sentence.
        then: The other.
        lang: Their language.
    """
    mine, theirs = settings(now, lang), settings(then, lang)
    gained = _spare(now, then, lang)
    return (len(mine) > len(theirs) and gained > 0) or (len(mine) < len(theirs) and gained < 0)


@lru_cache(_REMEMBERED)
def settings(text: str, lang: str) -> frozenset[tuple[str, str]]:
    """Each unknown word of a promise behind one that begins a phrase, or behind an `or`, with that word."""
    if not truth_words(lang).is_weighty(LINK.sub(r"\1", text)):
        return frozenset()
    words, data, idle = truth_words(lang), language_data(lang), weights(lang).idle
    beginning = {*data["openers"], *data["alternatives"]}
    said = words.tokens(LINK.sub(" → ", text))
    found = set()
    for at, token in enumerate(said):
        if token in beginning or words.meaning(token) in beginning:
            rest = (each for each in said[at + 1 :] if each not in idle or each in beginning)
            first = next(rest, "")
            if first.isalpha() and first not in beginning and not words.meaning(first):
                found.add((token, words.name(first)))
    return frozenset(found)


def _spare(now: str, then: str, lang: str) -> int:
    """How many words came for which none went."""
    return _count(now, lang) - _count(then, lang)


def _count(text: str, lang: str) -> int:
    words, idle = truth_words(lang), weights(lang).idle
    said = {token for token in words.tokens(LINK.sub(" ", text)) if token not in idle}
    unknown = {words.name(token) for token in said if not words.meaning(token)}
    return len(unknown) + len({*skeleton(text, lang)})
