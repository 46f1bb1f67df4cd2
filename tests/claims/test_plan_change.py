"""What the articles promise about changing the plan: when, at what cost, with which effect."""

from datetime import UTC, datetime

import pytest
from stub import CARD, LAST_SECOND, PERIOD_END, REFUSED_CARD, START, Stub

HALF = "2025-04-16T00:00:00Z"
PRICES = {"starter-m": 1900, "plus-m": 2495, "pro-m": 3900, "team-m": 6900, "pro-y": 39000}


def seconds(instant: str) -> int:
    """An ISO instant in seconds."""
    return int(datetime.fromisoformat(instant).astimezone(UTC).timestamp())


@pytest.mark.parametrize("moment", [START, "2025-04-01T00:00:01Z", HALF, LAST_SECOND, PERIOD_END])
def test_change_plan_any_time(stub: Stub, moment: str) -> None:
    """The plan can be changed at any second, and what is charged is what the quote said (S10)."""
    customer = stub.customer("pro-m")
    stub.to(moment)
    quote = customer.quote("team-m")
    receipt = customer.change("team-m", expected_due=quote["due_now"]).raise_for_status().json()["receipt"]
    amounts = ("price", "unused", "credit_applied", "credit_after")
    assert [receipt[name] for name in amounts] == [quote[name] for name in amounts]
    assert receipt["charged"] == quote["due_now"]
    assert receipt["period"] == {"start": quote["as_of"], "end": quote["next_billing"]}


@pytest.mark.parametrize("plan", ["starter-m", "plus-m", "team-m", "pro-y"])
def test_every_plan_can_be_chosen(stub: Stub, plan: str) -> None:
    """Every plan that is sold online can be chosen; the current one is refused as such (S11)."""
    sold = [item["id"] for item in stub.http.get("/v1/plans").json()["items"] if not item["managed"]]
    assert sorted(sold) == sorted(PRICES)
    customer = stub.customer("pro-m")
    same = customer.change("pro-m")
    assert (same.status_code, same.json()["code"]) == (409, "same-plan")
    assert customer.change(plan).status_code == 200
    assert customer.account()["plan"] == plan


def test_unused_value_is_credited(stub: Stub) -> None:
    """What is left of the paid period counts towards the new plan, to the second, rounded down (S14)."""
    customer = stub.customer("pro-m")
    stub.to("2025-04-15T18:00:00Z")
    quote = customer.quote("team-m")
    left, whole = seconds(PERIOD_END) - seconds(quote["as_of"]), seconds(PERIOD_END) - seconds(START)
    assert quote["unused"] == 3900 * left // whole == 1982
    assert (quote["due_now"], quote["credit_after"]) == (6900 - 1982, 0)
    down = customer.quote("starter-m")
    assert (down["due_now"], down["credit_after"]) == (0, 1982 - 1900)


def test_plan_change_receipt_by_email(stub: Stub) -> None:
    """A plan change sends one receipt by e-mail; a failed one none, a repeated one no second (S15)."""
    customer = stub.customer("pro-m")
    before = len(stub.outbox(customer))
    stub.to(HALF)
    customer.card(REFUSED_CARD)
    assert customer.change("team-m", "k").status_code == 402
    assert len(stub.outbox(customer)) == before
    customer.card(CARD)
    done, again = customer.change("team-m", "k"), customer.change("team-m", "k")
    assert done.content == again.content
    (mail,) = stub.outbox(customer)[before:]
    assert (mail["kind"], mail["at"]) == ("receipt_plan_change", HALF)
    assert mail["receipt"] == done.json()["receipt"]["number"]


@pytest.mark.parametrize("day", ["01", "02", "16", "30"])
def test_upgrade_asks_for_payment(stub: Stub, day: str) -> None:
    """A dearer plan of the same length always asks for a payment, on whatever day (S16)."""
    customer = stub.customer("starter-m")
    stub.to(f"2025-04-{day}T00:00:00Z")
    dues = {plan: customer.quote(plan)["due_now"] for plan in ("plus-m", "pro-m", "team-m")}
    assert all(due >= PRICES[plan] - PRICES["starter-m"] > 0 for plan, due in dues.items())


