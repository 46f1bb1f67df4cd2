"""What the articles promise about e-mails: which are sent, which are not, what they say, and how."""

import pytest
from stub import CARD, PASSWORD, PERIOD_END, Stub

NEW = "nuova chiave 7"


def test_no_other_mails(stub: Stub) -> None:
    """No reminder before a renewal, nothing when renewal is turned off or the plan ends: receipts only."""
    customer = stub.customer("pro-m")
    stub.to("2025-05-31T23:59:59Z")
    customer.renewal("off")
    stub.to("2025-09-01T00:00:00Z")
    assert customer.account()["state"] == "suspended"
    sent = [(mail["kind"], mail["at"]) for mail in stub.outbox(customer)]
    assert sent == [("receipt_first_purchase", "2025-04-01T00:00:00Z"), ("receipt_renewal", PERIOD_END)]


def test_password_change_mail(stub: Stub) -> None:
    """A password change sends one e-mail to the customer; a refused one sends none."""
    customer = stub.customer()
    customer.new_password("sbagliata 1", NEW)
    assert stub.outbox(customer) == []
    customer.new_password(PASSWORD, NEW)
    (mail,) = stub.outbox(customer)
    assert (mail["kind"], mail["to"]) == ("password_changed", customer.email)


def test_mails_to_sign_in_address(stub: Stub) -> None:
    """Every e-mail goes to the address that the customer signs in with, and to no other."""
    customer, other = stub.customer("pro-m"), stub.customer()
    stub.to("2025-06-10T00:00:00Z")
    customer.change("team-m")
    customer.new_password(PASSWORD, NEW)
    sent = stub.control("GET", "/outbox")
    assert len(sent) == 5
    assert {mail["to"] for mail in sent} == {customer.email}
    assert stub.outbox(other) == []


@pytest.mark.parametrize(("language", "word"), [("it", "Ricevuta"), ("en", "Receipt")])
def test_mails_in_account_language(stub: Stub, language: str, word: str) -> None:
    """E-mails are in the language recorded for the account."""
    customer = stub.customer("pro-m", language=language)
    assert customer.account()["language"] == language
    (mail,) = stub.outbox(customer)
    assert (mail["language"], mail["subject"].split()[0]) == (language, word)


def test_receipt_mail_says_the_same(stub: Stub) -> None:
    """The e-mail has the receipt's number, date, price, credit and charge; each is sent once only."""
    customer = stub.customer("team-m", language="en")
    stub.to("2025-04-16T00:00:00Z")
    customer.change("pro-m", key="k")
    customer.change("pro-m", key="k")
    mails, receipts = stub.outbox(customer), customer.receipts()
    assert [mail["receipt"] for mail in mails] == [receipt["number"] for receipt in receipts]
    body, receipt = mails[-1]["body"], receipts[-1]
    for amount in (receipt["price"], receipt["credit_applied"], receipt["charged"]):
        assert f"{amount / 100:.2f}" in body
    assert receipt["number"] in body
    assert "April 16, 2025" in body
    stub.to("2026-04-16T00:00:00Z")
    assert customer.get(f"/receipts/{receipt['number']}").json() == receipt, "a year later it is still there"
    assert [mail["receipt"] for mail in stub.outbox(customer)].count(receipt["number"]) == 1


def test_mails_never_ask_password(stub: Stub) -> None:
    """No e-mail asks for the password or carries an attachment."""
    customer = stub.customer("pro-m", language="en")
    customer.change("team-m")
    customer.card({**CARD, "last4": "4444"})
    customer.new_password(PASSWORD, NEW)
    mails = stub.outbox(customer)
    assert {mail["kind"] for mail in mails} == {
        "receipt_first_purchase",
        "receipt_plan_change",
        "password_changed",
    }
    for mail in mails:
        assert not {"attachments", "html", "links"} & set(mail)
        assert PASSWORD not in mail["body"]
        assert NEW not in mail["body"]
        for asking in ("enter your password", "reply with", "confirm your password", "http"):
            assert asking not in mail["body"].lower()
