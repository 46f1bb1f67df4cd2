"""What the articles promise about dates: how long a period lasts, what moves it, what a pause costs."""

import pytest
from portal import Portal
from stub import CARD, LAST_SECOND, PERIOD_END, START, Customer, Stub

INSTANT_31 = "2025-01-31T18:30:00Z"


def test_renewal_same_day_each_month(stub: Stub) -> None:
    """Calendar months from the hour of purchase, the last day of shorter ones, no slipping back."""
    stub.reset(at=INSTANT_31)
    customer, yearly = stub.customer("pro-m"), stub.customer("pro-y")
    assert customer.account()["next_billing"] == "2025-02-28T18:30:00Z"
    assert yearly.account()["next_billing"] == "2026-01-31T18:30:00Z"
    stub.to("2025-02-28T18:29:59Z")
    assert len(customer.receipts()) == 1
    stub.to("2025-05-31T18:30:00Z")
    renewals = [receipt["at"] for receipt in customer.receipts()[1:]]
    days = ["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]
    assert renewals == [f"{day}T18:30:00Z" for day in days]


@pytest.mark.parametrize("language", ["it", "en"])
def test_account_shows_next_billing(stub: Stub, language: str) -> None:
    """The date of the next charge is the end of the paid period and stands with the plan on My account."""
    customer = stub.customer("pro-m")
    assert customer.account()["next_billing"] == customer.account()["period"]["end"] == PERIOD_END
    page = Portal(customer, language).open("/account")
    plan = page.words[page.words.index(page.label("account.plan")) :]
    day = {"it": "1 maggio 2025", "en": "May 1, 2025"}[language]
    said = plan.index(f"{page.label('account.next_billing')} {day}")
    assert said < plan.index(page.label("label.credit_balance")), "beside the plan"


def test_first_purchase_starts_at_once(stub: Stub) -> None:
    """A first plan is active in the second of its purchase, which begins the period, with renewal on."""
    stub.to("2025-04-10T09:15:30Z")
    customer = stub.customer()
    assert (customer.account()["state"], customer.get("/reports").status_code) == ("no_plan", 403)
    receipt = customer.buy("pro-m").json()["receipt"]
    account = customer.account()
    assert (account["state"], account["auto_renew"]) == ("active", True)
    assert account["period"] == {"start": "2025-04-10T09:15:30Z", "end": "2025-05-10T09:15:30Z"}
    assert (receipt["kind"], receipt["charged"]) == ("first_purchase", 3900)
    assert customer.get("/reports").status_code == 200


@pytest.mark.parametrize("card", [None, {**CARD, "last4": "0002"}, {**CARD, "exp": "2024-12"}])
def test_first_purchase_needs_card(stub: Stub, card: dict[str, str] | None) -> None:
    """Without a good card nothing is charged and no plan starts."""
    customer = stub.customer(billing_data=card)
    ledger = stub.ledger()
    refused = customer.buy("pro-m")
    assert (refused.status_code, refused.json()["code"]) == (402, "billing-data-required")
    assert (customer.account()["state"], customer.receipts(), stub.ledger()) == ("no_plan", [], ledger)


def test_renewal_takes_credit_first(stub: Stub) -> None:
    """At a renewal credit is used first, the card pays the rest, and the receipt says so."""
    customer = stub.customer("team-m")
    stub.to("2025-04-16T00:00:00Z")
    customer.change("plus-m")
    credit = customer.account()["credit"]
    assert 0 < credit < 2495
    stub.to("2025-05-16T00:00:00Z")
    receipt = customer.receipts()[-1]
    assert (receipt["kind"], receipt["credit_applied"]) == ("renewal", credit)
    assert receipt["charged"] == 2495 - credit
    assert stub.outbox(customer)[-1]["receipt"] == receipt["number"]


def test_renewal_on_charges_nothing_now(stub: Stub) -> None:
    """Turning renewal on again costs nothing at that moment."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    stub.to(LAST_SECOND)
    ledger, receipts = stub.ledger(), customer.receipts()
    assert customer.renewal("on").json()["auto_renew"]
    assert (stub.ledger(), customer.receipts()) == (ledger, receipts)


@pytest.mark.parametrize("moment", [START, "2025-04-16T12:00:00Z", LAST_SECOND])
def test_renewal_off_any_time(stub: Stub, moment: str) -> None:
    """Renewal can be turned off at any moment of a period, without a reason, without a charge or a credit."""
    customer = stub.customer("pro-m")
    stub.to(moment)
    ledger = stub.ledger()
    assert customer.renewal("off").json()["auto_renew"] is False
    assert (stub.ledger(), customer.account()["credit"]) == (ledger, 0)


def test_suspension_costs_nothing(stub: Stub) -> None:
    """Between the end of a plan and the reactivation nothing is charged, nor afterwards for that time."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    stub.to("2025-11-20T00:00:00Z")
    assert [receipt["kind"] for receipt in customer.receipts()] == ["first_purchase"]
    receipt = customer.buy("pro-m").json()["receipt"]
    assert receipt["charged"] == 3900
    assert receipt["period"]["start"] == "2025-11-20T00:00:00Z"


def held(customer: Customer) -> list[str]:
    """The sessions and reports of an account, by what names them."""
    answers = [customer.get(path).json()["items"] for path in ("/scheduled-sessions", "/reports")]
    return [one["title"] for items in answers for one in items]


def test_suspension_deletes_nothing(stub: Stub) -> None:
    """Sessions, reports, receipts and credit are after a reactivation, years later, what they were before."""
    customer = stub.customer("team-m")
    stub.to("2025-04-02T00:00:00Z")
    customer.change("pro-m")
    kept = held(customer)
    credit, receipts = customer.account()["credit"], customer.receipts()
    customer.renewal("off")
    stub.to("2030-07-01T00:00:00Z")
    assert (customer.account()["credit"], customer.receipts()) == (credit, receipts)
    assert customer.buy("pro-m").status_code == 201
    assert held(customer) == kept
    assert len(kept) > 1


def test_two_charges_close_together(stub: Stub) -> None:
    """A plan change closes one period and opens another: two entries within days, of two kinds."""
    customer = stub.customer("pro-m")
    stub.to("2025-04-05T00:00:00Z")
    customer.change("team-m")
    change, first = customer.activity()
    assert (first["op"], change["op"]) == ("first_purchase", "plan_change")
    assert first["charged"] > 0 < change["charged"]
    assert customer.account()["period"]["start"] == change["at"] == "2025-04-05T00:00:00Z"


def test_same_confirmation_once(stub: Stub) -> None:
    """The same confirmation sent twice is carried out once: one charge, one receipt, one answer."""
    customer = stub.customer()
    once, twice = customer.buy("pro-m", "k"), customer.buy("pro-m", "k")
    assert once.content == twice.content
    assert len(customer.receipts()) == 1
    assert stub.books()["payments"] == 3900


def test_new_card_pays_next(stub: Stub) -> None:
    """A saved card replaces the one before at once and pays the next renewal."""
    customer = stub.customer("pro-m")
    customer.card({**CARD, "last4": "0002"})
    customer.card({"brand": "mastercard", "last4": "4444", "exp": "2031-01"})
    assert customer.account()["billing_data"] == {"brand": "mastercard", "last4": "4444", "exp": "2031-01"}
    stub.to(PERIOD_END)
    assert customer.receipts()[-1]["charged"] == 3900
    customer.card({**CARD, "last4": "0002"})
    stub.to("2025-06-01T00:00:00Z")
    assert customer.account()["state"] == "suspended", "the card before is not tried"
