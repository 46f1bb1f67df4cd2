"""Kill `kb move`, `kb retire` and `kb import` fifty times each while they write: all or nothing.

Run by hand before a release; a quarter of an hour:

    python3 tests/release/kills.py [--kills 50]

Each time the command runs in a process of its own that is killed before one of the writer's lines; what the
next command does first then completes or leaves it: the content must be what it was or what it should become.
"""

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import forked  # noqa: E402 (found by the line above)

import kb.cli.writers.importing  # noqa: E402 (once, not in each fork)
import kb.cli.writers.rearranging  # noqa: E402
import kb.importing.source  # noqa: E402
import kb.importing.writing  # noqa: E402
import kb.rearranging.commands  # noqa: E402, F401
from kb.content import atomic  # noqa: E402
from kb.rearranging import undo  # noqa: E402

COMMANDS = {
    "move": ("move", "receipts", "money"),
    "retire": ("retire", "receipts", "--to", "change-plan"),
    "import": ("import", "SOURCE", "--lang", "en"),
}
KEPT = ("receipts.md", "change-plan.md", "buy-plan.md")
PAGE = "<h1>Cacti</h1>" + "".join(f"<h2>Why number {n}?</h2><p>Answer {n}.</p>" for n in range(12))


def few(_: str, names: list[str]) -> list[str]:
    """The articles to leave out, so that a run takes minutes."""
    return [name for name in names if name.endswith(".md") and name not in KEPT]


def files(folder: Path) -> dict[str, bytes]:
    """All content; what is kept for undoing may be of either side."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != undo.FILE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def restore(folder: Path, pristine: dict[str, bytes]) -> None:
    """The content as it was."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in pristine.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def trial(folder: Path, command: tuple[str, ...], kills: int) -> tuple[int, int]:
    """How many kills left the content as it was, and how many as it should become; else it raises."""
    content = folder / "content"
    run = ("-C", str(folder), *(str(folder / "faq.html") if word == "SOURCE" else word for word in command))
    before = files(content)
    count = forked.lines(*run)
    after = files(content)
    assert after != before, run
    old = new = 0
    for step in range(kills):
        restore(content, before)
        assert forked.killed(1 + step * (count - 1) // max(kills - 1, 1), *run)
        atomic.recover(content)
        now = files(content)
        left = [name for name in now if name.endswith(atomic.NEW)]
        now = {name: data for name, data in now.items() if name not in left}
        assert now in (before, after), (command, step, sorted(set(now) ^ set(after)))
        old, new = old + (now == before), new + (now == after)
    return old, new


def main() -> None:
    """Try each command and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    kills = parser.parse_args().kills
    for name, command in COMMANDS.items():
        with TemporaryDirectory(prefix="kb-kills-") as temporary:
            folder = Path(temporary)
            shutil.copytree(ROOT / "content", folder / "content", ignore=few)
            (folder / "faq.html").write_text(PAGE, encoding="utf-8")
            (folder / "import.yml").write_text("categories: {}\nids: {}\n", encoding="utf-8")
            old, new = trial(folder, command, kills)
            print(f"{name}: {kills} kills, {old} as it was, {new} as it should become", flush=True)


if __name__ == "__main__":
    main()
