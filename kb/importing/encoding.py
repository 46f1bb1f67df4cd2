"""Bytes of a page -> its text, whatever encoding it was saved in; pure.

UTF-8 is recognised by itself, and what a page declares is believed. For the rest there is no telling one
single-byte encoding from another by its bytes: the page's language decides, as in browsers
(https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding).
"""

import codecs
import re

from bs4.dammit import EncodingDetector

WESTERN = "cp1252"
# fmt: off
BY_LANGUAGE = {
    code: name for name, codes in {
        "cp1250": "cs hr hu pl sk sl", "cp1251": "be bg kk ky mk ru sr tg uk", "cp1253": "el",
        "cp1254": "az ku tr", "cp1255": "he", "cp1256": "ar fa", "cp1257": "et lt lv", "cp1258": "vi",
        "cp874": "th", "cp932": "ja", "cp949": "ko", "gb18030": "zh",
    }.items() for code in codes.split()
}
# fmt: on
# What pages that call themselves so are read as: these are parts of what Windows writes under their name.
MEANT = {"ascii": WESTERN, "iso8859-1": WESTERN, "iso8859-9": "cp1254", "iso8859-11": "cp874"}
NONE = ("idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape")  # Python's, of no page
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
FEW = 50  # one such byte in so many is a fault of a text; pictures, archives and programs have more
HEAD = 8_192  # bytes by which text is told from what is none
MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WIDE = ("utf-32", "utf-32", "utf-16", "utf-16")
SEQUENCE = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+|[\x80-\xff]"
)
ROOT_LANG = re.compile(rb"<html\b[^>]*?\blang\s*=\s*[\"']?([a-z]{2,3})\b", re.IGNORECASE)


def is_text(data: bytes) -> bool:
    """Whether a file's bytes are a text in any encoding, and no picture, archive or program."""
    head = data[:HEAD]
    return data.startswith(MARKS) or FEW * len(BINARY.findall(head)) <= len(head)


def decoded(data: bytes, lang: str) -> tuple[str, str]:
    """A text, and the name of its encoding where that was guessed; else empty.

    Args:
        data: The whole file.
        lang: The language of what is written in it, where the page itself says none.
    """
    known = next((name for mark, name in zip(MARKS, WIDE, strict=True) if data.startswith(mark)), "")
    if known:
        return data.decode(known, "replace"), ""
    for name in ("utf-8-sig", _declared(data)):
        try:
            return data.decode(name), ""
        except UnicodeDecodeError:
            continue
    said = ROOT_LANG.search(data[:HEAD])
    guess = BY_LANGUAGE.get(said[1].decode().lower() if said else lang, WESTERN)
    if _is_utf8_with_faults(data):
        return SEQUENCE.sub(lambda match: _either(match[0], guess), data).decode("utf-8-sig"), "utf-8"
    return data.decode(guess, "replace"), guess


def _declared(data: bytes) -> str:
    """The encoding that a page says it has; UTF-8 where it says none that there is."""
    name = EncodingDetector.find_declared_encoding(data, is_html=True)
    try:
        found = codecs.lookup(name or "utf-8").name
        "".encode(found)  # not all that Python looks up is an encoding of text
    except LookupError:
        return "utf-8"
    is_known = found not in NONE and not found.startswith(("utf-16", "utf-32"))  # wide ones bear a mark
    return MEANT.get(found, found) if is_known else "utf-8"


def _is_utf8_with_faults(data: bytes) -> bool:
    """Whether most of what is not ASCII are characters of UTF-8, beside a few bytes that somebody pasted."""
    pieces = [match[0] for match in SEQUENCE.finditer(data)]
    return sum(len(piece) for piece in pieces if len(piece) > 1) > sum(map(len, pieces)) / 2


def _either(piece: bytes, guess: str) -> bytes:
    return piece if len(piece) > 1 else piece.decode(guess, "replace").encode()
