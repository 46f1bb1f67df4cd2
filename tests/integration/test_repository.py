"""What may never stand in a committed file."""

import re
import subprocess
from pathlib import Path

import pytest

REGISTRY_HOSTS = "|".join(
    ("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(com|org)", "deb" + r"\.debian")
)
MACHINE_PATHS = r"(?<![\w.])/(root|home/\w+|work|Users/\w+)/"


@pytest.fixture(scope="module")
def texts(root: Path) -> dict[str, str]:
    """Every committed text file by its name."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    found = {}
    for name in filter(None, names):
        path = root / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            found[name] = content.decode("utf-8")
    return found


@pytest.mark.parametrize(
    ("what", "pattern"), [("a registry's host", REGISTRY_HOSTS), ("a path of one machine", MACHINE_PATHS)]
)
def test_no_committed_file_holds(what: str, pattern: str, texts: dict[str, str]) -> None:
    """Locks, notes and code work on any machine and behind any mirror."""
    assert texts, "git listed no file"
    lines = [
        f"{name}:{number}: {what}: {line[:120]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert lines == []
