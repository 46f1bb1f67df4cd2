"""The worked examples, to the cent."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.billing import clock, datasets
from kb.billing.domain.model import Account, Receipt
from kb.billing.service import Billing

EXAMPLES = json.loads(Path(__file__).with_name("worked_examples.json").read_text(encoding="utf-8"))


def play(billing: Billing, account: int, steps: list[str]) -> None:
    """Carry out "purchase P", "change P", "renewal on|off" and "at INSTANT"."""
    for place, step in enumerate(steps):
        act, given = step.split()
        match act:
            case "purchase":
                billing.purchase_plan(account, given, f"k{place}")
            case "change":
                offer = billing.quote_plan_change(account, given)
                billing.change_plan(account, given, f"k{place}", expected_due=offer.due_now)
            case "renewal":
                (billing.turn_on_renewal if given == "on" else billing.turn_off_renewal)(account)
            case _:
                billing.advance_clock(clock.instant(given))


def line(receipt: Receipt) -> str:
    """A receipt as the examples write it; its period starts when it is issued."""
    assert receipt.period_start == receipt.at
    amounts = (receipt.price, receipt.unused, receipt.credit_applied, receipt.charged, receipt.credit_after)
    words = (short(receipt.at), receipt.kind, receipt.plan, *amounts, short(receipt.period_end))
    return " ".join(map(str, words))


def short(instant: int) -> str:
    """Midnight without its zeros."""
    return clock.iso(instant).removesuffix("T00:00:00Z")


def state(account: Account) -> str:
    """An account as the examples write it."""
    renewal = "on" if account.auto_renew else "off"
    return f"{account.state} {account.plan} renewal-{renewal} {short(account.start)} {short(account.end)}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"].split()[0])
def test_worked_example(
    billing: Billing, register: Callable[..., Account], example: dict[str, object]
) -> None:
    """Every receipt, the final state and the books are exactly those of the example."""
    datasets.load(billing, "empty", clock.instant(str(example["start"])))
    account = register().id
    play(billing, account, list(example["steps"]))  # type: ignore[call-overload]
    receipts = reversed(billing.receipts(account, limit=100).items)
    assert [line(receipt) for receipt in receipts] == example["receipts"]
    assert state(billing.account(account)) == example["final"]
    books = billing.books(account)
    assert {name: getattr(books, name) for name in example["books"]} == example["books"]  # type: ignore[attr-defined]
    assert books.faults == ()
