"""A file's text, or in one sentence why it is none; signs that it was saved in another encoding."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from kb.errors import ContentError, Problem, quoted

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# UTF-8 read as Windows-1252 and saved again ("è" as "Ã¨"), letters lost on the way, and control characters.
BROKEN = re.compile(
    r"Ã[\u0080-\u00bf\u0192\u201a-\u201e\u2020-\u2026\u02c6\u2030\u0160\u2039\u0152\u0161\u203a\u0153\u017e\u0178]"
    r"|â€.?|Â[\u00a0-\u00bf]|\ufffd|[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]"
)


def read_text(file: Path, path: str) -> str:
    """A file's text with its own line ends and, where there is one, its byte order mark.

    Raises:
        ContentError: When it cannot be read, or is not UTF-8, naming the line.
    """
    try:
        data = file.read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        raise ContentError([Problem(path, 0, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([_not_utf8(data, error, path)]) from error


def read_data(file: Path, path: str) -> str:
    """The text of a file that only programs read, without a byte order mark.

    Raises:
        ContentError: As for `read_text`.
    """
    return read_text(file, path).removeprefix(BOM)


def readable(file: Path, path: str) -> tuple[str, list[Problem]]:
    """What can be read of a file, and why it is not all."""
    try:
        return read_text(file, path), []
    except ContentError as error:
        data = file.read_bytes() if file.is_file() else b""
        return data.decode("utf-8", errors="replace"), list(error.problems)


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    if data.startswith(UTF_16):
        reason = "UTF-16, which Windows calls 'Unicode': save the file as UTF-8"
        return Problem(path, 1, reason)
    shown = data[error.start : error.start + 1].decode("cp1252", errors="replace")
    line = data.count(b"\n", 0, error.start) + 1
    return Problem(path, line, f"not UTF-8 at {quoted(shown)}: save the file with that encoding")


def broken(text: str, path: str) -> Iterator[Problem]:
    """The first line of a text that shows letters damaged by another encoding, or control characters."""
    found = BROKEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        reason = f"{quoted(found[0])} is a damaged letter: type it again and save the file as UTF-8"
        yield Problem(path, line, reason)
