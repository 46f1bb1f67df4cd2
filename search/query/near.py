"""Near terms: words that no document holds, in any language, and words of the documents nearest in meaning.

A table is made where there is an encoder (`kb near update`), and read without one: integers, so that twins
agree. Its file has a line for each word, sorted: the word (folded), its languages, its neighbours, nearest
first, each with the cosine in sixteenths; one that a writer struck out has a minus before it. A word without
neighbours says little by itself in its languages. Pure; the browser gets it by search/static/near.py.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

FORMAT = "near 1"
FILE = "near.tsv"
HELD = "="  # before a word that documents hold: what it means in another language
AKIN = "~"  # before a term that documents hold: other words of theirs, near in meaning
PAIR = "+"  # between two words, the second anywhere after the first, that mean something else than each
PAIR_REACH = 10  # words from the first to the second
_HEAD = 2  # lines: the format with the number of words; the terms that the table was made for
_LINES = re.compile(  # as many right ones as there are; nothing is tried twice in a file of fifty thousand
    r"(?:\S++[ \t]++[^\s,]++(?:,[^\s,]++)*+(?:[ \t]++(?:-\S++|[^\s:-][^\s:]*+:[0-9]++))*+[ \t]*+\n)*+"
)


class UnreadableNear(ValueError):
    """A table that cannot be read; its text says why."""


@dataclass(frozen=True)
class NearWord:
    """A word that people may type: its languages, its neighbours with their cosines, those struck out."""

    langs: tuple[str, ...]
    words: tuple[tuple[str, int], ...]
    struck: tuple[str, ...] = ()


@dataclass(frozen=True)
class NearTable:
    """The near words of one index.

    Attributes:
        terms: Those of the documents that the table was made for.
        words: By the word as typed, folded.
    """

    terms: tuple[str, ...] = ()
    words: Mapping[str, NearWord] = field(default_factory=dict)

    def in_use(self) -> "NearTable":
        """What a search needs of it: without what is struck out, and the words of which nothing is left."""
        kept = {}
        for word, each in self.words.items():
            if not each.struck:
                kept[word] = each
            elif each.words:
                kept[word] = NearWord(each.langs, each.words)
        return NearTable((), kept)


@lru_cache(maxsize=8)  # content and index hold the same text, and a table has twenty thousand lines
def parse(text: str) -> NearTable:
    """A table from its file; an empty one from an empty text.

    Raises:
        UnreadableNear: For another format, and for a file that was cut short.
    """
    if not text:
        return NearTable()
    lines = text.splitlines()
    form, _, count = lines[0].rpartition(" ")
    if form != FORMAT or not count.isdecimal():
        raise UnreadableNear(f"it begins with '{lines[0][:20]}', not with '{FORMAT}'")
    if len(lines) != int(count) + _HEAD or not text.endswith("\n"):
        raise UnreadableNear(f"it says {count} words and has {max(0, len(lines) - _HEAD)}")
    words = "".join(f"{line}\n" for line in lines[_HEAD:])
    right = _LINES.match(words)
    if wrong := words[right.end() if right else 0 :]:
        line = wrong.partition("\n")[0]
        raise UnreadableNear(f"'{line[:60]}' is no word with its languages and neighbours")
    return NearTable(tuple(lines[1].split()), _Lines(lines[_HEAD:]))


class _Lines(Mapping[str, NearWord]):
    """The words of a file, each read when it is asked for: most commands ask for none of twenty thousand."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Take right lines."""
        self._given = lines
        self._known: dict[str, NearWord] = {}

    @cached_property
    def _lines(self) -> dict[str, str]:
        """By their words."""
        return {line.split(maxsplit=1)[0]: line for line in self._given}

    def __getitem__(self, word: str) -> NearWord:
        """What the table says of a word; raises KeyError."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = _word(self._lines[word])
        return known

    def __iter__(self) -> Iterator[str]:
        """The words in the order of the file."""
        return iter(self._lines)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._lines)


def _word(line: str) -> NearWord:
    _, langs, *rest = line.split()
    words, struck = [], []
    for each in rest:
        if each[0] == "-":
            struck.append(each[1:])
        else:
            name, _, cosine = each.partition(":")
            words.append((name, int(cosine)))
    return NearWord(tuple(langs.split(",")), tuple(words), tuple(struck))


def to_text(table: NearTable) -> str:
    """The file of a table, which `parse` reads."""
    lines = [f"{FORMAT} {len(table.words)}", " ".join(table.terms)]
    lines += [_line(word, table.words[word]) for word in sorted(table.words)]
    return "\n".join(lines) + "\n"


def _line(word: str, entry: NearWord) -> str:
    found = [f"{name}:{cosine}" for name, cosine in entry.words]
    return " ".join([word, ",".join(entry.langs), *found, *(f"-{name}" for name in entry.struck)])
