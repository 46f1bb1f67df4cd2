"""Taking back the last change that a command made to several files, as long as nobody edited them since."""

import base64
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kb.content import atomic
from kb.content.atomic import Change
from kb.errors import KbError

FILE = ".kb-undo.json"  # hidden: no build, no index and no check reads it


class NothingToUndo(KbError):
    """No command has left anything to take back."""


class EditedSince(KbError):
    """Files are not what the command had written any more; nothing was changed."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        super().__init__(f"edited since, so nothing was taken back: {', '.join(self.paths)}")


@dataclass(frozen=True)
class Undone:
    """What was taken back: the command as it was given, and the files as they are again."""

    command: str
    paths: tuple[str, ...]


def write(root: Path, changes: Iterable[Change], command: str) -> tuple[str, ...]:
    """Write all files or none, so that `undo` can take it back; folders are made and emptied ones removed.

    Args:
        root: The content folder.
        changes: Of files below it.
        command: What is taken back, as a person would type it.

    Returns:
        The files that changed, from the folder.

    Raises:
        ChangedMeanwhile: When a file is not what was read.
        OSError: Naming the file that cannot be written.
    """
    wanted = [change for change in changes if change.before != change.after]
    if not wanted:
        return ()
    names = [change.path.relative_to(root).as_posix() for change in wanted]
    kept = {
        name: {"before": _text(change.before), "after": _hash(change.after)}
        for name, change in zip(names, wanted, strict=True)
    }
    note = json.dumps({"command": command, "files": kept}).encode()
    _write(root, [*wanted, atomic.change(root / FILE, note)])
    return tuple(sorted(names))


def undo(root: Path) -> Undone:
    """Take the last change back.

    Raises:
        NothingToUndo: When there is none.
        EditedSince: Naming the files that somebody edited.
    """
    note = root / FILE
    try:
        read = note.read_bytes()
        told = json.loads(read)
        command, files = str(told["command"]), dict(told["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NothingToUndo("there is no change to take back") from error
    now = {name: atomic.change(root / name, _bytes(kept["before"])) for name, kept in files.items()}
    edited = [name for name, change in now.items() if _hash(change.before) != files[name]["after"]]
    if edited:
        raise EditedSince(edited)
    _write(root, [*now.values(), Change(note, read, None)])
    return Undone(command, tuple(sorted(now)))


def _write(root: Path, changes: list[Change]) -> None:
    made = []
    for change in changes:
        for folder in reversed(change.path.parents):
            if change.after is not None and not folder.exists():
                folder.mkdir()
                made.append(folder)
    try:
        atomic.write(root, changes)
    finally:
        gone = {change.path.parent for change in changes if change.after is None}
        for folder in [*reversed(made), *(up for one in gone for up in (one, *one.parents))]:
            if folder != root and folder.is_relative_to(root):
                with suppress(OSError):  # not empty
                    folder.rmdir()


def _text(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)


def _hash(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()
