"""What a run keeps in a file for the next one: whole and of the same code, or nothing."""

import json
from hashlib import blake2b
from pathlib import Path
from typing import Any


def load(file: Path, code: str) -> dict[str, Any]:
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
    written_by, kept = json.loads(data)
    return dict(kept) if written_by == code else {}


def save(file: Path, code: str, kept: dict[str, Any]) -> None:
    """Keep it; a file that cannot be written costs only time."""
    data = json.dumps([code, kept], ensure_ascii=False).encode()
    beside = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(digest(data).encode() + data)
        beside.replace(file)
    except OSError:
        return


def digest(data: bytes) -> str:
    """Thirty-two hexadecimal digits that tell contents apart."""
    return blake2b(data, digest_size=16).hexdigest()
