"""How often a word stands in the approved sentences of a language; pure, and counted only when asked for."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from kb.truth.words import truth_words

APOSTROPHES = frozenset("'’")


class Vocabulary:
    """The words of sentences; most checks never ask for one."""

    def __init__(self, texts: Iterable[str], lang: str) -> None:
        """Of these sentences, which are read when a word is first asked for, in that language."""
        self._texts, self._lang = texts, lang
        self._known: dict[str, int] = {}

    def times(self, word: str) -> int:
        """How often it stands there; `word` is one word in small letters."""
        if word not in self._known:
            plain, shortened = self._sentences
            found = [self._tokens(text) for small, text in plain if word in small]
            self._known[word] = sum(tokens.count(word) for tokens in found) + shortened[word]
        return self._known[word]

    @cached_property
    def _sentences(self) -> tuple[list[tuple[str, str]], Counter[str]]:
        """Those that hold each of their words, in small letters and as written; of the others the words."""
        texts = tuple(self._texts)
        plain = [(text.lower(), text) for text in texts if APOSTROPHES.isdisjoint(text)]
        shortened = (text for text in texts if not APOSTROPHES.isdisjoint(text))
        return plain, Counter(token for text in shortened for token in self._tokens(text))

    def _tokens(self, text: str) -> list[str]:
        return truth_words(self._lang).tokens(text)
