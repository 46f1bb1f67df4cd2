"""Commands that write content are killed, or find no space: all of it is written or nothing, in words."""

import itertools
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import forked
import pytest
from writing_commands import (
    COMMANDS,
    everything,
    feigned_encoder,
    files,
    hidden,
    prepared,
    recovered,
    restore,
    running_service,
    small,
)

from kb.content import atomic

PAGE = 4096
# All commands write through one writer: its every line is tried with two of them, one that also removes
# files; with the others that they write by it, and once. `tests/release/kills.py` has 20 kills for each.
THOROUGH = ("move", "retire")
FEW, MANY = 4, 20
AMPLE = 1 << 20  # bytes: room also for the index that a command makes for itself in the temporary folder
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of a running stub; and an encoder is there while commands run."""
    with running_service() as url, feigned_encoder():
        yield url


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANG", "en")


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_line_all_is_written_or_nothing(
    root: Path, tmp_path: Path, service: str, name: str
) -> None:
    """Real kills, spread over the lines of the writer: what follows finds the old content or the new."""
    home, kills = tmp_path, MANY if name in THOROUGH else FEW
    run = prepared(root, home, name, service)
    pristine, before = everything(home), recovered(home)
    count = forked.lines(*run)
    after = recovered(home)
    assert after != before
    states = []
    for step in range(kills):
        restore(home, pristine)
        assert forked.killed(1 + step * (count - 1) // (kills - 1), *run)
        assert recovered(home) in (before, after)
        states.append(recovered(home) == after)
        if step == kills // 3:
            forked.run_kb(*run)
            assert (recovered(home), hidden(home)) == (after, [])
    assert states == sorted(states)
    assert {True, False} == set(states)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_longer_file_than_the_limit_is_one_sentence(
    root: Path, tmp_path: Path, service: str, name: str
) -> None:
    """A limit on the length of files, from 0 until all fits: exit 2, one sentence, all content as it was."""
    home = tmp_path
    run = prepared(root, home, name, service)
    pristine, before, codes = everything(home), files(home), []
    assert forked.run_kb(*run)[0] == 0
    after = files(home)
    longest = max(len(data) for data in everything(home).values())
    for limit in (0, 100, 2000, longest - 1, longest) if name in THOROUGH else (0, 400, AMPLE):
        restore(home, pristine)
        code, said = forked.short(limit, *run)
        if code:
            assert (code, said.count("\n"), "There is no space" in said) == (2, 1, True), said
        assert files(home) == (before if code else after)
        assert hidden(home) == []
        codes.append(code)
    assert codes == sorted(codes, reverse=True)
    assert {0, 2} == set(codes)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 1 MB; where this user may not mount one, the temporary folder stands in."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    is_mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    yield folder
    if is_mounted:
        subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, pages: int) -> None:
    """Leave so many pages of a small disk free; of a large one, make no difference."""
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    if free <= 1 << 20:
        (folder / "filler").write_bytes(bytes(max(0, free - pages * PAGE)))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_one_sentence(root: Path, disk: Path, service: str, name: str) -> None:
    """No space left at the first, the second, ... write until all fits: all or nothing, one sentence."""
    run = prepared(root, disk, name, service)
    pristine, before = everything(disk), files(disk)
    assert forked.run_kb(*run)[0] == 0
    after = files(disk)
    codes = []
    for pages in itertools.count():
        restore(disk, pristine)
        fill(disk, pages)
        code, said = forked.run_kb(*run)
        (disk / "filler").unlink(missing_ok=True)
        if code:
            assert (code, said.count("\n"), "There is no space" in said) == (2, 1, True), said
        assert files(disk) == (before if code else after)
        assert hidden(disk) == []
        codes.append(code)
        if not code:
            break
    assert codes[0] == 2 or not os.path.ismount(disk)


def test_what_was_edited_after_a_kill_stays(root: Path, tmp_path: Path) -> None:
    """Between the journal and its completion somebody edits a file: their text is not overwritten."""
    content, run = small(root, tmp_path) / "content", ("-C", str(tmp_path), *COMMANDS["unlink"])
    pristine, before, step = everything(tmp_path), files(content), forked.lines(*run) // 3
    restore(tmp_path, pristine)
    while not (content / atomic.JOURNAL).is_file():
        step += 4
        assert forked.killed(step, *run)
    assert files(content) == before
    edited = content / "it" / "receipts.md"
    edited.write_text(edited.read_text("utf-8") + "\nMio.\n", "utf-8")
    code, said = forked.run_kb("-C", str(tmp_path), "facts", "list")
    assert code == 0
    assert "content/en/receipts.md" in said.splitlines()[0]
    assert "content/it/receipts.md was edited since" in said.splitlines()[1]
    assert edited.read_text("utf-8").endswith("Mio.\n")
    assert "listReceipts" in edited.read_text("utf-8")
    assert hidden(content) == []
