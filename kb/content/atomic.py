"""Files written all or nothing, whatever happens meanwhile: a killed process, a full disk, another writer.

Every new text first lies beside its file, on the disk; then a journal names them all; then they are renamed.
Before the journal stands nothing has changed; from then on `recover`, which every command runs, completes it.
"""

import errno
import fcntl
import json
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kb.errors import KbError

JOURNAL = ".kb-write.json"
NEW = ".kb-new"


@dataclass(frozen=True)
class Change:
    """A file's next content.

    Attributes:
        path: The file.
        before: What the writer of the change had read; None where there was no file.
        after: What it shall hold; None where there shall be no file.
    """

    path: Path
    before: bytes | None
    after: bytes | None


def change(path: Path, after: bytes | None) -> Change:
    """A change to a file as it is now."""
    return Change(path, _content(path), after)


class ChangedMeanwhile(KbError):
    """A file is not what the command had read any more; nothing was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path}: changed while the command was running; nothing was written, run it again")


@dataclass(frozen=True)
class Recovered:
    """What completing an interrupted change did: files that have it now, files edited since that stay."""

    completed: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()


def write(root: Path, changes: Iterable[Change]) -> None:
    """Write all files, or none of them.

    Args:
        root: The folder that holds the journal, and in which one writes at a time.
        changes: Their files are below it; those that change nothing are left alone, and
            of two for one file the later counts.

    Raises:
        ChangedMeanwhile: When a file is not what was read.
        OSError: Naming the file that cannot be written.
    """
    wanted = list({change.path: change for change in changes if change.before != change.after}.values())
    if not wanted:
        return
    with _locked(root):
        _complete(root)
        for folder in {_beside(change.path).parent for change in wanted}:
            for left in folder.glob(f".*{NEW}"):  # by a process killed before its journal
                left.unlink()
        for change in wanted:
            _check(change)
        _stage(root, wanted)
        for change in wanted:
            if change.after is None:
                change.path.unlink()
            else:
                _beside(change.path).replace(change.path.resolve())
        _settle(root, [change.path for change in wanted])


def _stage(root: Path, changes: list[Change]) -> None:
    """Everything that needs space; where it fails, all is as before."""
    try:
        for change in changes:
            with _naming(change.path):
                if change.after is not None:
                    _prepare(change, change.after)
        if len(changes) > 1:
            with _naming(root / JOURNAL):
                _prepare(Change(root / JOURNAL, None, None), _journal(root, changes))
                _beside(root / JOURNAL).replace(root / JOURNAL)
                _sync(root)
    except BaseException:
        (root / JOURNAL).unlink(missing_ok=True)
        _forget([root / JOURNAL, *(change.path for change in changes)])
        raise


def recover(root: Path) -> Recovered:
    """Complete a change that was interrupted; one look at the folder where there is none."""
    if not (root / JOURNAL).is_file():
        return Recovered()
    with _locked(root):
        return _complete(root)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One writer at a time; the system frees the lock of a killed process."""
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let an error of the system name the file; a full disk names none."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _check(change: Change) -> None:
    """A rename would replace a file that may not be written, or that somebody has just edited."""
    if _content(change.path) != change.before:
        raise ChangedMeanwhile(change.path)
    if change.before is not None and not os.access(change.path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(change.path))


def _prepare(change: Change, after: bytes) -> None:
    """Bring the next content to the disk beside its file, with the file's own mode and owner."""
    with _beside(change.path).open("wb") as file:
        if change.before is not None:
            old = change.path.stat()
            os.fchmod(file.fileno(), stat.S_IMODE(old.st_mode))
            with suppress(PermissionError):  # only root may give a file to somebody else
                os.fchown(file.fileno(), old.st_uid, old.st_gid)
        file.write(after)
        file.flush()
        os.fsync(file.fileno())


def _journal(root: Path, changes: Iterable[Change]) -> bytes:
    files = [
        [os.path.relpath(change.path, root), _hash(change.before), change.after is None] for change in changes
    ]
    return json.dumps(files).encode()


def _complete(root: Path) -> Recovered:
    """Do the renames and removals that a journal still asks for, not to files that were edited since."""
    journal = _content(root / JOURNAL)
    if journal is None:
        return Recovered()
    completed, kept = list[Path](), list[Path]()
    entries = _entries(root, journal)
    for path, before, is_removed in entries:
        if is_removed:
            now = _hash(_content(path))
            if now == before:
                path.unlink()
            if now is not None:
                (completed if now == before else kept).append(path)
        elif _beside(path).exists() and _hash(_content(path)) == before:
            _beside(path).replace(path.resolve())
            completed.append(path)
        elif _beside(path).exists():
            kept.append(path)
    _settle(root, [path for path, _, _ in entries])
    return Recovered(tuple(completed), tuple(kept))


def _entries(root: Path, journal: bytes) -> list[tuple[Path, str | None, bool]]:
    """Files below the folder, the hash of what they were, whether they go; none from a broken journal."""
    try:
        return [
            (root / name, before, bool(is_removed))
            for name, before, is_removed in json.loads(journal)
            if ".." not in Path(name).parts and not Path(name).is_absolute()
        ]
    except (ValueError, TypeError):
        return []


def _settle(root: Path, paths: Iterable[Path]) -> None:
    """All is in its place and on the disk: take away the journal and what is left beside the files."""
    paths = list(paths)
    for folder in {path.resolve().parent for path in paths}:
        _sync(folder)
    (root / JOURNAL).unlink(missing_ok=True)
    _forget(paths)


def _forget(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            _beside(path).unlink()


def _beside(path: Path) -> Path:
    """The next content of a file, hidden in its own folder; of a link, in the folder of what it leads to."""
    real = path.resolve()
    return real.with_name(f".{real.name}{NEW}")


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _hash(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def _sync(folder: Path) -> None:
    """Bring the names of a folder to the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
