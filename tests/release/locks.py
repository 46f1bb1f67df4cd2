"""Install both locks with every pip from 23.0 on, in every supported Python, while newer releases exist.

Run by hand after `python3 run.py lock`, with an index in reach; a quarter of an hour for all:

    python3 tests/release/locks.py [--pips 23.0,26.3] [--pythons 3.11,3.13]

Every package of the locks is fetched once into a folder; beside each lies a fake release 9999 of it. From
that folder alone each pip resolves and verifies each lock (`--dry-run`); the oldest and the newest pip of a
Python also install it. Standard library only: the tests' environment has no pip.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
# Older pips end with a traceback of their own in Python 3.12 and later.
OLDEST = {"3.11": "23.0", "3.12": "23.2", "3.13": "23.2"}
FAKE = "9999"
NAME = re.compile(r"^([\w.-]+)==", re.MULTILINE)


def python_of(version: str) -> str | None:
    """The interpreter of a version that has a pip, on the path or where pyenv keeps its own."""
    places = [shutil.which(f"python{version}")]
    if pyenv := shutil.which("pyenv"):
        root = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=True).stdout.strip()
        places += map(str, sorted(Path(root, "versions").glob(f"{version}.*/bin/python")))
    for place in filter(None, places):
        said = subprocess.run([place, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
        if f"(python {version})" in said.stdout:
            return place
    return None


def pips() -> list[str]:
    """Every released pip from 23.0 on, oldest first."""
    command = [sys.executable, "-m", "pip", "index", "versions", "pip", "--disable-pip-version-check"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    (listed,) = re.findall(r"Available versions: (.*)", said)
    found = [version for version in listed.split(", ") if re.fullmatch(r"[\d.]+", version)]
    return sorted((v for v in found if _key(v) >= _key(OLDEST["3.11"])), key=_key)


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def fetch(python: str, folder: Path) -> None:
    """Bring every locked package for a Python into a folder, with a newer fake release of each beside it."""
    for lock in LOCKS.values():
        command = [python, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*command, "--require-hashes", "-d", folder, "-r", ROOT / lock], check=True)
        for name in NAME.findall((ROOT / lock).read_text(encoding="utf-8")):
            fake(folder, name)


def fake(folder: Path, name: str) -> None:
    """Write a release of a package that is newer than every real one."""
    stem = f"{name.replace('-', '_')}-{FAKE}"
    with ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as archive:
        archive.writestr(
            f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {FAKE}\n"
        )
        archive.writestr(
            f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{stem}.dist-info/RECORD", "")


def install(python: str, pip: Path, wheels: Path, kind: str, really: bool) -> str:
    """Run our own installation with a pip; returns what went wrong, empty when all is well."""
    with TemporaryDirectory(prefix="kb-locks-") as venv:
        options = "" if really else ", '--dry-run'"
        code = "import environment as e, pathlib; e.VENV = pathlib.Path({!r}); e.BIN = e.VENV / 'bin'; "
        code = code.format(venv) + f"e.make_venv(); e.install_lock({kind!r}{options})"
        variables = dict(os.environ, PYTHONPATH=str(pip), PIP_NO_INDEX="1", PIP_FIND_LINKS=str(wheels))
        done = subprocess.run([python, "-c", code], cwd=ROOT, env=variables, capture_output=True, text=True)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["?"])[-1]
        found = {path.name.split("-")[1] for path in Path(venv).glob("lib/*/site-packages/*.dist-info")}
        return f"a release {FAKE} was installed" if f"{FAKE}.dist" in found or FAKE in found else ""


def tries(python: str, versions: list[str], folder: Path) -> Iterator[str]:
    """Every pip on both locks in a Python, one line each."""
    fetch(python, wheels := folder / "wheels")
    for version in versions:
        command = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
        target = folder / f"pip-{version}"
        subprocess.run([*command, "--target", target, f"pip=={version}"], check=True, capture_output=True)
    for version in versions:
        really = version in (versions[0], versions[-1])
        pip = folder / f"pip-{version}"
        failed = {kind: install(python, pip, wheels, kind, really) for kind in LOCKS}
        said = "; ".join(f"{LOCKS[kind]}: {why}" for kind, why in failed.items() if why)
        yield f"pip {version}: {'FAILED ' + said if said else 'installed' if really else 'resolved'}"


def main() -> int:
    """Try what was asked for; 1 when something failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pips", type=lambda text: text.split(","), help="versions, oldest first; else all")
    parser.add_argument("--pythons", type=lambda text: text.split(","), default=["3.11", "3.12", "3.13"])
    options = parser.parse_args()
    versions, failed = options.pips or pips(), 0
    for wanted in options.pythons:
        python = python_of(wanted)
        if python is None:
            print(f"Python {wanted}: not at hand")
            continue
        with TemporaryDirectory(prefix="kb-locks-") as folder:
            usable = [version for version in versions if _key(version) >= _key(OLDEST[wanted])]
            for line in tries(python, usable, Path(folder)):
                failed += "FAILED" in line
                print(f"Python {wanted}, {line}", flush=True)
    print(f"\n{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
