"""Text to words and words to terms, by the rules of a language. Pure; the browser's analyze.js is its twin.

A word is a run of letters and digits. A term is what the index knows: a folded stem.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from itertools import pairwise, starmap
from typing import Any, NamedTuple

import snowballstemmer

from search.config import Language

WORD_LIMIT = 64
APOSTROPHES = "'\u2019\u2018\u02bc\u0060\u00b4"

# C++ and C#, else a run of letters and digits, apostrophes inside
_FORM = re.compile(rf"[A-Za-z](?:\+\+|#)|[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
# the same with hyphens inside: what is counted when indexing
_CHAIN = re.compile(rf"[A-Za-z](?:\+\+|#)|[^\W_]+(?:[{APOSTROPHES}\-_\u2010\u2011][^\W_]+)*")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_HYPHEN = re.compile(r"[-_\u2010\u2011]")
_HYPHENED = re.compile(r"[^\W_]+(?:[-_\u2010\u2011][^\W_]+)+")
_NUMBER = re.compile(r"[0-9]+(?:[ .\-/()\u00a0]{1,2}[0-9]+)+")
_DIGITS = re.compile(r"[0-9]+")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_MIXED_CASE = re.compile(r"[a-z][A-Z]|[A-Z][A-Z][a-z]")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_NUMBER_DIGITS = 7


class Token(NamedTuple):
    """A word of a text: [start, end) in code points, and the word in lower case without its elision."""

    start: int
    end: int
    word: str


class Form(NamedTuple):
    """What a written form always gives: tokens, parts to index beside them, terms and words of both."""

    tokens: tuple[Token, ...]
    parts: tuple[str, ...]
    terms: tuple[str, ...]
    folded: tuple[str, ...]
    length: int


def normal(text: str) -> str:
    """The composed form (NFC) in which texts are stored, cut and marked."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class Analyzer:
    """The words and terms of one language; remembers the terms of each word it met."""

    def __init__(self, language: Language) -> None:
        """Prepare the stemmer of the language, if it has one."""
        self.language = language
        self._stemmer: Any = snowballstemmer.stemmer(language.stemmer) if language.stemmer else None
        self._lock = threading.Lock()
        self._terms: dict[str, tuple[str, ...]] = {}
        self._forms: dict[str, Form] = {}
        self._firsts = {first for first, _ in language.compounds}
        self._openers: set[str] = set()

    @property
    def has_rules(self) -> bool:
        """False when the language has no rules of its own: words are only folded."""
        return self.language.has_rules

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of a normal text in order; `l'account` gives `account`, `don't` gives `dont`."""
        for match in _FORM.finditer(text):
            at = match.start()
            yield from self._pieces(match.group(), at)

    def forms(self, text: str) -> list[str]:
        """The written forms of a normal text, hyphens inside; `form` tells what each of them gives."""
        return _CHAIN.findall(text)

    def form(self, written: str) -> Form:
        """The tokens, parts and terms of a written form; remembered."""
        known = self._forms.get(written)
        if known is None:
            found = _FORM.finditer(written)
            tokens = tuple(token for match in found for token in self._pieces(match.group(), match.start()))
            parts = (*_parts(written, tokens), *filter(None, starmap(self._compound, pairwise(tokens))))
            words = (*(token.word for token in tokens), *parts)
            terms = tuple(term for word in words for term in self.terms(word))
            known = Form(tokens, parts, terms, tuple(map(self.fold, words)), len(tokens))
            self._forms[written] = known
            if tokens and self.terms(tokens[-1].word)[0] in self._firsts:
                self._openers.add(written)
        return known

    def _pieces(self, run: str, start: int) -> Iterator[Token]:
        """Words of a run with apostrophes: elisions and possessives go, contractions are joined."""
        rules = self.language
        parts = _APOSTROPHE.split(run)
        waiting: Token | None = None
        for place, part in enumerate(parts):
            word, end = part[:WORD_LIMIT].lower(), start + len(part)
            if waiting and word in rules.contractions:
                waiting = Token(waiting.start, end, waiting.word + word)
            elif word and not _falls_away(word, place, len(parts) - 1, rules):
                if waiting:
                    yield waiting
                waiting = Token(start, end, word)
            start = end + 1
        if waiting:
            yield waiting

    def joined(self, text: str, forms: list[str]) -> Iterator[str]:
        """Words to index beside the forms (all known to `form`): `log in` as one, 1 800 263 6317 as one."""
        for match in _NUMBER.finditer(text):
            yield from _numbers(match.group())
        for place in [place for place, written in enumerate(forms[:-1]) if written in self._openers]:
            first, second = self.form(forms[place]).tokens[-1], self.form(forms[place + 1]).tokens[:1]
            if second and (word := self._compound(first, second[0])):
                yield word

    def _compound(self, first: Token, second: Token) -> str:
        """Two neighbours as one word, if they are written so too; else nothing."""
        opener = self.terms(first.word)[0]
        return opener + second.word if (opener, second.word) in self.language.compounds else ""

    def terms(self, word: str) -> tuple[str, ...]:
        """The terms of a word in lower case: fold(stem(word)) and, if it differs, fold(stem(fold(word)))."""
        known = self._terms.get(word)
        if known is None:
            known = self._terms[word] = self._stems(word)
        return known

    def _stems(self, word: str) -> tuple[str, ...]:
        plain = self.fold(word)
        if self._stemmer is None or not plain.isalpha():
            return (plain,)
        folded = self.fold(self._stem(plain))
        if word == plain:
            return (folded,)
        accented = self.fold(self._stem(word))
        return (accented,) if accented == folded else (accented, folded)

    def _stem(self, word: str) -> str:
        for ending, replacement, least in self.language.rewrites:
            if len(word) >= least and word.endswith(ending):
                word = word[: -len(ending)] + replacement
                break
        with self._lock:
            return str(self._stemmer.stemWord(word))

    def fold(self, word: str) -> str:
        """The word without accents and with the special letters of the rules spelt out."""
        if word.isascii():
            return word
        bare = _MARKS.sub("", unicodedata.normalize("NFKD", word))
        for letter, plain in self.language.folds.items():
            if letter in bare:
                bare = bare.replace(letter, plain)
        return bare

    def is_stop(self, folded: str) -> bool:
        """Whether a folded word says little by itself."""
        return folded in self.language.stop


def _falls_away(word: str, place: int, last: int, rules: Language) -> bool:
    """Whether a part of a run with apostrophes is an elision (before one) or a possessive (after one)."""
    return (place < last and word in rules.elisions) or (place > 0 and word in rules.possessives)


def _parts(written: str, tokens: tuple[Token, ...]) -> Iterator[str]:
    """What to index beside the tokens of a form: hyphened words as one, and the words in GoToMeeting."""
    for match in _HYPHENED.finditer(written):
        yield _HYPHEN.sub("", match.group()).lower()[:WORD_LIMIT]
    for token in tokens:
        surface = written[token.start : token.end]
        if _MIXED_CASE.search(surface):
            yield from (part.lower() for part in _CAMEL.findall(surface))


def _numbers(text: str) -> Iterator[str]:
    """A spaced number as one word, whole and without its first groups: 18002636317, 8002636317, 2636317."""
    groups = _DIGITS.findall(text)
    for first in range(len(groups) - 1):
        joined = "".join(groups[first:])
        if len(joined) >= _NUMBER_DIGITS:
            yield joined
