"""The environment is made once for its inputs, and what keeps pip from making it is said as it is."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from scripts import script

# What pip of a version wrote when this was so: the name of a file in tests/golden/pip up to its "_".
CAUSES = {
    "cannot-be-built": "no ready-made file",
    "certificate": "certificate that this machine does not trust",
    "disk-full": "the disk is full",
    "hash": "does not match its hash",
    "index-not-secure": "its address is not https",
    "lock-garbled": "the lock cannot be read (pip says: Invalid requirement: 'this is not == a lock !!'",
    "lock-missing": "the lock is missing",
    "lock-option": "the lock cannot be read (pip says: Invalid requirement: --frobnicate)",
    "lock-unpinned": "the lock is incomplete",
    "lock-without-hash": "the lock is incomplete",
    "name-resolution": "check the network",
    "network": "check the network",
    "no-pip": "this Python has no pip",
    "other-python": "does not run on",
    "pip-broken": "pip is too old for",
    "pip-too-old": "pip is older than 22.3",
    "read-only": "files may not be written (pip says: Could not install packages due to an OSError: [",
    "release-missing": "does not have this release (pip says: Could not find a version that satisfies the",
}
GOLDEN = Path(__file__).parents[1] / "golden" / "pip"


@pytest.fixture
def environment(root: Path) -> ModuleType:
    """environment.py as a module of its own, so that a test may change its constants."""
    return script(root / "environment.py")


@pytest.fixture
def elsewhere(root: Path, tmp_path: Path) -> Path:
    """A folder that holds run.py and its inputs, but no environment yet."""
    for name in ("run.py", "environment.py", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("file", sorted(GOLDEN.iterdir()), ids=lambda file: file.stem)
def test_why_pip_failed_is_said_as_it_is(environment: ModuleType, file: Path) -> None:
    """Only what is the network's fault sends people to check the network."""
    said = environment.cause(file.read_text(encoding="utf-8"))
    assert CAUSES[file.stem.partition("_")[0]] in said
    assert ("network" in said) == file.stem.startswith(("network", "name-resolution"))
    assert "\n" not in said


def test_every_known_cause_has_real_words_of_pip() -> None:
    """A cause that no recorded failure shows is a guess."""
    assert {file.stem.partition("_")[0] for file in GOLDEN.iterdir()} == set(CAUSES)


def test_what_is_not_known_is_repeated_and_nothing_is_guessed(environment: ModuleType) -> None:
    """A failure of tomorrow's pip is shown in its own words; a warning above it is no cause."""
    said = "WARNING: Running pip as the 'root' user\nERROR: The moon is full.\nERROR: So it failed.\n"
    assert environment.cause(said) == "pip says: The moon is full"
    assert environment.cause("") == "pip says: nothing"


def test_a_broken_lock_is_one_sentence(elsewhere: Path) -> None:
    """A lock that pip cannot read ends in one line that names the file and the cure, not in a traceback."""
    (elsewhere / "requirements.lock").write_text("this is not == a lock !!\n", encoding="utf-8")
    machine = sys._base_executable  # the environment's own Python has no pip, on purpose
    done = subprocess.run([machine, "run.py", "serve"], cwd=elsewhere, capture_output=True, text=True)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("run.py: Cannot install requirements.lock: the lock cannot be read")
    assert last.endswith("restore it (git checkout -- '*.lock').")
    assert "Traceback" not in done.stderr


def test_an_interrupted_installation_starts_over(environment: ModuleType, elsewhere: Path) -> None:
    """Only an installation that came to its end is remembered, and only for the very same inputs."""
    environment.ROOT, environment.VENV = elsewhere, elsewhere / ".venv"
    environment.VENV.mkdir()
    assert not environment.is_ready("run")
    (environment.VENV / "dev.stamp").write_text(environment.environment_digest("dev"), encoding="utf-8")
    assert environment.is_ready("run")
    (elsewhere / "requirements-dev.lock").write_text("changed", encoding="utf-8")
    assert not environment.is_ready("run")


def test_another_pythons_environment_is_made_anew(environment: ModuleType, tmp_path: Path) -> None:
    """Packages of Python 3.11 do not load in 3.12: an environment of another Python is no environment."""
    environment.VENV, environment.BIN = tmp_path / ".venv", tmp_path / ".venv" / "bin"
    environment.BIN.mkdir(parents=True)
    (environment.BIN / "left").touch()
    (environment.BIN / "python").write_text("#!/bin/sh\necho 3.9\n", encoding="utf-8")
    (environment.BIN / "python").chmod(0o755)
    environment.make_venv()
    assert not (environment.BIN / "left").exists()
    assert environment.runs_this_python()
