"""Directories that change by one atomic rename, and are on the disk before they are seen."""

import os
import shutil
from pathlib import Path

CURRENT = "CURRENT"
BUILDS = "build-*"


def current(directory: Path) -> Path:
    """The published build; raises FileNotFoundError where none is."""
    return directory / (directory / CURRENT).read_text("utf-8")


def publish(directory: Path, name: str) -> None:
    """Sync the build, name it in CURRENT by an atomic rename, then remove the other builds."""
    sync(directory / name)
    beside = directory / f"{CURRENT}.new"
    beside.write_text(name, "utf-8")
    sync_file(beside)
    beside.replace(directory / CURRENT)
    sync_directory(directory)
    for other in directory.glob(BUILDS):
        if other.name != name:
            shutil.rmtree(other, ignore_errors=True)


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
