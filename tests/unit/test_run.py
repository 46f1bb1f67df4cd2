"""The two commands say in one sentence what is wrong with the machine they run on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from scripts import script


@pytest.fixture
def run(root: Path) -> ModuleType:
    """run.py as a module of its own, so that a test may change its constants."""
    return script(root / "run.py")


@pytest.fixture
def elsewhere(root: Path, tmp_path: Path) -> Path:
    """A folder that holds run.py and its inputs, but no environment yet."""
    for name in ("run.py", "environment.py", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


def test_an_old_python_is_told_which_one_is_needed(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the version needed, the interpreter and its version."""
    monkeypatch.setattr(run, "MINIMUM", (9, 0))
    with pytest.raises(run.Problem, match=r"needs Python 9\.0 or newer; .* is \d+\.\d+"):
        run.main(["serve"])


def test_a_wrong_chromium_is_named(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Browser tests are never skipped silently: a path that does not exist is an error that says so."""
    monkeypatch.setenv("KB_CHROMIUM", "no/such/chromium")
    with pytest.raises(run.Problem, match="KB_CHROMIUM names no/such/chromium"):
        run.chromium()


def test_a_machine_without_chromium_is_told_what_to_run(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where none can be installed, the sentence holds the command that installs it."""
    monkeypatch.delenv("KB_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(run.Problem, match="sudo apt install chromium"):
        run.chromium()


def test_an_unknown_command_prints_the_usage(root: Path) -> None:
    """Exit 2 is usage, and the text names both commands."""
    done = subprocess.run([sys.executable, "run.py", "tset"], cwd=root, capture_output=True, text=True)
    assert done.returncode == 2
    assert "serve [options]" in done.stdout
    assert "test  [options]" in done.stdout


def test_a_machine_without_java_is_told_what_was_not_run(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The tests of the cluster are left out, and the last line says so and what they need."""
    for name in ("prepare", "install_node_packages"):
        monkeypatch.setattr(run, name, lambda *_: None)
    monkeypatch.setattr(run, "node", lambda: (["node"], ["npm"]))
    monkeypatch.setattr(run, "chromium", lambda: "chromium")
    ran: list[str] = []
    monkeypatch.setattr(
        run, "run_steps", lambda steps, beside, _: ran.extend(name for name, _ in steps + beside) or []
    )
    monkeypatch.setenv("PATH", "")
    assert run.check(True, []) == 0
    assert "tests of the cluster" not in ran
    said = capsys.readouterr().out.splitlines()[-1]
    assert said.startswith("NOT RUN: the tests of the cluster need Maven and a Java 17")


def test_steps_beside_the_others_run_meanwhile_and_are_told_in_order(
    run: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A step waits for a file that one beside it writes; each is told, and all that failed are named."""

    def python(code: str) -> list[str]:
        return [sys.executable, "-c", code]

    mark = tmp_path / "mark"
    wait = f"import os, time\nwhile not os.path.exists({str(mark)!r}): time.sleep(0.01)\nprint('seen')"
    steps = [("waits", python(wait)), ("fails", python("raise SystemExit(1)"))]
    beside = [
        ("writes", python(f"open({str(mark)!r}, 'w').close(); print('written')")),
        ("fails too", python("print('why', flush=True); raise SystemExit(2)")),
    ]
    assert run.run_steps(steps, beside, dict(os.environ)) == ["fails", "fails too"]
    said = capfd.readouterr().out
    places = [said.index(part) for part in ("== waits", "seen", "== fails", "== writes", "written", "why")]
    assert places == sorted(places)
