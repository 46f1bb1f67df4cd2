"""How the chunks of a static index are encoded; decode.js in the browser reads them. Pure."""

import json
import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

Pairs = Sequence[tuple[int, int]]


def deflate(*parts: bytes) -> bytes:
    """Raw deflate, which browsers inflate by themselves whether or not the host compresses.

    Each part has a code of its own: data of different sorts pack better so.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = [packer.compress(part) + packer.flush(zlib.Z_BLOCK) for part in parts[:-1]]
    return b"".join([*packed, packer.compress(parts[-1]), packer.flush()])


def compact_json(value: object) -> bytes:
    """JSON without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def word_chunk(words: Sequence[str], counts: Iterable[int]) -> bytes:
    """Sorted words, then the number of documents that hold each."""
    return deflate(sorted_strings(words) + varints(counts))


def postings_chunk(held: Sequence[tuple[str, Pairs]]) -> bytes:
    """Terms, the number of documents of each, gaps between the documents of each, weights of each."""
    parts = [sorted_strings([term for term, _ in held]), varints(len(pairs) for _, pairs in held)]
    for _, pairs in held:
        documents = [-1, *(document for document, _ in pairs)]
        parts.append(varints(b - a - 1 for a, b in pairwise(documents)))
    parts += [varints(weight for _, weight in pairs) for _, pairs in held]
    return deflate(b"".join(parts))


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
