"""Plants faults in the billing service, one at a time in a copy, and shows that the tests fail.

    python tests/mutants/plant.py                all faults; exit 1 when one survives
    python tests/mutants/plant.py NAME ...       these

Each fault is one replacement in one source file. The fast part of the suite runs against the copy: the
billing unit tests (worked examples, golden cases, random lives) and the claims over HTTP.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUITES = ("tests/unit/billing", "tests/claims")
PARTS = ("kb", "search", "tests/support", "tests/conftest.py", *SUITES, "pyproject.toml")


@dataclass(frozen=True)
class Fault:
    """``old`` in ``file`` becomes ``new``."""

    name: str
    file: str
    old: str
    new: str


FAULTS = (
    Fault(
        "unused-rounded-up",
        "domain/proration",
        "value * (end - now) // (end - start)",
        "-(-value * (end - now) // (end - start))",
    ),
    Fault(
        "unused-rounded-half-up",
        "domain/proration",
        "value * (end - now) // (end - start)",
        "(2 * value * (end - now) + end - start) // (2 * (end - start))",
    ),
    Fault(
        "unused-by-whole-days",
        "domain/proration",
        "value * (end - now) // (end - start)",
        "value * ((end - now) // 86400) // ((end - start) // 86400)",
    ),
    Fault(
        "month-end-drifts",
        "domain/rules",
        "end=boundary(account.anchor, account.k + 2, plan.interval)",
        "end=boundary(now, 1, plan.interval)",
    ),
    Fault(
        "month-end-spills",
        "domain/proration",
        "day = min(start.day, calendar.monthrange(year, month + 1)[1])",
        "day = min(start.day, 28)",
    ),
    Fault(
        "access-one-second-short",
        "store/writes",
        "AND period_end <= ? ORDER BY",
        "AND period_end - 1 <= ? ORDER BY",
    ),
    Fault(
        "access-one-second-long",
        "store/writes",
        "AND period_end <= ? ORDER BY",
        "AND period_end < ? ORDER BY",
    ),
    Fault(
        "renewal-though-off",
        "domain/rules",
        "if not account.auto_renew:\n        return",
        "if account.state != 'active':\n        return",
    ),
    Fault(
        "change-turns-renewal-on",
        "domain/rules",
        "plan=offer.plan,\n        anchor",
        "plan=offer.plan,\n        auto_renew=True,\n        anchor",
    ),
    Fault(
        "change-keeps-billing-date",
        "domain/rules",
        "end=offer.next_billing,",
        "end=account.end if account.state == 'active' else offer.next_billing,",
    ),
    Fault(
        "credit-spent-twice",
        "domain/rules",
        "credit=account.credit - paid.credit,\n    )",
        "credit=account.credit,\n    )",
    ),
    Fault(
        "held-credit-is-spent",
        "domain/rules",
        "credit=account.credit - amount, hold=account.hold + amount",
        "credit=account.credit, hold=account.hold + amount",
    ),
    Fault(
        "credit-applied-though-off",
        "domain/payments",
        "used = min(price, credit) if account.auto_apply_credit else 0",
        "used = min(price, credit)",
    ),
    Fault(
        "downgrade-credit-lost",
        "domain/rules",
        "credit = account.credit + unused",
        "credit = account.credit + min(unused, plan.price)",
    ),
    Fault(
        "late-downgrade-is-free",
        "domain/rules",
        "due_now=paid.card,",
        "due_now=max(0, plan.price - max(paid.credit, account.value)),",
    ),
    Fault(
        "refused-card-renews",
        "domain/rules",
        "if paid.card and not card_accepts(account.card, now):\n        return",
        "if paid.card and account.card is None:\n        return",
    ),
    Fault(
        "card-expires-a-month-late",
        "domain/payments",
        "return card.exp >= ",
        "return card.exp + '-99' >= '' or card.exp >= ",
    ),
    Fault(
        "quote-not-checked",
        "domain/rules",
        "if expected_due is not None and expected_due != offer.due_now:",
        "if expected_due is not None and expected_due < 0:",
    ),
    Fault(
        "refund-beyond-credit",
        "domain/rules",
        "if amount > account.credit:",
        "if amount > account.credit + 1:",
    ),
    Fault(
        "rejected-refund-is-lost",
        "domain/rules",
        "credit=account.credit + amount)\n    return Effect(back",
        "credit=account.credit)\n    return Effect(back",
    ),
    Fault(
        "corporate-changes-online",
        "domain/rules",
        'if account.kind == "corporate":',
        'if account.kind == "corporate" and account.credit:',
    ),
    Fault(
        "receipt-without-e-mail",
        "store/writes",
        "        self._add_mail(receipt.account",
        '        if receipt.kind != "reactivation":\n            self._add_mail(receipt.account',
    ),
    Fault(
        "journal-can-be-rewritten",
        "store/opening",
        'sql.execute("PRAGMA recursive_triggers = ON")',
        'sql.execute("PRAGMA recursive_triggers = OFF")',
    ),
    Fault(
        "journal-can-be-updated",
        "store/schema.sql",
        "BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;",
        "BEFORE UPDATE ON journal BEGIN SELECT 1; END;",
    ),
    Fault(
        "idempotency-after-the-commit",
        "store/writes",
        '"""Keep the answer; it commits with the effect or not at all."""',
        'self.sql.execute("COMMIT")\n        self.sql.execute("BEGIN")',
    ),
    Fault("key-for-any-payload", "store/idempotency", "if row[:2] != (op, print_):", "if row[0] != op:"),
    Fault("no-rollback", "store/database", 'self.sql.execute("ROLLBACK")', 'self.sql.execute("COMMIT")'),
    Fault(
        "other-sessions-stay", "auth/signin", "self._credentials.drop_other_sessions(account, token)", "pass"
    ),
    Fault(
        "others-receipts-open",
        "store/reads",
        "FROM receipt WHERE id = ? AND account = ?",
        "FROM receipt WHERE id = ? AND ? > 0",
    ),
    Fault(
        "limit-counts-after-the-hash",
        "auth/throttle",
        "if len(times) >= limits[key]]",
        "if len(times) > limits[key]]",
    ),
    Fault("short-passwords", "auth/passwords", "MIN_LENGTH = 8", "MIN_LENGTH = 7"),
    Fault("long-minimum", "auth/passwords", "MIN_LENGTH = 8", "MIN_LENGTH = 10"),
    Fault(
        "other-support-number",
        "domain/contacts",
        '"+18002636317", "1 800 263 6317"',
        '"+18002636318", "1 800 263 6318"',
    ),
    Fault(
        "toll-free-for-everybody",
        "domain/contacts",
        "toll_free=TOLL_FREE if at_home else None",
        "toll_free=TOLL_FREE",
    ),
    Fault(
        "late-events",
        "effects",
        "apply(store, rules.fall_due(due), due.end,",
        "apply(store, rules.fall_due(due), to,",
    ),
)


def source(fault: Fault, root: Path) -> Path:
    """The file that the fault goes into."""
    name = fault.file if "." in fault.file else f"{fault.file}.py"
    return root / "kb" / "billing" / name


def copy_to(folder: Path) -> None:
    """Copy what the fast tests need."""
    ignored = shutil.ignore_patterns("__pycache__", "worktrees")
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
    """Plant one fault in a fresh copy and run the fast tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_to(folder)
        plant(fault, folder)
        return killed_by(folder)


def main(names: list[str]) -> int:
    """Try all faults, or those named."""
    with tempfile.TemporaryDirectory() as folder:
        copy_to(Path(folder))
        failing = killed_by(Path(folder))
    if failing:
        raise SystemExit(f"without any fault the tests fail already: {failing}")
    chosen = [fault for fault in FAULTS if not names or fault.name in names]
    survivors = []
    for fault in chosen:
        killer = try_fault(fault)
        print(f"{fault.name:32} {killer or 'SURVIVED'}", flush=True)
        survivors += [] if killer else [fault.name]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} faults found")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
