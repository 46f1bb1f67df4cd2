"""Words that stand side by side: quoted phrases and neighbours of the query. Pure; twin: phrases.js.

The index keeps no positions; the stored texts of the few documents in question are flattened and searched.
"""

import re
from collections.abc import Collection
from itertools import pairwise

from search.model import Document
from search.text.analyzer import APOSTROPHES, Analyzer
from search.text.scripts import spaced

_OTHER = re.compile(r"[\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_STRAIGHT = APOSTROPHES[0]
_LAST = re.compile(r"[^\W_]+$")
_FIRST = re.compile(r"[^\W_]+")
_SPACES = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")


class Flattener:
    """Makes texts comparable word by word: ` word word word `, folded, without elisions."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Look up words by the analyser's rules."""
        self._elisions = analyzer.language.elisions
        self._endings = tuple(self._elisions)
        self._contractions = analyzer.language.contractions
        self._longest = analyzer.language.tuning.word_longest
        self._fold = analyzer.fold

    def flat(self, text: str) -> str:
        """One text, with a space around each word."""
        text = text.lower()
        for mark in APOSTROPHES[1:]:
            if mark in text:
                text = text.replace(mark, _STRAIGHT)
        if _STRAIGHT in text:
            text = self._whole(text)
        if not text.isascii():
            text = self._fold(self._without_signs(text))
        return f" {_spaced(text)} "

    def _without_signs(self, text: str) -> str:
        """The text with spaces for quotes, dashes and the like: most texts are ASCII then, and folded."""
        for letter in set(_FOREIGN.findall(text)):
            if not letter.isalnum() and self._fold(letter) == letter:
                text = text.replace(letter, " ")
        return text

    def _whole(self, text: str) -> str:
        """The text without elisions (l'account: account) and with contractions in one (don't: dont)."""
        done, *parts = text.split(_STRAIGHT)
        pieces = []
        for part in parts:
            first = _FIRST.match(part)
            elided = self._elided(done) if first else 0
            if elided:
                pieces.append(done[:-elided])
            elif first and first[0] in self._contractions:
                pieces.append(done)
            else:
                pieces.append(f"{done} ")
            done = part
        return "".join(pieces) + done

    def _elided(self, text: str) -> int:
        """The length of the elided word at the end of a text; 0 if there is none."""
        if not text.endswith(self._endings):
            return 0
        last = _LAST.search(text[-self._longest :])
        return len(last[0]) if last and last[0] in self._elisions else 0

    def document(self, document: Document) -> str:
        """All texts of a document, with a bar between them."""
        return "|".join(map(self.flat, document.texts()))

    def phrases(self, text: str) -> tuple[str, ...]:
        """The quoted phrases of a query, flat."""
        return tuple(flat for found in _QUOTED.finditer(text) if (flat := self.flat(found[1])) != "  ")

    def pairs(self, flat: str, stops: Collection[str]) -> tuple[str, ...]:
        """The neighbours in a flat query, flat, but those where both are stop words."""
        both = pairwise(flat.split())
        return tuple(f" {a} {b} " for a, b in both if not (a in stops and b in stops))


def _spaced(text: str) -> str:
    """The words of a text with one space between them; the common case without a regex."""
    if text.isascii():
        return b" ".join(text.encode().translate(_SPACES).split()).decode()
    return _OTHER.sub(" ", spaced(text)).strip()


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the quoted phrases of a query stand, without their quotes."""
    return [found.span(1) for found in _QUOTED.finditer(text)]
