"""What Git remembers of the content: when a file last changed, and how it read before."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

# A translation that has waited for more versions than that is looked at without its history.
VERSIONS = 200


def dates(folder: Path) -> dict[str, date]:
    """The day on which each file below a folder last changed, by its path there; none without Git."""
    command = ["log", "--format=%x00%cs", "--name-only", "--relative", "-z", "--", "."]
    found: dict[str, date] = {}
    day = date.min
    for entry in _git(folder, *command).replace("\n", "\0").split("\0"):
        if len(entry) == 10 and entry[4] == entry[7] == "-" and entry.replace("-", "").isdecimal():
            day = date.fromisoformat(entry)
        elif entry:
            found.setdefault(entry, day)
    return found


def version(file: Path, is_it: Callable[[str], bool]) -> str | None:
    """The newest text of a file that is the one that is sought; None where Git remembers none."""
    for commit in _git(file.parent, "log", f"-{VERSIONS}", "--format=%H", "--", file.name).split():
        text = _git(file.parent, "show", f"{commit}:./{file.name}")
        if text and is_it(text):
            return text
    return None


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=off", *arguments], cwd=folder, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
