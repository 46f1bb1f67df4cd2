"""Words that stand side by side: quoted phrases and neighbours of the query. Pure; twin: phrase.js.

The index keeps no positions; the stored texts of the few documents in question are flattened and searched.
"""

import re
from collections.abc import Collection
from itertools import pairwise

from search.analyze import APOSTROPHES, Analyzer
from search.model import Document

_OTHER = re.compile(r"(?:[\W_])+")
_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")


class Flattener:
    """Makes texts comparable word by word: ` word word word `, folded, without elisions."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Compile the elisions and contractions of the language."""
        rules = analyzer.language
        elisions, tails = "|".join(sorted(rules.elisions)), "|".join(sorted(rules.contractions))
        self._fold = analyzer.fold
        self._elided = re.compile(rf"(^|[\W_])(?:{elisions or '(?!)'})[{APOSTROPHES}](?=[^\W_])")
        self._joined = re.compile(rf"[{APOSTROPHES}](?=(?:{tails or '(?!)'})(?:[\W_]|$))")

    def flat(self, text: str) -> str:
        """One text, with a space around each word."""
        text = self._elided.sub(r"\1", text.lower())
        return f" {_OTHER.sub(' ', self._fold(self._joined.sub('', text))).strip()} "

    def document(self, document: Document) -> str:
        """All texts of a document, with a bar between them."""
        return "|".join(map(self.flat, document.texts()))

    def phrases(self, text: str) -> tuple[str, ...]:
        """The quoted phrases of a query, flat."""
        return tuple(flat for found in _QUOTED.finditer(text) if (flat := self.flat(found[1])) != "  ")

    def pairs(self, text: str, stops: Collection[str]) -> tuple[str, ...]:
        """The neighbours in a query, flat, but those where both are stop words."""
        both = pairwise(self.flat(text).split())
        return tuple(f" {a} {b} " for a, b in both if not (a in stops and b in stops))


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the quoted phrases of a query stand, without their quotes."""
    return [found.span(1) for found in _QUOTED.finditer(text)]
