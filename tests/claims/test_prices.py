"""What the articles promise about plans, their prices, and the sum that is shown before it is paid."""

import pytest
from portal import LANGUAGES, Portal
from stub import CARD, LAST_SECOND, REFUSED_CARD, START, Stub

FEATURES = {
    "starter-m": ["meetings", "screen_sharing"],
    "plus-m": ["recording"],
    "pro-m": ["reports"],
    "team-m": ["shared_calendar", "administration"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plans_and_features(stub: Stub, language: str) -> None:
    """Plan selection lists all plans sold online, smallest first, each with price and features."""
    offers = {item["id"]: item for item in stub.http.get("/v1/plans").json()["items"] if not item["managed"]}
    sum_of_features: list[str] = []
    for plan, added in FEATURES.items():
        sum_of_features += added
        assert offers[plan]["features"] == sum_of_features
    assert offers["pro-y"]["features"] == offers["pro-m"]["features"]
    prices = [offers[plan]["price"] for plan in FEATURES]
    assert prices == sorted(prices)
    assert set(offers) == {*FEATURES, "pro-y"}
    page = Portal(stub.customer(), language).open("/account/plans")
    names = [page.label(f"plan.name_{plan}") for plan in offers]
    assert all(f"{page.label('label.choose_plan')} {name}" in page.words for name in names)


def test_annual_plan_costs_less(stub: Stub) -> None:
    """The annual plan has the features of the monthly one and costs less than its twelve months."""
    offers = {item["id"]: item for item in stub.http.get("/v1/plans").json()["items"]}
    assert offers["pro-y"]["features"] == offers["pro-m"]["features"]
    assert offers["pro-y"]["price"] < 12 * offers["pro-m"]["price"]
    yearly, monthly = stub.customer("pro-y"), stub.customer("pro-m")
    stub.to("2026-03-31T23:59:59Z")
    paid = [sum(receipt["charged"] for receipt in each.receipts()) for each in (yearly, monthly)]
    assert paid == [39000, 12 * 3900]


def test_monthly_can_stop_each_month(stub: Stub) -> None:
    """A monthly plan is charged once a month, and stops at the end of the month in which it is told to."""
    customer = stub.customer("pro-m")
    stub.to("2025-06-10T00:00:00Z")
    assert len(customer.receipts()) == 3
    customer.renewal("off")
    stub.to("2025-07-01T00:00:00Z")
    assert (customer.account()["state"], len(customer.receipts())) == ("suspended", 3)


def test_annual_single_charge(stub: Stub) -> None:
    """An annual plan is charged once and serves twelve months, with renewal off, too."""
    customer = stub.customer("pro-y")
    customer.renewal("off")
    stub.to("2026-03-31T23:59:59Z")
    assert [receipt["charged"] for receipt in customer.receipts()] == [39000]
    assert customer.get("/reports").status_code == 200
    stub.by("PT1S")
    assert customer.account()["state"] == "suspended"


@pytest.mark.parametrize("language", LANGUAGES)
def test_review_shows_sum_before_paying(stub: Stub, language: str) -> None:
    """Price, unused value, credit, sum and next date are shown first; looking at them charges nothing."""
    customer = stub.customer("team-m")
    customer.change("starter-m")
    stub.to("2025-04-11T00:00:00Z")
    before = customer.account(), stub.ledger()
    quote = customer.quote("pro-y")
    page = Portal(customer, language).open("/account/plans/pro-y")
    shown = [quote["price"], quote["unused"], customer.account()["credit"], quote["due_now"]]
    for amount in shown:
        assert f"{amount / 100:.2f}".replace(".", {"it": ",", "en": "."}[language]) in page.words
    assert {"it": "11 aprile 2026", "en": "April 11, 2026"}[language] in page.words
    assert page.has_button("label.buy_now")
    assert (customer.account(), stub.ledger()) == before
    page.press("label.buy_now")
    assert customer.receipts()[-1]["charged"] == quote["due_now"]


@pytest.mark.parametrize("plan", ["plus-m", "pro-m", "team-m", "pro-y"])
def test_plan_change_due_is_difference(stub: Stub, plan: str) -> None:
    """Due is the price less what is unused (half way, half), less the credit; the rest stays as credit."""
    customer = stub.customer("team-m")
    customer.change("plus-m")
    customer.change("team-m")
    customer.change("starter-m")
    stub.to("2025-04-16T00:00:00Z")
    had, quote = customer.account()["credit"], customer.quote(plan)
    assert quote["unused"] == 1900 // 2, "exactly half way, half of the price"
    left = quote["price"] - quote["unused"] - had
    assert (quote["due_now"], quote["credit_after"]) == (max(0, left), max(0, -left))
    receipt = customer.change(plan).json()["receipt"]
    assert (receipt["charged"], customer.account()["credit"]) == (max(0, left), max(0, -left))


def test_late_downgrade_can_cost(stub: Stub) -> None:
    """Near the period's end the value left may not cover a cheaper plan: part is due, shown before."""
    customer = stub.customer("pro-m")
    stub.to(START)
    assert customer.quote("starter-m")["due_now"] == 0
    stub.to("2025-04-28T00:00:00Z")
    quote = customer.quote("starter-m")
    assert 0 < quote["due_now"] == 1900 - quote["unused"] < 1900
    page = Portal(customer, "en").open("/account/plans/starter-m")
    assert page.label("quote.late_downgrade_title") in page.words
    assert f"{quote['due_now'] / 100:.2f}" in page.words
    stub.to(LAST_SECOND)
    assert customer.change("starter-m").json()["receipt"]["charged"] == 1900


def test_refused_change_changes_nothing(stub: Stub) -> None:
    """A card refused at a purchase or a change: nothing is charged, the plan stays, another card may pay."""
    customer = stub.customer("starter-m")
    customer.card(REFUSED_CARD)
    before, ledger = customer.account(), stub.ledger()
    assert customer.change("team-m").status_code == 402
    assert (customer.account(), stub.ledger()) == (before, ledger)
    customer.card({**CARD, "last4": "4444", "brand": "mastercard"})
    assert customer.change("team-m").status_code == 200


def test_renewal_off_creates_no_credit(stub: Stub) -> None:
    """Turning renewal off gives nothing back: the period that was paid runs to its end."""
    customer = stub.customer("pro-m")
    stub.to("2025-04-10T00:00:00Z")
    account = customer.renewal("off").json()
    assert (account["credit"], account["period"]["end"]) == (0, "2025-05-01T00:00:00Z")
    assert customer.refund(1).json()["code"] == "insufficient-credit"
