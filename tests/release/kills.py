"""Kill every command that writes twenty times while it writes: all or nothing.

Run by hand before a release; a quarter of an hour:

    python3 tests/release/kills.py [--kills 20] [COMMAND ...]

Each time the command runs in a process of its own that is killed before one of the writer's lines; what the
next command does first then completes or leaves it: the content must be what it was or what it should become.
"""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import forked  # noqa: E402 (found by the line above)
import writing_commands as commands  # noqa: E402


def trial(home: Path, name: str, url: str, kills: int) -> tuple[int, int]:
    """How many kills left the content as it was, and how many as it should become; else it raises."""
    run = commands.prepared(ROOT, home, name, url)
    pristine, before = commands.everything(home), commands.recovered(home)
    count = forked.lines(*run)
    after = commands.recovered(home)
    assert after != before, run
    old = new = 0
    for step in range(kills):
        commands.restore(home, pristine)
        assert forked.killed(1 + step * (count - 1) // max(kills - 1, 1), *run)
        now = commands.recovered(home)
        assert now in (before, after), (name, step, sorted(set(now) ^ set(after)))
        old, new = old + (now == before), new + (now == after)
        assert forked.run_kb(*run)[0] == 0 or now == after, (name, step)
        assert commands.recovered(home) == after, (name, step)
    return old, new


def main() -> None:
    """Try each command and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", choices=[[], *commands.COMMANDS])
    asked = parser.parse_args()
    os.environ["KB_LANG"] = "en"
    with commands.running_service() as url, commands.feigned_encoder():
        for name in asked.commands or commands.COMMANDS:
            with TemporaryDirectory(prefix="kb-kills-") as temporary:
                old, new = trial(Path(temporary), name, url, asked.kills)
                print(f"{name:12} {old} as it was, {new} as it should become", flush=True)


if __name__ == "__main__":
    main()
