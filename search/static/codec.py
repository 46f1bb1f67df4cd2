"""How the chunks of a static index are encoded; decode.js in the browser reads them. Pure."""

import json
import zlib
from collections.abc import Iterable, Sequence

Pairs = Sequence[tuple[int, int]]


def deflate(*parts: bytes, phrases: bytes = b"") -> bytes:
    """Raw deflate, which browsers inflate by themselves whether or not the host compresses.

    Each part has a code of its own: data of different sorts pack better so. What stands in `phrases`, which
    the reader puts before, is not repeated.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=phrases)
    packed = [packer.compress(part) + packer.flush(zlib.Z_BLOCK) for part in parts[:-1]]
    return b"".join([*packed, packer.compress(parts[-1]), packer.flush()])


def compact_json(value: object) -> bytes:
    """JSON without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


_LOW_BITS = 2  # of the least numbers


def golomb(value: int) -> str:
    """The exponential Golomb code of a number in binary digits: the greater it is, the longer.

    As many ones as the number, four added, has digits more than three; a zero; all its digits but the first.
    """
    digits = bin(value + 2**_LOW_BITS)[3:]
    return "1" * (len(digits) - _LOW_BITS) + "0" + digits


def one_of(value: int, count: int) -> str:
    """A number below `count` in binary digits, as few as tell it apart; the middle ones take fewest."""
    size = count.bit_length() - 1
    short = 2 ** (size + 1) - count
    value = (value - (count - short) // 2) % count
    value, size = (value, size) if value < short else (value + short, size + 1)
    return bin(value | 1 << size)[3:]


def interpolated(items: Sequence[int], low: int, high: int) -> str:
    """Ascending numbers from `low` to `high` in digits: the middle one, then those on either side.

    Binary interpolative coding (Moffat and Stuiver 2000): numbers that stand together cost next to nothing.
    """
    if not items:
        return ""
    half = len(items) // 2
    value = items[half]
    digits = one_of(value - low - half, high - low - len(items) + 2)
    left, right = interpolated(items[:half], low, value - 1), interpolated(items[half + 1 :], value + 1, high)
    return digits + left + right


def bit_string(digits: str) -> bytes:
    """Binary digits as bytes, the highest bit of each first, filled with zeros."""
    whole = digits + "0" * (-len(digits) % 8)
    return int("0" + whole, 2).to_bytes(len(whole) // 8)


def varints(values: Iterable[int]) -> bytes:
    """Seven bits to a byte, the lowest first; the top bit says that more follow."""
    out = bytearray()
    for value in values:
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        out.append(value)
    return bytes(out)


def sorted_strings(items: Sequence[str]) -> bytes:
    """Length, then sorted strings as lines: how many letters are as in the line before, and the rest."""
    lines, last = [], ""
    for item in items:
        shared = shared_letters(last, item)
        lines.append(chr(32 + shared) + item[shared:])
        last = item
    text = "\n".join(lines).encode()
    return varints([len(text)]) + text


def shared_letters(first: str, second: str) -> int:
    """How many letters two strings begin alike with, up to one that JavaScript counts as two."""
    count = 0
    for a, b in zip(first, second, strict=False):
        if a != b or a > "\uffff":
            break
        count += 1
    return count
