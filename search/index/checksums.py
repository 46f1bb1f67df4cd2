"""A build's files by length and CRC-32, so that a flipped bit or a cut file is met before it is believed.

CRC-32 finds every single flipped bit and every damage within 32 bits, at 3 GB/s: all of an index is read
whenever it is opened. It tells accidents, not attacks.
"""

import json
import mmap
import os
import zlib
from pathlib import Path

from search.errors import IndexDamaged

FILE = "checksums.json"
LOCKS = "LOCK"  # the end of the names of files whose content says nothing


def write(build: Path) -> None:
    """Write the file that vouches for all others, itself by the checksum of its rest in the first line."""
    names = sorted(path.name for path in build.iterdir() if not path.name.endswith((FILE, LOCKS)))
    text = json.dumps({name: _measured(build / name) for name in names}).encode()
    beside = build / f"new-{FILE}"
    beside.write_bytes(b"%08x\n" % zlib.crc32(text) + text)
    beside.replace(build / FILE)


def verify(build: Path) -> None:
    """Read every file of a build.

    Raises:
        FileNotFoundError: When a file is missing, the checksums among them.
        IndexDamaged: Naming the first file that is not what was written.
    """
    first, _, text = (build / FILE).read_bytes().partition(b"\n")
    if first != b"%08x" % zlib.crc32(text):
        raise IndexDamaged(build.parent, FILE)
    for name, expected in json.loads(text).items():
        if _measured(build / name) != expected:
            raise IndexDamaged(build.parent, name)


def _measured(path: Path) -> list[int]:
    """Length in bytes and CRC-32 of a file."""
    with path.open("rb") as file:
        length = os.fstat(file.fileno()).st_size
        if not length:  # which cannot be mapped
            return [0, 0]
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return [length, zlib.crc32(data)]
