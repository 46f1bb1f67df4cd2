"""Promises of the command line on a terminal: colour, tables that fold, progress while work is done."""

import os
import pty
import re
import shutil
import struct
import subprocess
import sys
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

WIDTH = 70
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's content."""
    folder = tmp_path_factory.mktemp("terminal")
    shutil.copytree(root / "content", folder / "content")
    return folder


def on_terminal(project: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and everything that a terminal of 70 columns received."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 40, WIDTH, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "KB_LANG": "en"}
    environment.pop("COLUMNS", None)
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "kb", "-C", str(project), *arguments]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    received = b""
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:  # the terminal of a finished process
            break
        if not data:
            break
        received += data
    os.close(ours)
    return process.wait(), received.decode("utf-8")


def test_results_are_marked_and_indexing_shows_progress(project: Path) -> None:
    """The first search shows a bar while it indexes, then the hits with their words in colour."""
    code, said = on_terminal(project, "search", "refund", "--lang", "en")
    assert code == 0
    assert "100%" in said
    assert "\x1b[33m\x1b[1mrefund" in said


def test_tables_fold_and_nothing_is_cut(project: Path) -> None:
    """Every cell of a table too wide for the terminal is there in full, in rows of the terminal's width."""
    code, said = on_terminal(project, "links")
    assert code == 0
    assert "\x1b[32mlinked" in said
    lines = ESCAPE.sub("", said).split("\r\n")
    rows = [line for line in lines if not line.startswith("Operations without")]
    assert max(len(line) for line in rows if "\r" not in line) <= WIDTH
    assert "…" not in said


def test_the_check_says_which_rule_runs(project: Path) -> None:
    """While rules run their names are shown; the result is one line, the promises' share one."""
    code, said = on_terminal(project, "check", "--only", "typed-facts")
    assert code == 0
    result, share = ESCAPE.sub("", said).split("\r\n")[-3:-1]
    assert "Nothing found (rules: 1" in result
    assert share.startswith("Promises with a claim: ")
