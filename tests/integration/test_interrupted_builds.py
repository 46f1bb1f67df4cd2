"""Builds are killed, or find no space: the last site stands with its own indexes; the next build is whole.

`KILLS=20 python3 run.py test tests/integration/test_interrupted_builds.py` kills twenty builds.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import forked
import pytest
from small_sites import CATEGORIES, article, read, site

import kb.site.mkdocs_build
from kb.site.build import build
from search import Engine

assert kb.site.mkdocs_build  # imported here, once, and not in each fork
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
KILLS = int(os.environ.get("KILLS", "4"))  # each costs a build
PAGES = {"categories.yml": CATEGORIES, "it/b.md": article("b"), "en/b.md": article("b")}


def write(folder: Path, title: str) -> Path:
    """A site whose articles say this word in both languages."""
    return site(folder, {**PAGES, "it/a.md": article("a", title=title), "en/a.md": article("a", title=title)})


def _build(config: Path) -> None:
    build(config)


def state(folder: Path) -> set[bool]:
    """Whether the new word is in the page and in the index of each language."""
    found = set()
    for lang in ("it", "en"):
        found.add("Zanzibar" in read(folder, f"{lang}/a/index.html"))
        engine = Engine.open(folder / "build" / "index" / lang)
        found.add(bool(engine.search("zanzibar").hits))
        engine.close()
    return found


def counting(config: Path, step: int) -> int:
    """Build; killed before the given step of those that change files below the site's folder."""
    seen = 0

    def hook(event: str, given: tuple[Any, ...]) -> None:
        nonlocal seen
        writes = event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "shutil.rmtree")
        writes = writes or (event == "open" and str(given[1] or "")[:1] in ("w", "x", "a"))
        if writes and str(config.parent) in os.fsdecode(str(given[0])):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    build(config)
    return seen


def test_killed_at_any_step_site_and_indexes_belong_together(tmp_path: Path) -> None:
    """Real kills over a whole build: pages and indexes are all old or all new, and the next build is new."""
    config = write(tmp_path / "site", "Lavagna")
    assert forked.run(lambda: _build(config))[0] == 0
    shutil.copytree(tmp_path / "site", tmp_path / "old")
    write(tmp_path / "site", "Zanzibar")
    code, said = forked.run(lambda: print(counting(config, 0), file=sys.stderr))
    assert code == 0
    steps = int(said.split()[-1])
    half = KILLS // 2  # spread over the build, and as many at its end, where all is shown
    moments = [*(1 + turn * steps // half for turn in range(half)), *range(steps - half + 1, steps + 1)]
    states = []
    for moment in moments:
        shutil.rmtree(tmp_path / "site")
        shutil.copytree(tmp_path / "old", tmp_path / "site")
        write(tmp_path / "site", "Zanzibar")
        code, _ = forked.run(lambda moment=moment: print(counting(config, moment)))
        assert code == -signal.SIGKILL
        states += state(tmp_path / "site")
        assert len(state(tmp_path / "site")) == 1
    assert states == sorted(states)
    assert forked.run(lambda: _build(config))[0] == 0
    assert state(tmp_path / "site") == {True}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 8 MB; where this user may not mount one, a limit on the length of files stands in."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(folder)]
    is_mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    yield folder
    if is_mounted:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("command", ["build", "index"])
def test_a_full_disk_leaves_the_last_site_and_indexes(
    disk: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without space at one write after the other: exit 2, one sentence, and all is as it was."""
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    config = write(disk / "site", "Lavagna")
    assert forked.run(lambda: _build(config))[0] == 0
    write(disk / "site", "Zanzibar")
    codes = []
    for kilobytes in (0, 40, 300, 6000):
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        small = free < 1 << 23
        if small:
            (disk / "filler").write_bytes(bytes(max(0, free - kilobytes * 1024)))
        run = ("-C", str(disk / "site"), command)
        code, said = forked.run_kb(*run) if small else forked.short(kilobytes * 100, *run)
        (disk / "filler").unlink(missing_ok=True)
        codes.append(code)
        if code:
            assert (code, said.count("\n"), "There is no space" in said) == (2, 1, True), said
            assert state(disk / "site") == {False}
    assert codes[0] == 2
    assert codes[-1] == 0
