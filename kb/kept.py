"""What a run keeps in a file for the next one: whole and of the same code, or nothing."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

# By section and key, each text on one line: only what is asked for is read, only what changed is made anew.
Texts = dict[str, dict[str, str]]


def load(file: Path, code: str) -> Texts:
    """What was kept; nothing where the file is missing, damaged (its digest is in front) or of other code.

    Args:
        file: Where it is kept.
        code: What tells one version of the code from the next.
    """
    try:
        whole = file.read_bytes()
    except OSError:
        return {}
    data = whole[len(digest(b"")) :]
    if whole != digest(data).encode() + data:
        return {}
    written_by, *lines = data.decode().split("\n")
    found: Texts = {}
    section = dict[str, str]()
    for line in lines if written_by == code else ():
        key, tab, text = line.partition("\t")
        if tab:
            section[key] = text
        else:
            section = found[key] = {}
    return found


def save(file: Path, code: str, kept: Mapping[str, Mapping[str, str]]) -> None:
    """Keep it; a file that cannot be written costs only time."""
    lines = [code]
    for name, section in kept.items():
        lines += [name, *map("\t".join, section.items())]
    data = "\n".join(lines).encode()
    beside = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(digest(data).encode() + data)
        beside.replace(file)
    except OSError:
        return


def line(value: object) -> str:
    """Lists, texts and numbers as a text on one line, which `json.loads` reads."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest(data: bytes) -> str:
    """Thirty-two hexadecimal digits that tell contents apart."""
    return blake2b(data, digest_size=16).hexdigest()
