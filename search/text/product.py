"""What a help center's rules of a language are, once the product has a name. Pure.

The name is no topic: whole it is an idiom, and a word of it that no document holds says nothing alone either.
The static index carries both to the browser, as it does all rules.
"""

import re
from collections.abc import Container
from dataclasses import replace

from search.text.analyzer import Analyzer, normal
from search.text.language import Language

_SYNTAX = re.compile(r"[\\^$.*+?()\[\]{}|/]")  # of regular expressions, in Python and in the browser


def called(language: Language, product: str, held: Container[str]) -> Language:
    """The language with a product's name; `held` are the folded words of the documents."""
    name = normal(product).strip()
    if not name:
        return language
    analyzer = Analyzer(language)
    words = {analyzer.folded(token.word) for token in analyzer.tokens(name)}
    strange = {word for word in words if word not in held}
    idiom = _SYNTAX.sub(r"\\\g<0>", " ".join(name.split()).lower())
    return replace(
        language,
        idioms=(*language.idioms, idiom),
        stop=language.stop | strange,
        incidental=language.incidental | strange,
    )
