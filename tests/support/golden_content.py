"""Small help centers written down with what a rule must find in them: tests/golden/content/*.txt.

A case begins with `rules: NAME NAME`. Then follow files, each after a line `== path [encoding]`, and at
last `== findings`. A line `@article ID` stands for the front matter of a whole article. The encoding is
utf-8 unless the line says `crlf`, `bom`, `cp1252` or `utf-16`.
"""

from dataclasses import dataclass
from pathlib import Path

FRONT_MATTER = "---\nid: {id}\ntitle: A question?\nsummary: An answer.\nkind: faq\ncategory: billing\n---\n"


@dataclass(frozen=True)
class Case:
    """One help center: the rules to run, its files as bytes by path, and the findings one per line."""

    rules: tuple[str, ...]
    files: dict[str, bytes]
    findings: list[str]


def read(path: Path) -> Case:
    """A case as it is written down."""
    head, *blocks = path.read_text(encoding="utf-8").split("\n== ")
    files = {}
    findings: list[str] = []
    for block in blocks:
        title, _, text = block.partition("\n")
        name, _, encoding = title.partition(" [")
        if name == "findings":
            findings = text.split("\n")
        else:
            files[name] = _encoded(text, encoding.removesuffix("]"))
    rules = tuple(head.partition("rules:")[2].split())
    return Case(rules, files, [line for line in findings if line])


def _encoded(text: str, encoding: str) -> bytes:
    lines = [
        FRONT_MATTER.format(id=line.split()[1]) if line.startswith("@article ") else f"{line}\n"
        for line in text.split("\n")
    ]
    whole = "".join(lines)
    if encoding == "crlf":
        return whole.replace("\n", "\r\n").encode()
    return whole.encode({"": "utf-8", "bom": "utf-8-sig"}.get(encoding, encoding))
