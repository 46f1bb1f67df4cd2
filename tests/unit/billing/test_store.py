"""The database keeps its own promises: append-only, atomic, one process, nothing half done."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.billing import datasets
from kb.billing.auth.passwords import Hasher
from kb.billing.domain.errors import IdempotencyKeyReused, NotFound
from kb.billing.domain.model import Account
from kb.billing.service import Billing
from kb.billing.store.database import Database
from kb.billing.store.rows import receipt_id, receipt_number

COLUMNS = {
    "journal": "(seq, event, account, at, op, key, cash, credit, sales, hold)",
    "receipt": "(id, event, account, at, kind, plan, price, unused, credit_applied, charged, credit_after, "
    "period_start, period_end, card_brand, card_last4)",
    "outbox": "(id, account, at, kind, receipt, language)",
}


@pytest.fixture
def bought(billing: Billing, register: Callable[..., Account]) -> Billing:
    """A service with one purchase."""
    billing.purchase_plan(register().id, "pro-m", "k")
    return billing


@pytest.mark.parametrize("table", sorted(COLUMNS))
@pytest.mark.parametrize(
    "act", ["UPDATE {0} SET at = at + 1", "DELETE FROM {0}", "INSERT OR REPLACE INTO {0} {1}"]
)
def test_rows_can_only_be_added(bought: Billing, table: str, act: str) -> None:
    """Journal, receipts and outbox refuse every rewriting, INSERT OR REPLACE included."""
    columns = COLUMNS[table].strip("()")
    changed = columns.replace(" at,", " at + 1,")
    statement = act.format(table, f"({columns}) SELECT {changed} FROM {table}")
    before = "\n".join(bought.database.sql.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        bought.database.sql.execute(statement)
    assert "\n".join(bought.database.sql.iterdump()) == before


def test_a_journal_row_sums_to_zero(bought: Billing) -> None:
    """The database itself refuses a row that does not balance."""
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        bought.database.sql.execute("INSERT INTO journal VALUES (99, 99, 1, 0, 'x', 'x', 1, 0, 0, 0)")


@pytest.mark.parametrize("table", ["journal", "receipt", "outbox", "idempotency", "account"])
def test_an_effect_is_whole_or_nothing(bought: Billing, table: str) -> None:
    """Whatever write fails, all of the operation is undone: effect, receipt, e-mail and key together."""
    event = "UPDATE" if table == "account" else "INSERT"
    bought.database.sql.execute(
        f"CREATE TRIGGER broken BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'disk'); END"
    )
    before = "\n".join(bought.database.sql.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match="disk"):
        bought.change_plan(1, "team-m", "k2")
    assert "\n".join(bought.database.sql.iterdump()) == before
    assert not bought.database.sql.in_transaction


def test_an_inner_transaction_joins_the_outer(billing: Billing) -> None:
    """What an inner block wrote is undone with the outer one."""

    def outer() -> None:
        with billing.database.transaction():
            with billing.database.transaction():
                billing.database.set_meta("probe", "1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        outer()
    assert billing.database.meta("probe") is None


def test_data_outlive_the_process(tmp_path: Path, hasher: Hasher) -> None:
    """A file keeps customers and clock; it is loaded once."""
    first = Database(tmp_path / "b.db")
    assert first.fresh
    datasets.load(Billing(first, hasher), "demo")
    first.close()
    again = Database(tmp_path / "b.db")
    assert not again.fresh
    assert Billing(again, hasher).account(1).email == "attivo@example.com"
    again.close()


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    """One process per file: the second is told which file and what to do, and harms nothing."""
    database = Database(tmp_path / "b.db")
    code = "import sys, pathlib, kb.billing.store.database as d; d.Database(pathlib.Path(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(tmp_path / "b.db")]
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode != 0
    assert "StoreUnusable" in second.stderr
    assert "b.db: database is locked; give another file" in second.stderr
    assert database.sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


@pytest.mark.parametrize(
    "number", ["", "R-", "R-1", "r-000001", "R-0000001", "R-٠٠٠٠٠١", "R--00001", "R-" + "9" * 30]
)
def test_only_the_printed_number_names_a_receipt(number: str) -> None:
    """Other spellings of a number are no receipts."""
    with pytest.raises(NotFound):
        receipt_id(number)


@pytest.mark.parametrize("number", [1, 999_999, 1_000_000])
def test_receipt_numbers_go_there_and_back(number: int) -> None:
    """A number names the receipt that it was made for."""
    assert receipt_id(receipt_number(number)) == number


def test_a_key_belongs_to_one_request(bought: Billing) -> None:
    """The same key for another plan, amount or operation is refused."""
    for act in (
        lambda: bought.purchase_plan(1, "team-m", "k"),
        lambda: bought.purchase_plan(1, "pro-m", "k", expected_due=3900),
        lambda: bought.change_plan(1, "pro-m", "k"),
        lambda: bought.request_refund(1, 1, "k"),
    ):
        with pytest.raises(IdempotencyKeyReused):
            act()


def test_a_key_is_the_accounts_own(bought: Billing, register: Callable[..., Account]) -> None:
    """Two customers may happen to use the same key."""
    other = register("b@example.com").id
    assert bought.purchase_plan(other, "pro-m", "k").receipt.account == other


def test_books_name_what_is_wrong(bought: Billing) -> None:
    """A tampered database does not balance, and the fault names the row."""
    sql = bought.database.sql
    sql.execute("PRAGMA recursive_triggers = OFF")
    sql.execute("INSERT INTO journal VALUES (2, 2, 1, 0, 'x', 'x', 5, -5, 0, 0)")
    sql.execute("UPDATE account SET hold = 7")
    sql.execute("INSERT INTO outbox VALUES (9, 1, 0, 'receipt_renewal', NULL, 'it')")
    sql.execute(
        "INSERT INTO receipt VALUES (9, 2, 1, 0, 'renewal', 'pro-m', 1, 0, 0, 1, 0, 0, 1, 'visa', '1')"
    )
    faults = "\n".join(bought.books().faults)
    for fault in (
        "account 1 does not add up to its credit and hold",
        "receipt 9 has no e-mail",
        "e-mail 9 has no receipt",
        "receipt 9 does not match",
        "refund requests of account 1",
    ):
        assert fault in faults
