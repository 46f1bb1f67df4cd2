"""Which words of another language a compound is made of: `Firmenkunde`. Pure; twin: query/spacing.js."""

from search.query.near import NearTable
from search.text.lexicon import Lexicon

COMPOUNDING = frozenset({"de", "nl"})  # languages that write compounds as one word
_SHORTEST = 4  # letters of a part
_LINK = "s"  # between parts: `Rechnungsadresse`
_HELD = 16  # sixteenths: documents hold the part itself


def compound_parts(word: str, near: NearTable, lexicon: Lexicon) -> str:
    """The two parts with a space, one of them at least of the table; empty if there are none.

    Of several splits the one whose weaker part is nearest to words of the documents, of these the first.
    """
    best, found = 0, ""
    for place in range(_SHORTEST, len(word) - _SHORTEST + 1):
        head, tail = word[:place], word[place:]
        first = _worth(head, near, lexicon)
        if not first and head.endswith(_LINK):
            head = head.removesuffix(_LINK)
            first = _worth(head, near, lexicon)
        second = _worth(tail, near, lexicon) if first else 0
        least = min(first, second)
        if least > best and first + second < 2 * _HELD:
            best, found = least, f"{head} {tail}"
    return found


def _worth(part: str, near: NearTable, lexicon: Lexicon) -> int:
    """How near a part is to a word of the documents, in sixteenths."""
    if lexicon.counts.get(part):
        return _HELD
    entry = near.words.get(part)
    return entry.words[0][1] if entry and entry.words and COMPOUNDING.intersection(entry.langs) else 0
