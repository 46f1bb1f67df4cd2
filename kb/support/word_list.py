"""How often a language uses a word, by a package's list: its text answers a few questions, a table many."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files

FEW = 40  # questions that its text answers sooner than a table is made of it
START = 4  # letters that words of one stem share
PLAIN = b'{\n"'  # a word on each line


class WordList:
    """The words of a language, most of which nobody asks for; none where there is no list."""

    def __init__(self, lang: str) -> None:
        """Read nothing yet."""
        self._file = files("spellchecker") / "resources" / f"{lang}.json.gz"
        self._asked = 0

    @cached_property
    def exists(self) -> bool:
        """Whether there is a list of that language."""
        return self._file.is_file()

    def times(self, word: str) -> int:
        """How often the language uses it in the texts that were counted; 0 where the list lacks it."""
        if self._is_table():
            return self._table.get(word, 0)
        _, found, rest = self._text.partition(f'\n"{word}": '.encode())
        return int(re.split(rb"[,\s}]", rest[:20], maxsplit=1)[0]) if found else 0

    def like(self, word: str) -> Iterable[str]:
        """The words that begin with the same `START` letters, of which `word` has as many at least."""
        start = word[:START]
        if self._is_table():
            return self._beginnings.get(start, ())
        ends = re.findall(rb'\n"' + re.escape(start.encode()) + rb'([^"]*)": ', self._text)
        return [start + end.decode() for end in ends]

    def _is_table(self) -> bool:
        """Whether to ask the table: after many questions, and where the text has another form."""
        self._asked += 1
        return self._asked > FEW or "_table" in self.__dict__ or not self._is_plain

    @cached_property
    def _text(self) -> bytes:
        return gzip.decompress(self._file.read_bytes()) if self.exists else b"{}"

    @cached_property
    def _is_plain(self) -> bool:
        return self._text.startswith(PLAIN) and b"\\" not in self._text

    @cached_property
    def _table(self) -> Mapping[str, int]:
        return dict(json.loads(self._text))

    @cached_property
    def _beginnings(self) -> Mapping[str, list[str]]:
        found: Mapping[str, list[str]] = defaultdict(list)
        for word in self._table:
            found[word[:START]].append(word)
        return found


@cache
def word_list(lang: str) -> WordList:
    """The list of a language, read once."""
    return WordList(lang)