def test_upgrade_is_immediate(stub: Stub) -> None:
    """The new plan's features open with the payment, at once; a refused card changes nothing (S17)."""
    customer = stub.customer("starter-m")
    customer.card(REFUSED_CARD)
    before, ledger = customer.account(), stub.ledger()
    refused = customer.change("team-m")
    assert (refused.status_code, refused.json()["code"]) == (402, "billing-data-required")
    assert (customer.account(), stub.ledger()) == (before, ledger)
    customer.card(CARD)
    assert customer.change("team-m").status_code == 200
    after = customer.account()
    assert "administration" in set(after["features"]) - set(before["features"])
    assert stub.control("GET", "/clock")["now"] == START == after["period"]["start"]


def test_plan_change_moves_billing_date(stub: Stub) -> None:
    """The billing date becomes that of the change; on the old date nothing is charged (S18)."""
    customer = stub.customer("starter-m")
    stub.to("2025-04-16T12:30:00Z")
    customer.change("pro-m")
    assert customer.account()["next_billing"] == "2025-05-16T12:30:00Z"
    before = stub.ledger()
    stub.to("2025-05-16T12:29:59Z")
    assert stub.ledger() == before
    stub.by("PT1S")
    assert customer.receipts()[-1]["kind"] == "renewal"


def test_downgrade_credit_pays_next(stub: Stub) -> None:
    """A cheaper plan leaves credit, which pays what is due next; switched off, the card pays (S19)."""
    customer, saver = stub.customer("team-m"), stub.customer("team-m", auto_apply_credit=False)
    stub.to("2025-04-06T00:00:00Z")
    for each in (customer, saver):
        each.change("starter-m")
    deposits = [row["credit"] for row in stub.ledger() if row["op"] == "unused_value"]
    assert deposits == [5750, 5750]
    assert (customer.account()["credit"], saver.account()["credit"]) == (5750 - 1900, 5750)
    stub.to("2025-05-06T00:00:00Z")
    paid, kept = customer.receipts()[-1], saver.receipts()[-1]
    assert (paid["kind"], paid["credit_applied"], paid["charged"], paid["credit_after"]) == (
        "renewal",
        1900,
        0,
        1950,
    )
    assert (kept["kind"], kept["credit_applied"], kept["charged"], kept["credit_after"]) == (
        "renewal",
        0,
        1900,
        5750,
    )


def test_downgrade_later_invoices(stub: Stub) -> None:
    """After a downgrade every later receipt shows the new price, on the day of the change (S20)."""
    stub.reset(at="2025-01-10T00:00:00Z")
    customer = stub.customer("team-m")
    stub.to("2025-01-31T08:00:00Z")
    customer.change("starter-m")
    stub.to("2025-04-30T08:00:00Z")
    later = [receipt for receipt in customer.receipts() if receipt["kind"] == "renewal"]
    dates = ["2025-02-28T08:00:00Z", "2025-03-31T08:00:00Z", "2025-04-30T08:00:00Z"]
    assert [(receipt["at"], receipt["price"]) for receipt in later] == [(date, 1900) for date in dates]


def test_change_keeps_renewal_off(stub: Stub) -> None:
    """Changing the plan while renewal is off leaves it off: the new period is the last."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    stub.to(HALF)
    assert customer.change("team-m").status_code == 200
    assert (customer.account()["auto_renew"], customer.account()["next_billing"]) == (False, None)
    stub.to("2025-05-16T00:00:00Z")
    assert customer.account()["state"] == "suspended"
    assert [receipt["kind"] for receipt in customer.receipts()] == ["first_purchase", "plan_change"]
