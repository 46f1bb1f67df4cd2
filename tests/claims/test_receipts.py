"""What the articles promise that a receipt says, and that it stays what it was."""

import pytest
from portal import LANGUAGES, Portal
from stub import Customer, Stub

from kb.billing.domain.issuer import ISSUER


def paid_with_credit(stub: Stub) -> tuple[Customer, dict[str, object]]:
    """A customer who changed plan, and the receipt of the renewal that credit paid in part."""
    customer = stub.customer("team-m", language="en")
    stub.to("2025-04-16T00:00:00Z")
    customer.change("plus-m")
    stub.to("2025-05-16T00:00:00Z")
    receipt = customer.receipts()[-1]
    assert (receipt["price"], receipt["credit_applied"], receipt["charged"]) == (2495, 955, 1540)
    return customer, receipt


def test_receipt_shows_how_it_was_paid(stub: Stub) -> None:
    """Number, date, issuer, customer, type, method; plan, period, price; credit used, charge, credit left."""
    customer, receipt = paid_with_credit(stub)
    page = Portal(customer, "en").open(f"/account/receipts/{receipt['number']}")
    for said in (
        f"Number {receipt['number']}",
        "Date May 16, 2025",
        f"Customer {customer.email}",
        "Type Renewal",
        f"Issued by {ISSUER.name} {ISSUER.address}",
        "Paid with Visa •••• 4242",
        "Plus plan per month From May 16, 2025 to June 16, 2025 €24.95",
        "Credit applied −€9.55",
        "Charged to the card €15.40",
        "Credit after this operation: €0.00",
    ):
        assert said in page.words
    change, first = (customer.receipts()[index] for index in (1, 0))
    page.open(f"/account/receipts/{change['number']}")
    for said in (
        "Type Plan change",
        "Unused value of the previous plan",
        "€34.50",
        "Charged to the card €0.00",
        "Paid with Account credit",
    ):
        assert said in page.words
    assert page.words.index("Credit applied") < page.words.index("Charged to the card")
    page.open(f"/account/receipts/{first['number']}")
    assert "Type First purchase" in page.words
    assert "Credit" not in page.words, "without credit the lines about it are missing"


def test_receipt_never_altered(stub: Stub) -> None:
    """Later changes, another card, another password and the end of the plan leave a receipt as it was."""
    customer, receipt = paid_with_credit(stub)
    address = f"/account/receipts/{receipt['number']}"
    before = Portal(customer, "en").open(address).words
    customer.change("pro-m")
    customer.card({"brand": "mastercard", "last4": "4444", "exp": "2031-01"})
    customer.renewal("off")
    stub.to("2026-01-01T00:00:00Z")
    assert customer.account()["state"] == "suspended"
    assert Portal(customer, "en").open(address).words == before
    assert customer.get(f"/receipts/{receipt['number']}").json() == receipt
    for method in ("PUT", "PATCH", "DELETE"):
        assert customer.send(method, f"/receipts/{receipt['number']}", {}).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
def test_receipt_is_no_tax_document(stub: Stub, language: str) -> None:
    """Every receipt says itself that it is not valid for tax purposes."""
    customer = stub.customer("pro-m")
    page = Portal(customer, language).open(f"/account/receipts/{customer.receipts()[0]['number']}")
    assert page.label("receipt.demo") in page.words


def test_receipt_needs_own_sign_in(stub: Stub) -> None:
    """A receipt's address opens only for who signs in with its account."""
    customer, other = stub.customer("pro-m"), stub.customer("pro-m")
    address = f"/account/receipts/{customer.receipts()[0]['number']}"
    assert Portal(customer, "en").open(address).path == address
    assert Portal(stub.browser("nobody@example.com"), "en").open(address).path == "/account/sign-in"
    assert other.http.get(address).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_account_shows_recent_activity(stub: Stub, language: str) -> None:
    """Last on My account stand the recent entries, newest first, and the way to all of them."""
    customer = stub.customer("team-m")
    stub.to("2025-04-06T00:00:00Z")
    customer.change("starter-m")
    page = Portal(customer, language).open("/account")
    recent = page.words[page.words.index(page.label("label.recent_activity")) :]
    assert page.label("label.billing_data") not in recent, "nothing but the entries follows"
    assert recent.index(page.label("activity.op_plan_change")) < recent.index(
        page.label("activity.op_first_purchase")
    )
    assert {"it": "38,50", "en": "38.50"}[language] in recent, "the credit after the entry"
    assert recent.endswith(page.label("label.view_all_activity"))
    assert page.follow("label.view_all_activity").path == "/account/activity"
    assert len(page.links("label.download_receipt")) == 2
