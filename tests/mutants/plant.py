"""Plants faults in a copy of the project, one at a time, and shows that the tests fail.

    python tests/mutants/plant.py                    all faults; exit 1 when one survives
    python tests/mutants/plant.py NAME ...           these
    python tests/mutants/plant.py --group search     those of one group: billing, kb, search

Each fault is one replacement in one source file. Against the copy run the fault's own tests, else the billing
unit tests (worked examples, golden cases, random lives) and the claims over HTTP. What is printed beside a
fault is the first test that caught it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from billing_faults import BILLING
from fault import Fault
from house_faults import KB, SEARCH

ROOT = Path(__file__).resolve().parents[2]
GROUPS = {"billing": BILLING, "kb": KB, "search": SEARCH}
FAULTS = tuple(fault for group in GROUPS.values() for fault in group)
SUITES = ("tests/unit/billing", "tests/claims")
PARTS = ("kb", "search", "site/overrides", "tests", "content", "pyproject.toml")


def source(fault: Fault, root: Path) -> Path:
    """The file that the fault goes into."""
    return root / fault.file


def copy_to(folder: Path) -> None:
    """Copy what the fast tests need."""
    ignored = shutil.ignore_patterns("__pycache__", "browser", "mutants")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
        else:
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / part, folder / part)


def plant(fault: Fault, folder: Path) -> None:
    """Write the fault into the copy. Raises SystemExit when the code has moved on without it."""
    path = source(fault, folder)
    text = path.read_text(encoding="utf-8")
    if text.count(fault.old) != 1:
        raise SystemExit(
            f"{fault.name}: {path.name} holds {text.count(fault.old)} times {fault.old!r}; correct the fault"
        )
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")


def killed_by(folder: Path, suites: tuple[str, ...] = SUITES) -> str | None:
    """The first test that fails in the copy; None when all pass."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:schemathesis",
        "--no-header",
        "--tb=no",
        *suites,
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return (
        failed[0].split(" - ")[0].removeprefix("FAILED ")
        if failed
        else done.stdout[-300:] + done.stderr[-300:]
    )


def try_fault(fault: Fault) -> str | None:
    """Plant one fault in a fresh copy and run its tests; the first that fails, None when it survives."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_to(folder)
        plant(fault, folder)
        return killed_by(folder, fault.tests or SUITES)


def chosen(names: list[str], group: str | None) -> list[Fault]:
    """The faults of a group, or those named, or all. Raises SystemExit for a name that there is not."""
    unknown = set(names) - {fault.name for fault in FAULTS}
    if unknown:
        raise SystemExit(f"no such fault: {', '.join(sorted(unknown))}")
    return [fault for fault in (GROUPS[group] if group else FAULTS) if not names or fault.name in names]


def main(arguments: list[str]) -> int:
    """Try the faults asked for, and say of each which test caught it."""
    parser = argparse.ArgumentParser(description="Plant faults and show which test catches each.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--group", choices=GROUPS)
    asked = parser.parse_args(arguments)
    faults = chosen(asked.names, asked.group)
    suites = sorted({test for fault in faults for test in fault.tests or SUITES})
    with tempfile.TemporaryDirectory() as folder:
        copy_to(Path(folder))
        if failing := killed_by(Path(folder), tuple(suites)):
            raise SystemExit(f"without any fault the tests fail already: {failing}")
    survivors = 0
    for fault in faults:
        killer = try_fault(fault)
        print(f"{fault.name:34} {killer or 'SURVIVED'}", flush=True)
        survivors += not killer
    print(f"{len(faults) - survivors} of {len(faults)} faults found")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
