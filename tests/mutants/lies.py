#!/usr/bin/env python3
"""Plants faults in the service and in the articles, each in a copy, and shows that `kb check` sees them.

    python tests/mutants/lies.py            all faults, two at a time
    python tests/mutants/lies.py label      only those with this word in their name

A fault is seen when the check exits 1 and names file and line of every sentence that now lies.
Exit code 1 when a fault goes unseen, or when the untouched copy has findings.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "kb",
    "search",
    "content",
    "tests/claims",
    "tests/support",
    "tests/conftest.py",
    "pyproject.toml",
    "mkdocs.yml",
)


@dataclass(frozen=True)
class Fault:
    """What is planted, and where the check must say so.

    Attributes:
        name: In words.
        plant: Changes a copy of the project.
        rule: The rule that must find it.
        lies: The text that marks the lying lines in the articles.
        within: The articles to look for that text in.
    """

    name: str
    plant: Callable[[Path], None]
    rule: str
    lies: str
    within: str = "content/*/*.md"


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of one text in one file; the fault has rotted when the text is gone."""

    def plant(root: Path) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} no longer holds {old!r}: plant this fault anew"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return plant


def renamed_operation(root: Path) -> None:
    """The service calls turnOffRenewal something else, everywhere."""
    for path in (root / "kb" / "billing").rglob("*"):
        if path.suffix in (".py", ".json", ".html", ".js"):
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("turnOffRenewal", "stopRenewal"), encoding="utf-8")


DOMAIN = "kb/billing/domain/rules.py"
FAULTS = (
    Fault(
        "minimum length of passwords 8 -> 10",
        replaced("kb/billing/auth/passwords.py", "MIN_LENGTH = 8", "MIN_LENGTH = 10"),
        "current-facts",
        "facts.password.min_length",
    ),
    Fault(
        "support number changed",
        replaced(
            "kb/billing/domain/contacts.py",
            '"+18002636317", "1 800 263 6317"',
            '"+18002636399", "1 800 263 6399"',
        ),
        "current-facts",
        "facts.contacts.global.toll_free",
    ),
    Fault(
        "renewal off charges once",
        replaced(DOMAIN, "if not account.auto_renew:", "if not account.auto_renew and account.k:"),
        "claims-hold",
        "claim: renewal-off-no-charge",
    ),
    Fault(
        "credit of a downgrade not applied",
        replaced("kb/billing/domain/payments.py", "else 0, account.credit)", "else 0, 0)"),
        "claims-hold",
        "claim: downgrade-credit-pays-next",
    ),
    Fault(
        "label renamed",
        replaced("kb/billing/locale/strings/it.json", '"Disattiva il rinnovo"', '"Interrompi il rinnovo"'),
        "current-facts",
        "label.turn_off_renewal",
        "content/it/*.md",
    ),
    Fault("operation renamed", renamed_operation, "actions", "turnOffRenewal"),
    Fault(
        "price typed by hand",
        replaced("content/it/choose-plan.md", "{{ facts.plans.plus-m.price }}", "€ 24,95"),
        "typed-facts",
        "€ 24,95",
        "content/it/choose-plan.md",
    ),
    Fault(
        "English article loses a claim",
        replaced("content/en/cancel-subscription.md", "<!-- claim: renewal-off-no-charge -->\n", ""),
        "claim-languages",
        "claim: suspended-at-period-end",  # the claim before the lost one
        "content/en/cancel-subscription.md",
    ),
    Fault(
        "Italian article says something else",
        replaced("content/it/receipts.md", "\nRiporta piano,", "\nNon riporta piano,"),
        "translations",
        "source: it",
        "content/en/receipts.md",
    ),
)


def copied(target: Path) -> None:
    """Copy what the check needs of the project."""
    for name in COPIED:
        source, goal = ROOT / name, target / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, goal, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy(source, goal)


def checked(root: Path) -> tuple[int, list[dict[str, object]]]:
    """Exit code and findings of the whole check, save the rule about searching."""
    command = [sys.executable, "-m", "kb", "check", "--skip", "searchable", "--format", "json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"kb check gave no findings (exit {done.returncode}):\n{done.stderr}") from None


def lying_lines(root: Path, fault: Fault) -> list[str]:
    """`path:line` of every line of the articles that the fault makes a lie."""
    return [
        f"{path.relative_to(root).as_posix()}:{number}"
        for path in sorted(root.glob(fault.within))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if fault.lies in line
    ]


def tried(fault: Fault) -> tuple[Fault, bool, str]:
    """Plant one fault in a copy; whether it was seen, and what was said first."""
    with TemporaryDirectory(prefix="kb-lies-") as folder:
        root = Path(folder)
        copied(root)
        fault.plant(root)
        code, findings = checked(root)
        named = {f"{f['path']}:{f['line']}": f["message"] for f in findings if f["rule"] == fault.rule}
        expected = lying_lines(root, fault)
        missing = [place for place in expected if place not in named]
        seen = code == 1 and bool(expected) and not missing
        said = next((f"{place}: {named[place]}" for place in expected if place in named), "nothing")
        count = f"{len(expected) - len(missing)} of {len(expected)} lying lines named, exit {code}"
        return fault, seen, f"{count}\n      {said}"


def main(word: str = "") -> int:
    """Try the untouched copy, then every fault whose name holds the word."""
    chosen = [fault for fault in FAULTS if word in fault.name]
    control = Fault("nothing planted", lambda _: None, "", "")
    unseen = 0
    with ThreadPoolExecutor(2) as pool:
        for fault, seen, said in pool.map(tried, [control, *chosen]):
            if fault is control:
                clean = "exit 0" in said
                print(f"{'ok    ' if clean else 'DIRTY '} {fault.name}", flush=True)
                unseen += not clean
            else:
                print(f"{'seen  ' if seen else 'UNSEEN'} {fault.name}: {said}", flush=True)
                unseen += not seen
    return int(unseen > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
