"""What other scripts need: marks that belong to a letter, words without spaces. Pure; twin: scripts.js.

Chinese, Japanese and Korean write words side by side, or with their particles: every two neighbouring
letters are a word (bigrams, as in Lucene's CJKAnalyzer), so that any part of a sentence is found.
"""

import re
import unicodedata
from functools import cache

# What Unicode calls a mark (category M), in the blocks of living languages: it belongs to a letter.
_BLOCKS = (range(0x300, 0x3100), range(0xA600, 0xAC00), range(0xFB1E, 0xFE30), range(0xE0100, 0xE01F0))
_LETTERS = [chr(code) for block in _BLOCKS for code in block]
MARKS = "".join(letter for letter in _LETTERS if unicodedata.category(letter)[0] == "M")
WORD = rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*"

# The marks that fall away when a word is folded (accents, vowels of Hebrew and Arabic), with the stroke that
# only makes Arabic words longer; the vowels of Indian scripts and the marks of Japanese tell words apart.
_TELLING = re.compile("[\u0700-\u1aaf\u3099\u309a]+")
FADING = re.compile(f"[{_TELLING.sub('', MARKS)}\u0640]+")

_UNSPACED = "[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
_LETTER = re.compile(_UNSPACED)


@cache
def _part() -> re.Pattern[str]:
    """Compiled when such a text first comes; it was a third of what loading this module cost."""
    return re.compile(
        rf"(?<!{_UNSPACED}){_UNSPACED}(?!{_UNSPACED})|{_UNSPACED}(?=({_UNSPACED}))"
        rf"|(?!{_UNSPACED})[^\W_](?:(?!{_UNSPACED})(?:[^\W_]|[{MARKS}]))*"
    )


def is_unspaced(run: str) -> bool:
    """Whether a run of letters holds one of a script without spaces."""
    return not run.isascii() and _LETTER.search(run) is not None


def parts(run: str) -> list[tuple[int, int]]:
    """Where the words of a run of letters stand; of a script without spaces, every two neighbours."""
    return [(found.start(), found.end() + len(found[1] or "")) for found in _part().finditer(run)]


def spaced(text: str) -> str:
    """The text with spaces around each letter of a script without."""
    return _LETTER.sub(r" \g<0> ", text)
