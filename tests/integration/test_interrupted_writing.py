"""Commands that write content are killed, or find no space: all of it is written or nothing, in words."""

import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import forked
import pytest

from kb.content import atomic
from kb.rearranging import undo

PAGE = 4096
COMMANDS = {
    "link": ("link", "receipts", "turnOffRenewal", "--service", "URL"),
    "unlink": ("unlink", "receipts", "listReceipts"),
    "pull": ("facts", "pull", "--service", "URL"),
    "translated": ("translated", "receipts", "change-plan", "--from", "it", "--to", "en"),
    "move": ("move", "receipts", "money"),
    "retire": ("retire", "receipts", "--to", "change-plan"),
    "approve": ("claims", "approve", "receipts", "--yes"),
    "record-urls": ("check", "--only", "urls", "--record-urls", "--service", "URL"),
}
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def files(folder: Path) -> dict[str, bytes]:
    """All content, hidden files aside."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def hidden(folder: Path) -> list[str]:
    """What a writer left behind."""
    return [path.name for path in folder.rglob(".*") if path.name != undo.FILE]


def small(root: Path, folder: Path) -> Path:
    """A project of two articles in two languages, for which each command has something to write."""
    content = folder / "content"
    for lang in ("it", "en"):
        (content / lang).mkdir(parents=True, exist_ok=True)
        for name in ("receipts", "change-plan"):
            shutil.copy(root / "content" / lang / f"{name}.md", content / lang)
    shutil.copy(root / "content" / "categories.yml", content)
    for name in ("facts.json", "actions.json"):
        old = (root / "content" / name).read_text("utf-8").replace(": 8", ": 7").replace("Turn", "Switch")
        (content / name).write_text(old.replace("Disdici", "Annulla"), "utf-8")
    for path in (content / "it").glob("*.md"):
        path.write_text(path.read_text("utf-8") + "\nUna frase in coda.\n", "utf-8")
    return folder


def restore(folder: Path, pristine: dict[str, bytes]) -> None:
    """The content as it was."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in pristine.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of a running stub, in a process of its own: forks and threads do not go together."""
    command = [sys.executable, "-m", "kb", "billing", "serve", "--port", "0", "--dataset", "empty"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = next(filter(None, (re.search(r"http://\S+:\d+", line) for line in process.stdout)))
        yield found[0]
        process.terminate()


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_LANG", "en")


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest, service: str) -> tuple[str, ...]:
    """Each command that writes content, with the address of a running service."""
    return tuple(service if word == "URL" else word for word in COMMANDS[request.param])


def test_killed_at_any_line_all_is_written_or_nothing(
    root: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """20 real kills, spread over the lines of the writer: what follows finds the old content or the new."""
    content, run = small(root, tmp_path) / "content", ("-C", str(tmp_path), *command)
    before = files(content)
    count = forked.lines(*run)
    after = files(content)
    assert after != before
    states = []
    for step in range(20):
        restore(content, before)
        assert forked.killed(1 + step * (count - 1) // 19, *run)
        atomic.recover(content)  # what every command does first
        assert files(content) in (before, after)
        states.append(files(content) == after)
        if step % 6 == 0:
            forked.run_kb(*run)
            assert (files(content), hidden(content)) == (after, [])
    assert states == sorted(states)
    assert {True, False} == set(states)


def test_no_longer_file_than_the_limit_is_one_sentence(
    root: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A limit on the length of files, from 0 until all fits: exit 2, one sentence, all content as it was."""
    content, run = small(root, tmp_path) / "content", ("-C", str(tmp_path), *command)
    before, codes = files(content), []
    assert forked.run_kb(*run)[0] == 0
    after = files(content)
    longest = max(path.stat().st_size for path in content.rglob("*") if path.is_file())
    for limit in (0, 1, 100, 400, 2000, longest - 1, longest):
        restore(content, before)
        code, said = forked.short(limit, *run)
        if code:
            assert (code, said.count("\n"), "There is no space" in said) == (2, 1, True), said
        assert files(content) == (before if code else after)
        assert hidden(content) == []
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


def test_a_full_disk_is_one_sentence(root: Path, disk: Path, command: tuple[str, ...]) -> None:
    """No space left at the first, the second, ... write until all fits: all or nothing, one sentence."""
    content, run = small(root, disk) / "content", ("-C", str(disk), *command)
    before = files(content)
    assert forked.run_kb(*run)[0] == 0
    after = files(content)
    codes = []
    for pages in itertools.count():
        restore(content, before)
        fill(disk, pages)
        code, said = forked.run_kb(*run)
        (disk / "filler").unlink(missing_ok=True)
        if code:
            assert (code, said.count("\n"), "There is no space" in said) == (2, 1, True), said
        assert files(content) == (before if code else after)
        assert hidden(content) == []
        codes.append(code)
        if not code:
            break
    assert codes[0] == 2 or not os.path.ismount(disk)


def test_what_was_edited_after_a_kill_stays(root: Path, tmp_path: Path) -> None:
    """Between the journal and its completion somebody edits a file: their text is not overwritten."""
    content, run = small(root, tmp_path) / "content", ("-C", str(tmp_path), *COMMANDS["unlink"])
    before, step = files(content), forked.lines(*run) // 3
    restore(content, before)
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
