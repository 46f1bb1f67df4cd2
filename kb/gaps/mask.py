"""Taking out of a query what is personal, before it is written anywhere: addresses, numbers, names; pure.

It rather takes a word too many: a name is whatever a person says after a greeting or "my name is", any
two capitalised words side by side, and a usual given name with the word after it, unless the articles use
them, too.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice

from kb.gaps.names import GIVEN

EMAIL, LINK, NUMBER, NAME, SECRET = "[e-mail]", "[link]", "[number]", "[name]", "[secret]"
MARKS = (EMAIL, LINK, NUMBER, NAME, SECRET)
LONGEST = 200  # characters of a query that are kept; whole messages hold more about people than about a gap
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
# What is told as a password: after a sign whatever it is, after "is" what no word of a question looks like.
A_SECRET = re.compile(
    r"(\b(?:password|passwd|pwd|pass|passcode|pin|parola\s+d['\u2019]ordine))\s*"
    r"(?:[:=]\s*\S+|(?:is|\u00e8|e['\u2019])\s+(?=\S*\d|\S*[^\w\s?!.,;:'\u2019-]|\S*(?-i:[a-z][A-Z]))\S+)",
    re.IGNORECASE,
)
AN_EMAIL = re.compile(
    r"[^\s@<>(),;:]+\s?(?:@|\(at\)|\[at\]|\(a\)|(?<=\s)at(?=\s+[\w-]+\s?(?:\.|\(dot\)|\sdot\s|\spunto\s)))\s?"
    r"[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\]|\sdot\s|\spunto\s)\s?[\w-]+)*",
    re.IGNORECASE,
)
A_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
A_HANDLE = re.compile(r"(?<!\w)@\w+")
# Four digits and more, whatever signs of telephone numbers, cards and dates stand between them.
A_NUMBER = re.compile(r"(?:\+|\(|#)?\d(?:[\s./()\-\u2010-\u2015]{0,2}\d){3,}")
# IBANs as they are printed, in groups; one group may be letters alone, the bank's.
AN_IBAN = re.compile(
    r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,}\b"
    r"|(?i:\b[a-z]{2}\d{2}(?:\s?[a-z]{4})?(?:\s?(?=[a-z]*\d)[a-z\d]{2,4}){2,}\b)"
)
# VAT and fiscal codes, numbers of orders and bookings: letters and digits, in one word or parted by signs.
A_CODE = re.compile(
    r"\b(?=\w*\d\w*\d)(?=\w*[^\W\d_])\w{6,}\b"
    r"|\b(?=[\w/\-]*[^\W\d_])(?=(?:[\w/\-]*\d){3})\w+(?:[/\-]\w+)+\b"
)
CUES = re.compile(
    r"\b(?:mi\s+chiamo|mio\s+nome\s+(?:è|e')|my\s+name(?:\s+is|'s|\u2019s)|this\s+is|sono|io\s+sono|i\s+am|i'm|i\u2019m|im"
    r"|ciao|salve|buon\s?giorno|buona\s?sera|buon\s+pomeriggio|(?:hello|hi|hey)(?:\s+there)?|dear|gentile|gentili|egregio|egregia|spett(?:\.|abile)?"
    r"|caro|cara|good\s+(?:morning|afternoon|evening)"
    r"|sig(?:\.(?:\s?r?a\b\.?)?|nor[ae]?|ra|r)?|dott(?:\.(?:ssa)?|oressa|ore)?|mr|mrs|ms|miss|dr"
    r"|saluti|distinti\s+saluti|cordiali\s+saluti|regards|thanks|thank\s+you|grazie|firmato|signed"
    r"|call\s+me(?=\s+(?-i:[A-Z]))|chiama(?:te)?mi(?=\s+(?-i:[A-Z]))"
    r"|intestat[oaie]\s+a|a\s+nome(?:\s+di)?|on\s+behalf\s+of|in\s+the\s+name\s+of|account\s+(?:of|di)|cliente|customer)\b[.,:!]*\s+",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*\.?")
LAST_WORD = re.compile(r"(?<!\S)([^\W\d_]+)\s\Z")
NAMES = 3  # words of a name at most


def masked(text: str, is_known: Callable[[str], bool]) -> str:
    """The text with a mark in place of each personal part, on one line, cut to `LONGEST`.

    Args:
        text: What somebody typed.
        is_known: Whether a word in lower case is one of the articles or of the language, and so no name.
    """
    text = CONTROL.sub(" ", unicodedata.normalize("NFKC", text))
    text = A_SECRET.sub(rf"\1 {SECRET}", text)
    text = _without(text, list(_before_addresses(text, is_known)))
    for pattern, mark in (
        (AN_EMAIL, EMAIL),
        (A_LINK, LINK),
        (A_HANDLE, NAME),
        (AN_IBAN, NUMBER),
        (A_CODE, NUMBER),
        (A_NUMBER, NUMBER),
    ):
        text = pattern.sub(mark, text)
    return _cut(" ".join(_without(text, sorted(_names(text, is_known))).split()))


def _cut(text: str) -> str:
    """Cut between two words, so that no half of a mark is left."""
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0]


def _names(text: str, is_known: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where names stand: after what introduces them, and as capitalised words side by side."""
    for cue in CUES.finditer(text):
        yield from _after(text, cue.end(), is_known)
    for word in WORD.finditer(text):
        if _bare(word[0]) in GIVEN and not is_known(_bare(word[0])):
            yield from islice(_after(text, word.start(), is_known), 2)
    row: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        is_next = not row or not text[row[-1].end() : word.start()].strip()
        row = [*(row if is_next else []), word] if word[0][0].isupper() else []
        if len(row) > 1 and any(not is_known(_bare(each[0])) for each in row):
            yield row[0].start(), word.end()


def _before_addresses(text: str, is_known: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """The unknown word before each address that is spelt with "at": a name in two words."""
    for address in AN_EMAIL.finditer(text):
        before = LAST_WORD.search(text, max(0, address.start() - LONGEST), address.start())
        if before and re.search(r"\sat\s", address[0], re.IGNORECASE) and not is_known(_bare(before[1])):
            yield before.span(1)


def _after(text: str, start: int, is_known: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """The unknown words that follow at once, three at most; a known one ends the name."""
    end = start
    for _ in range(NAMES):
        word = WORD.match(text, end)
        if not word or is_known(_bare(word[0])) or CUES.match(text, end):
            break
        yield word.start(), word.end()
        space = re.compile(r"\s+").match(text, word.end())
        if not space:
            break
        end = space.end()


def _bare(word: str) -> str:
    return word.rstrip(".").lower()


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with one mark for each run of spans that touch or are parted by spaces only."""
    shown, at = "", 0
    for start, end in spans:
        if start < at:
            start = at
        if end <= at:
            continue
        between = text[at:start]
        shown += between if between.strip() or not shown.endswith(NAME) else ""
        shown += "" if shown.endswith(NAME) else NAME
        at = end
    return shown + text[at:]
