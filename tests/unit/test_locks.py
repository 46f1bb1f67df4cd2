"""Each lock holds all that its packages ask for: nothing is resolved anew, no later release can break it."""

import platform
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from lock_graph import SYSTEMS, installed, machine, missing, pins, unknown
from packaging.requirements import Requirement

# What a lock has only for other Pythons or systems is not installed here: tests/release/locks.py asks for it.
PYTHONS = ("3.11.7", "3.12.1", "3.13.0")
GROUPS = {
    "requirements.lock": ("build",),
    "requirements-dev.lock": ("build", "dev"),
    "requirements-near.lock": (),  # what only `kb near update` needs
    "requirements-opensearch.lock": (),  # what only a cluster needs
}
EXTRAS = {"requirements-near.lock": ("near",), "requirements-opensearch.lock": ("opensearch",)}


def roots(root: Path, lock: str) -> list[Requirement]:
    """What pyproject.toml asks for in a lock."""
    data = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = EXTRAS.get(lock, ("serve", "claims", "agent"))
    extras = [name for each in wanted for name in data["project"]["optional-dependencies"][each]]
    groups = [name for group in GROUPS[lock] for name in data["dependency-groups"][group]]
    return [Requirement(text) for text in (*data["project"]["dependencies"], *extras, *groups)]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("lock", GROUPS)
def test_a_lock_is_complete(root: Path, lock: str, python: str, system: str) -> None:
    """Every requirement of every locked package, by its markers and extras, is in the lock and satisfied."""
    text, on = (root / lock).read_text(encoding="utf-8"), machine(python, system)
    asked = roots(root, lock)
    assert missing(text, asked, on, installed) == []
    if lock in EXTRAS:  # not installed beside the tests: what its own packages ask for is not known here
        return
    here = machine(platform.python_version(), "linux")
    same = {(pin.name, pin.version) for pin in pins(text) if pin.holds(here)}  # forks differ by Python
    known = {pin.name for pin in pins(text) if pin.holds(on) and (pin.name, pin.version) in same}
    assert unknown(text, asked, on, installed) & known == set()


@pytest.mark.parametrize(
    ("lock", "said"),
    [
        ("held==1.0\n", ['held[fast] asks for quick>=2; extra == "fast", the lock has none']),
        ("held==1.0\nquick==1.0\n", ['held[fast] asks for quick>=2; extra == "fast", the lock has 1.0']),
        (
            "held==1.0\nquick==2.0 ; os_name == 'nt'\n",
            ['held[fast] asks for quick>=2; extra == "fast", the lock has none'],
        ),
        ("held==1.0\nquick==2.0\n", []),
    ],
)
def test_what_a_lock_lacks_is_named(lock: str, said: list[str]) -> None:
    """An extra's requirement counts; a line for another system does not."""
    known = {"held": ('quick>=2; extra == "fast"', 'slow; extra == "slow"'), "quick": ()}

    def metadata(name: str, version: str) -> tuple[Requirement, ...]:
        return tuple(Requirement(text) for text in known[name])

    found = missing(lock, [Requirement("held[fast]")], machine("3.12.1", "linux"), metadata)
    assert found == said


def wheel(folder: Path, name: str, version: str, *asks: str) -> str:
    """Write a release; returns its line of a lock."""
    file, info = folder / f"{name}-{version}-py3-none-any.whl", f"{name}-{version}.dist-info"
    lines = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}", "Provides-Extra: more", *asks, ""]
    with ZipFile(file, "w") as archive:
        archive.writestr(f"{info}/METADATA", "\n".join(lines))
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{sha256(file.read_bytes()).hexdigest()}\n"


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Path]:
    """A lock and an index that has a newer release of all it names; one package asks for another's extra."""
    folder = tmp_path / "index"
    folder.mkdir()
    asks = "Requires-Dist: held[more]>=1"
    lines = [wheel(folder, "asker", "1.0", asks), wheel(folder, "held", "1.0")]
    for name in ("asker", "held"):
        wheel(folder, name, "2.0", asks if name == "asker" else "")
    (tmp_path / "requirements.lock").write_text("".join(lines), encoding="utf-8")
    return folder


def test_a_newer_release_changes_nothing(root: Path, tmp_path: Path, index: Path) -> None:
    """The machine's own pip installs what the lock names although the index has something newer of each."""
    machines_python = sys._base_executable
    code = "import environment, pathlib; environment.ROOT = pathlib.Path(); "
    code += "environment.make_venv(); environment.install_lock('run')"
    for name in ("environment.py", "run.py"):
        (tmp_path / name).write_text((root / name).read_text(encoding="utf-8"), encoding="utf-8")
    variables = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [machines_python, "-c", code], cwd=tmp_path, env=variables, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = {file.name for file in tmp_path.glob(".venv/**/*.dist-info")}
    assert found == {"asker-1.0.dist-info", "held-1.0.dist-info"}
