"""What people install: the built wheel, in an environment that holds only what it asks for."""

import importlib.metadata
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from lock_graph import closure
from packaging.requirements import Requirement
from small_sites import CATEGORIES, article, site

from kb.site.build import build


def files_of(name: str) -> set[Path]:
    """The files and folders that an installed package puts beside others."""
    found = importlib.metadata.distribution(name)
    places = {
        Path(str(found.locate_file(file.parts[0]))) for file in found.files or () if file.parts[0] != ".."
    }
    return {place for place in places if place.name != "__pycache__"}


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel and its requirements, without any extra."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    roots = [Requirement(text) for text in project["dependencies"]]
    for name in closure(roots):
        for place in files_of(name):
            if not (packages / place.name).exists():
                (packages / place.name).symlink_to(place)
    return folder / "bin" / "python"


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module of the environment in a folder."""
    variables = {
        "PATH": "/usr/bin:/bin",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "KB_LANG": "en",
    }
    command = [str(python), "-m", *arguments]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)


def test_the_wheel_builds_the_same_site_as_the_sources(python: Path, tmp_path: Path) -> None:
    """Templates, scripts, texts and rules of search are all inside: byte for byte the same site."""
    pages = {
        "categories.yml": CATEGORIES,
        "en/receipts.md": article("receipts"),
        "it/ricevute.md": article("receipts"),
    }
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    build(site(ours, pages))
    site(theirs, pages)
    done = run(python, theirs, "mkdocs", "build", "--strict", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = sorted(str(file.relative_to(ours)) for file in (ours / "public").rglob("*") if file.is_file())
    assert len(written) > 20
    assert [name for name in written if (ours / name).read_bytes() != (theirs / name).read_bytes()] == []


def test_without_the_extra_a_site_is_built_and_searched_and_serving_says_what_lacks(
    python: Path, tmp_path: Path
) -> None:
    """Nobody who only builds a site gets a web framework; the commands that need it name the extra."""
    site(tmp_path, {"categories.yml": CATEGORIES, "en/receipts.md": article("receipts", body="Invoices.")})
    absent = ["fastapi", "starlette", "uvicorn", "argon2", "pytest"]
    code = f"import importlib.util as u; print(*filter(u.find_spec, {absent}))"
    asked = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == ""
    assert run(python, tmp_path, "kb", "--help").returncode == 0
    assert run(python, tmp_path, "kb", "build").returncode == 0
    for command in (("serve", "--port", "0"), ("billing", "serve", "--port", "0")):
        done = run(python, tmp_path, "kb", *command)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1, done.stderr
        assert """run 'pip install "kb-help-center[serve]"'""" in done.stderr


def test_an_installation_changes_nobodys_mkdocs_or_material(root: Path) -> None:
    """Ranges in the package, pins in the lock: what is installed and newer than the pins stays."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {found.name: found for found in map(Requirement, project["dependencies"])}
    for version in ("9.5.0", "9.8.2", "9.99", "10.1"):
        assert asked["mkdocs-material"].specifier.contains(version)
    assert asked["mkdocs"].specifier.contains("1.6.99")
    exact = [str(found) for found in asked.values() if any(part.operator == "==" for part in found.specifier)]
    assert exact == []
