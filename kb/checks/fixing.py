"""What needs no judgement is written: `kb check --fix`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kb.checks.ignored import heard
from kb.checks.model import Check, Edit, Subject
from kb.content import atomic
from kb.errors import Problem


def fix(content: Path, subject: Subject, checks: Iterable[Check]) -> list[str]:
    """Write what cures the rules' findings; all files or none. Returns the files as messages name them.

    Raises:
        ChangedMeanwhile: When somebody edited one of them.
    """
    by_path: dict[str, list[Edit]] = {}
    for edit in edits(subject, checks):
        by_path.setdefault(edit.path, []).append(edit)
    changes = {}
    for path, wanted in sorted(by_path.items()):
        file = content / path.removeprefix(f"{subject.corpus.shown}/")
        before = file.read_bytes()
        after = edited(before.decode(), wanted).encode()
        if after != before:
            changes[path] = atomic.Change(file, before, after)
    atomic.write(content, changes.values())
    return list(changes)


def edits(subject: Subject, checks: Iterable[Check]) -> Iterator[Edit]:
    """The rules' edits, but for lines where a remark silences the rule."""
    for check in checks:
        for edit in check.fix(subject):
            if list(heard([Problem(edit.path, edit.line, "")], check.id, subject)):
                yield edit


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with each edit whose old words stand exactly once in its line."""
    lines = text.split("\n")
    for edit in edits:
        if lines[edit.line - 1].count(edit.old) == 1:
            lines[edit.line - 1] = lines[edit.line - 1].replace(edit.old, edit.new)
    return "\n".join(lines)
