"""What `kb check` remembers outlives its process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = """---
id: {name}
title: How do I {name} the account?
summary: Choose {name} there.
kind: faq
category: c
updated: 2026-11-01
---

Choose **{name}** at the end of the page.
"""
NEAR = "near 1 1\naccount end page\nprofile\ten\taccount:14\n"
RULES = ("duplicates", "near-current", "spelling", "approved-wording", "searchable")


def checked(folder: Path, root: Path, seed: int) -> bytes:
    """One process's run, and what it left to remember."""
    command = [sys.executable, "-m", "kb", "-C", str(folder), "check", *(f"--only={rule}" for rule in RULES)]
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONHASHSEED": str(seed), "KB_LANG": "en"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "articles: 3" in done.stdout + done.stderr, done.stderr
    return (folder / "build/checks.txt").read_bytes()


@pytest.mark.parametrize("near", ["", NEAR], ids=["no table", "a table of near words"])
def test_another_process_remembers_what_the_first_one_found(root: Path, tmp_path: Path, near: str) -> None:
    """A key that held an address in memory, or hung on the order of a set, would be another one each time."""
    content = tmp_path / "content"
    (content / "en").mkdir(parents=True)
    (content / "categories.yml").write_text("- id: c\n  en: {title: Topic, summary: All.}\n", "utf-8")
    for name in ("open", "close", "freeze"):
        (content / "en" / f"{name}.md").write_text(ARTICLE.format(name=name), "utf-8")
    if near:
        (content / "en/near.tsv").write_text(near, "utf-8")
    first, file = checked(tmp_path, root, 1), tmp_path / "build/checks.txt"
    inode = file.stat().st_ino
    assert checked(tmp_path, root, 2) == first
    assert file.stat().st_ino == inode  # what is remembered whole is not written again
    (content / "en/open.md").write_text(ARTICLE.format(name="reopen"), "utf-8")
    assert checked(tmp_path, root, 3) != first
