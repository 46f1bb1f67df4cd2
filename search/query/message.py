"""What of a text can be its topic: a mail has a salutation, a signature, quotes and addresses, too. Pure.

What cannot is replaced by as many spaces, so that places in the text stay. Twin: query/message.js.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.text.language import Language

_CHUNK = re.compile(r"[^ \t\r\n\u00a0]+")
_WHOLE = re.compile(r"(?<=[0-9])[.,](?:00|--?|\u2013)(?![0-9])")  # no cents: `39,00` and `39,-` are `39`
_SIGNS = ".,;:!?()\"'-\u2013\u2014\u201c\u201d\u00ab\u00bb"
_NAMES = 3  # words of a name at most
_SHORT = 6  # words of a line that may belong to a signature, at most
_ENDS = (",", ".", ":", "!", ";")


class Chunk(NamedTuple):
    """What stands between spaces: where, as written, and in lower case without signs around it."""

    start: int
    end: int
    written: str
    word: str

    @property
    def is_name(self) -> bool:
        """Whether it is written as names are: a capital, but not all capitals."""
        bare = self.written.strip(_SIGNS)
        return bare[:1].isupper() and not bare[1:].isupper()

    @property
    def is_address(self) -> bool:
        """Whether it is an e-mail address or a link."""
        return "@" in self.written[1:] or "://" in self.written or self.word.startswith("www.")


def topic(text: str, language: Language) -> str:
    """The text with spaces in place of what cannot be its topic; empty where nothing is left."""
    kept, seen, closed = [], False, ""
    lines = text.split("\n")
    for line in lines:
        chunks = _chunks(line)
        closed = _closed(chunks, closed, seen, language) if len(lines) > 1 else ""
        spans = [(0, len(line))] if closed else _spans(chunks, len(lines) > 1, language)
        kept.append(_blanked(line, spans))
        seen = seen or any(map(str.isalnum, kept[-1]))
    return _WHOLE.sub(lambda found: " " * len(found[0]), "\n".join(kept)) if seen else ""


def _chunks(line: str) -> list[Chunk]:
    found = ((each.start(), each.end(), each[0]) for each in _CHUNK.finditer(line))
    return [Chunk(start, end, written, written.strip(_SIGNS).lower()) for start, end, written in found]


def _closed(chunks: Sequence[Chunk], before: str, seen: bool, language: Language) -> str:
    """How a line is left out: alone (line), with the short ones after it (signature), with all (rest)."""
    words = [chunk.word for chunk in chunks]
    letter = language.letter
    if before == "rest" or (seen and _ends_message(chunks, words, letter["disclaimers"])):
        return "rest"
    if seen and len(words) <= _SHORT and (before == "signature" or _closing(chunks, 0, letter["closings"])):
        return "signature"
    reported = bool(chunks) and chunks[-1].written.endswith(":") and not letter["reports"].isdisjoint(words)
    quoted = bool(chunks) and chunks[0].written.startswith(">")
    return "line" if reported or quoted or _headed(chunks, letter["headers"]) else ""


def _headed(chunks: Sequence[Chunk], names: frozenset[str]) -> bool:
    """Whether a line begins with one of the names and a colon, as the head of a mail does."""
    return bool(chunks) and chunks[0].written.endswith(":") and chunks[0].word in names


def _ends_message(chunks: Sequence[Chunk], words: Sequence[str], disclaimers: frozenset[str]) -> bool:
    """Whether a signature's dashes, a forwarded message or a disclaimer begins here."""
    dashes = bool(chunks) and chunks[0].written.startswith("--")
    return dashes or len(disclaimers.intersection(words)) > 1


def _spans(chunks: Sequence[Chunk], several: bool, language: Language) -> Iterator[tuple[int, int]]:
    """What of a line is left out: subject labels, greetings, names, thanks at its end, addresses."""
    words = [chunk.word for chunk in chunks]
    letter = language.letter
    first = int(several and _headed(chunks, letter["labels"]))
    for place, chunk in enumerate(chunks):
        size = _phrase(words, place, letter["greetings"]) if place == first else 0
        after = place + (size or _phrase(words, place, letter["introductions"]))
        named = _names(chunks, after, greeted=bool(size)) if after > place else 0
        if size and chunks[after - 1].written.endswith(_ENDS):
            # `Hello! Where is it` names nobody, `Hello, Joe Roe` at a line's end does
            named *= chunks[after - 1].written.endswith(",") and after + named == len(chunks)
        rest = place + _closing(chunks, place, letter["closings"])
        if chunk.is_address or place < first:
            yield chunk.start, chunk.end
        if size or named:
            yield chunks[place if size else after].start, chunks[after + named - 1].end
        if rest > place and rest + _names(chunks, rest, greeted=True) == len(chunks):
            yield chunk.start, chunks[-1].end


def _phrase(words: Sequence[str], place: int, phrases: frozenset[str]) -> int:
    """How many words from a place are one of the phrases: two, one or none."""
    if " ".join(words[place : place + 2]) in phrases:
        return len(words[place : place + 2])
    return int(place < len(words) and words[place] in phrases)


def _closing(chunks: Sequence[Chunk], place: int, phrases: frozenset[str]) -> int:
    """How many chunks from a place close a message; some phrases only with their comma, as `best,`."""
    size = _phrase([chunk.word for chunk in chunks[place : place + 2]], 0, phrases)
    return size or int(place < len(chunks) and chunks[place].written.lower() in phrases)


def _names(chunks: Sequence[Chunk], place: int, greeted: bool) -> int:
    """How many chunks from a place are a name: written as one, or set off from what follows."""
    size = 0
    while size < _NAMES and place + size < len(chunks) and chunks[place + size].is_name:
        size += 1
        if chunks[place + size - 1].written.endswith(_ENDS):
            return size
    if not greeted or size or chunks[place - 1].written.endswith(_ENDS):
        return size
    near = enumerate(chunks[place : place + 2], 1)
    return next((number for number, each in near if each.written.endswith((",", "!"))), 0)


def _blanked(line: str, spans: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> str:
    for start, end in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line
