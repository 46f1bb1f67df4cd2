"""Directories that never change once they are published, by one atomic rename, and then are on the disk."""

import os
import re
import shutil
import uuid
from pathlib import Path

from search.errors import IndexDamaged, IndexMissing

CURRENT = "CURRENT"
NEXT = "NEXT"
BUILDS = "build-*"
NAME = re.compile(r"build-[0-9a-f]{12}")


def current(directory: Path) -> Path:
    """The published build, or the announced one whose moment has come.

    Raises:
        IndexMissing: When none has been published.
        IndexDamaged: When CURRENT does not name a build, or one that is gone.
    """
    if announced := _announced(directory):
        return directory / announced
    try:
        name = (directory / CURRENT).read_bytes().decode("ascii", "replace")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissing(directory) from error
    if not NAME.fullmatch(name):
        raise IndexDamaged(directory, CURRENT)
    return directory / name


def begin(directory: Path) -> Path:
    """An empty directory for a new build, after sweeping away what killed writers left."""
    sweep(directory)
    made = directory / f"build-{uuid.uuid4().hex[:12]}"
    made.mkdir()
    return made


def fork(directory: Path, build: Path) -> Path:
    """A new build that begins with the files of another: the same bytes under a second name, not a copy.

    What writes into it must make new files or rename, never change a file in place.
    """
    made = begin(directory)
    for path in build.iterdir():
        try:
            (made / path.name).hardlink_to(path)
        except OSError:  # a file system without second names
            shutil.copy2(path, made / path.name)
    return made


def announce(directory: Path, build: Path, folder: Path, place: Path) -> None:
    """Let a synced build be the published one from the moment at which a folder stands at a place.

    Who renames the folder there publishes the build with it, in one step, even when killed right after.
    """
    if last := _announced(directory):  # killed before it said so in CURRENT
        _write(directory, CURRENT, last)
    number, where = folder.stat().st_ino, os.path.relpath(place, directory)
    _write(directory, NEXT, f"{build.name} {number} {where}")


def _announced(directory: Path) -> str:
    """The name of the announced build whose folder stands at its place; empty when there is none."""
    try:
        name, number, place = (directory / NEXT).read_text("utf-8").split(" ", 2)
        came = (directory / place).stat().st_ino == int(number)
    except (OSError, ValueError):
        return ""
    return name if came and NAME.fullmatch(name) else ""


def publish(directory: Path, build: Path) -> None:
    """Name a synced build in CURRENT by an atomic rename, then remove the other builds."""
    _write(directory, CURRENT, build.name)
    (directory / NEXT).unlink(missing_ok=True)
    sweep(directory)


def _write(directory: Path, name: str, text: str) -> None:
    """Write a small file by an atomic rename, and bring it to the disk."""
    beside = directory / f"{name}.new"
    beside.write_text(text, "utf-8")
    sync_file(beside)
    beside.replace(directory / name)
    sync_directory(directory)


def sweep(directory: Path) -> None:
    """Remove the builds that are not published, and what was announced in vain; for who holds the lock."""
    if not _announced(directory):
        (directory / NEXT).unlink(missing_ok=True)
    try:
        published = current(directory)
    except (IndexMissing, IndexDamaged):
        published = None
    for build in directory.glob(BUILDS):
        if build != published:
            shutil.rmtree(build, ignore_errors=True)


def sync(directory: Path) -> None:
    """Bring the files of a directory, and their names, to the disk."""
    for path in directory.iterdir():
        if path.is_file():
            sync_file(path)
    sync_directory(directory)


def sync_file(path: Path) -> None:
    """Bring a file to the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_directory(directory: Path) -> None:
    """Bring the names of a directory to the disk."""
    number = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
