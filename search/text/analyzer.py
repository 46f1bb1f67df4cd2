"""Text to words and words to terms, by the rules of a language. Pure; the browser's analyzer.js is its twin.

A word is a run of letters and digits. A term is what the index knows: a folded stem.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import Any, NamedTuple

import snowballstemmer

from search.text.cache import Memory
from search.text.language import Language
from search.text.scripts import FADING, MARKS, WORD, is_unspaced, parts

APOSTROPHES = "'\u2019\u2018\u02bc\u0060\u00b4"

# C++ and C#, else a run of letters and digits, apostrophes inside
_FORM = re.compile(rf"[A-Za-z](?:\+\+|#)|{WORD}(?:[{APOSTROPHES}]{WORD})*")
# the same with hyphens inside: what is counted when indexing
_CHAIN = re.compile(rf"[A-Za-z](?:\+\+|#)|{WORD}(?:[{APOSTROPHES}\-_\u2010\u2011]{WORD})*")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_HYPHEN = re.compile(r"[-_\u2010\u2011]")
_HYPHENED = re.compile(rf"{WORD}(?:[-_\u2010\u2011]{WORD})+")
_NUMBER = re.compile(r"[0-9]+(?:[ .\-/()\u00a0]{1,2}[0-9]+)+")
_GROUPED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:[.,'\u2019 \u00a0\u202f][0-9]{3})+(?![ .\-/]?[0-9])")
_DIGITS = re.compile(r"[0-9]+")
# as in `ResetYourPassword` and `30giorni`; letters of any alphabet stay together
HUMPS = re.compile(rf"[A-Z]+(?![a-z])|[A-Z]?(?:[^\W_0-9A-Z]|[{MARKS}])+|[0-9]+")
_MIXED_CASE = re.compile(r"[a-z][A-Z]|[A-Z][A-Z][a-z]")
_NUMBER_DIGITS = 7
# Soft hyphens and zero-width spaces stand inside words; marks of direction stay: they say how a title reads.
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]+")


class Token(NamedTuple):
    """A word of a text: [start, end) in code points, and the word in lower case without its elision."""

    start: int
    end: int
    word: str


@dataclass(slots=True, eq=False)
class Form:
    """What a written form always gives: words, parts to index beside them, terms and folded words of both.

    `first` and `last` are the words that neighbours may join: empty where there is none, None where the form
    is only signs, which neighbours join across.
    """

    words: tuple[str, ...]
    parts: tuple[str, ...]
    terms: tuple[str, ...]
    folded: tuple[str, ...]
    first: str | None
    last: str


def normal(text: str) -> str:
    """The composed form (NFC) in which texts are stored, cut and marked, without marks that nobody sees."""
    return text if text.isascii() else unicodedata.normalize("NFC", _UNSEEN.sub("", text))


class Analyzer:
    """The words and terms of one language; remembers the terms of each word it met."""

    def __init__(self, language: Language) -> None:
        """Prepare the stemmer of the language, if it has one."""
        self.language = language
        self._stemmer: Any = snowballstemmer.stemmer(language.stemmer) if language.stemmer else None
        self._longest = language.tuning.word_longest
        self._endings = tuple(ending for ending, _, _ in language.rewrites)
        self._lock = threading.Lock()
        self._terms = Memory(self._stems)
        # what a written form of a normal text gives; remembered
        self.form: Callable[[str], Form] = Memory(self._form).__getitem__
        self._firsts = {first for first, _ in language.compounds}
        self._seconds = {second for _, second in language.compounds}
        self._openers: set[str] = set()  # written forms whose last word is a first

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of a normal text in order; `l'account` gives `account`, `don't` gives `dont`."""
        for match in _FORM.finditer(text):
            run, at = match.group(), match.start()
            if run.isascii() and run.isalnum():  # as most are: the same, without the cost of the rest
                yield Token(at, match.end(), run[: self._longest].lower())
            else:
                yield from self._pieces(run, at)

    def forms(self, text: str) -> list[str]:
        """The written forms of a text, with their signs: what stands between spaces."""
        return text.split()

    def _form(self, written: str) -> Form:
        chains = _CHAIN.findall(written)
        form = self._chain(written) if chains == [written] else self._chains(chains)
        if form.last and self.terms(form.last)[0] in self._firsts:
            self._openers.add(written)
        return form

    def _chains(self, chains: list[str]) -> Form:
        """What several chains give together, or one without the signs around it."""
        forms = [self.form(each) for each in chains]
        if len(forms) == 1:
            return forms[0]
        words = tuple([word for form in forms for word in form.words])
        parts = (*(part for form in forms for part in form.parts), *self._compounds(chains))
        first, last = (forms[0].first, forms[-1].last) if forms else (None, "")
        return self._told(words, parts, first, last)

    def _chain(self, written: str) -> Form:
        if written.isascii() and written.isalnum():  # as most are: the same as below, without its cost
            word, parts = written[: self._longest].lower(), tuple(self._humps(written))
            if word != written and not parts:
                return self.form(word)  # a capital makes no difference
            return self._told((word,), parts, word, word)
        found = _FORM.finditer(written)
        tokens = [token for match in found for token in self._pieces(match.group(), match.start())]
        words = tuple([token.word for token in tokens])
        compounds = (self._compound(first, second) for first, second in pairwise(words))
        parts = (*self._parts(written, tokens), *filter(None, compounds))
        return self._told(words, parts, words[0] if words else "", words[-1] if words else "")

    def _parts(self, written: str, tokens: Sequence[Token]) -> Iterator[str]:
        """What to index beside the tokens of a form: hyphened words as one, and the words in GoToMeeting."""
        for match in _HYPHENED.finditer(written):
            yield _HYPHEN.sub("", match.group()).lower()[: self._longest]
        for token in tokens:
            yield from self._humps(written[token.start : token.end])

    def _humps(self, surface: str) -> Iterator[str]:
        """The words in GoToMeeting."""
        if not surface.islower() and _MIXED_CASE.search(surface):
            yield from (part.lower()[: self._longest] for part in HUMPS.findall(surface))

    def _told(self, words: tuple[str, ...], parts: tuple[str, ...], first: str | None, last: str) -> Form:
        both = words + parts
        terms = tuple([term for word in both for term in self.terms(word)])
        folded = both if all(map(str.isascii, both)) else tuple(map(self.folded, both))
        return Form(words, parts, terms, folded, first, last)

    def _pieces(self, run: str, start: int) -> Iterator[Token]:
        """Words of a run with apostrophes: elisions and possessives go, contractions are joined."""
        rules = self.language
        pieces = _APOSTROPHE.split(run)
        if len(pieces) == 1 and is_unspaced(run):
            yield from (Token(start + a, start + b, run[a:b][: self._longest].lower()) for a, b in parts(run))
            return
        waiting: Token | None = None
        for place, part in enumerate(pieces):
            word, end = part[: self._longest].lower(), start + len(part)
            if waiting and word in rules.contractions:
                waiting = Token(waiting.start, end, (waiting.word + word)[: self._longest])
            elif word and not _falls_away(word, place, len(pieces) - 1, rules):
                if waiting:
                    yield waiting
                waiting = Token(start, end, word)
            start = end + 1
        if waiting:
            yield waiting

    def compound_words(self, text: str, forms: Sequence[str]) -> Iterator[str]:
        """Words to index beside the forms (all known to `form`): `log in` as one, 1 800 263 6317, 1.900."""
        for match in _NUMBER.finditer(text):
            yield from _numbers(match.group())
        for match in _GROUPED.finditer(text):
            yield "".join(_DIGITS.findall(match.group()))
        yield from self._compounds(forms)

    def _compounds(self, forms: Sequence[str]) -> Iterator[str]:
        """Neighbouring forms as one word, where they are written so too."""
        last = len(forms) - 1
        for place in compress(range(last), map(self._openers.__contains__, forms)):
            after = place + 1
            while (second := self.form(forms[after]).first) is None and after < last:
                after += 1
            if second in self._seconds and (word := self._compound(self.form(forms[place]).last, second)):
                yield word

    def _compound(self, first: str, second: str) -> str:
        """Two neighbours as one word, if they are written so too; else nothing."""
        opener = self.terms(first)[0]
        return opener + second if (opener, second) in self.language.compounds else ""

    def terms(self, word: str) -> tuple[str, ...]:
        """The terms of a word in lower case: fold(stem(word)) and, if it differs, fold(stem(fold(word)))."""
        return self._terms[word]

    def _stems(self, word: str) -> tuple[str, ...]:
        plain = self.folded(word)
        if self._stemmer is None or not plain.isalpha():
            return (plain,)
        folded = self.folded(self._stem(plain))
        if word == plain:
            return (folded,)
        accented = self.folded(self._stem(word))
        return (accented,) if accented == folded else (accented, folded)

    def _stem(self, word: str) -> str:
        if word.endswith(self._endings):
            word = self._rewritten(word)
        with self._lock:
            return str(self._stemmer.stemWord(word))

    def _rewritten(self, word: str) -> str:
        for ending, replacement, least in self.language.rewrites:
            if len(word) >= least and word.endswith(ending):
                return word[: -len(ending)] + replacement
        return word

    def fold(self, word: str) -> str:
        """The word without accents and with the special letters of the rules spelt out."""
        if word.isascii():
            return word
        bare = unicodedata.normalize("NFC", FADING.sub("", unicodedata.normalize("NFKD", word)))
        for letter, plain in self.language.folds.items():
            if letter in bare:
                bare = bare.replace(letter, plain)
        return bare

    def folded(self, word: str) -> str:
        """One word folded, and cut then too: a letter may become eighteen."""
        return self.fold(word)[: self._longest]

    def is_stop(self, folded: str) -> bool:
        """Whether a folded word says little by itself."""
        return folded in self.language.stop


def _falls_away(word: str, place: int, last: int, rules: Language) -> bool:
    """Whether a part of a run with apostrophes is an elision (before one) or a possessive (after one)."""
    return (place < last and word in rules.elisions) or (place > 0 and word in rules.possessives)


def _numbers(text: str) -> Iterator[str]:
    """A spaced number as one word, whole and without its first groups: 18002636317, 8002636317, 2636317."""
    groups = _DIGITS.findall(text)
    for first in range(len(groups) - 1):
        joined = "".join(groups[first:])
        if len(joined) >= _NUMBER_DIGITS:
            yield joined
