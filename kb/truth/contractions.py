"""A text with its contractions written out, so that `it is` stands for `it’s`; pure."""

import re
from functools import cache

from kb.truth.language import language_data


@cache
def _rules(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(pattern, re.IGNORECASE), full) for pattern, full in language_data(lang)["contractions"]
    )


def written_out(text: str, lang: str) -> str:
    """The text with each contraction of the language as the words that it stands for."""
    if "’" not in text and "'" not in text:
        return text
    text = text.replace("’", "'")
    for pattern, full in _rules(lang):
        text = pattern.sub(full, text)
    return text
