"""A second import: what changed at the source is taken, what editors changed stays; pure."""

from dataclasses import dataclass

from merge3 import Merge3


@dataclass(frozen=True)
class Merged:
    """A file after an import.

    Attributes:
        text: What it shall hold.
        conflicts: The lines where source and editors changed the same, counted from 1 in `text`.
    """

    text: str
    conflicts: tuple[int, ...] = ()


def merged(base: str, ours: str, theirs: str) -> Merged:
    """Three-way merge by lines; where both changed the same, the editors' text stays.

    Args:
        base: What the last import wrote.
        ours: The file as editors left it.
        theirs: What this import would write.
    """
    lines: list[str] = []
    conflicts = []
    versions = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
    for group in Merge3(versions[0], versions[1], versions[2]).merge_groups():
        if group[0] == "conflict":
            conflicts.append(len(lines) + 1)
            lines += group[2]
        else:
            lines += group[1]
    return Merged("".join(lines), tuple(conflicts))
