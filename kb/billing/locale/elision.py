"""Italian articles before a number that begins with a vowel when spoken: "l’8 maggio", "dall’11"; pure."""

import re

# By language: what stands before the number, and the number; a month follows.
_BEFORE = {"it": re.compile(r"\b([Ii]l|[Aa]l|[Dd]al|[Dd]el|[Nn]el|[Ss]ul) (?=(?:8|11) [a-z])")}
_ALONE = {"il": "l’", "Il": "L’"}


def elided(sentence: str, language: str) -> str:
    """The sentence as it is said; as it is in a language without such a rule."""
    pattern = _BEFORE.get(language)
    return pattern.sub(lambda found: _ALONE.get(found[1], f"{found[1]}l’"), sentence) if pattern else sentence
