"""What the articles promise about e-mails: which are sent, which are not, what they say, and how."""

import re
from typing import get_args
from urllib.parse import urlsplit

import httpx
import pytest
from portal import plain
from stub import CARD, PASSWORD, PERIOD_END, REFUSED_CARD, Stub

from kb.billing.domain.model import MailKind

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
    """No e-mail asks for the password, carries an attachment or has a link that signs anybody in.

    A link to a page of the account asks whoever follows it to sign in first, and changes nothing.
    """
    customer = stub.customer("pro-m", language="en")
    customer.change("team-m")
    customer.card({**CARD, "last4": "4444"})
    customer.new_password(PASSWORD, NEW)
    customer.card(REFUSED_CARD)
    stub.to(customer.account()["period"]["end"])
    other = stub.customer("pro-m", language="en")
    stub.sql.execute("UPDATE account SET card_brand = NULL WHERE email = ?", (other.email,))
    stub.to(other.account()["period"]["end"])
    mails = stub.outbox(customer) + stub.outbox(other)
    assert {mail["kind"] for mail in mails} == set(get_args(MailKind)) - {
        "receipt_renewal",
        "receipt_reactivation",
    }, "of every kind; renewals and reactivations are receipts as the first purchase is"
    before = customer.account()
    for mail in mails:
        assert "attachments" not in mail
        assert "<form" not in mail["html"]
        for part in (mail["body"], mail["html"]):
            assert PASSWORD not in part
            assert NEW not in part
            for asking in ("enter your password", "reply with", "confirm your password"):
                assert asking not in part.lower()
        links = re.findall(r'href="([^"]*)"', mail["html"])
        assert links
        assert links == re.findall(r"https?://\S+", mail["body"]), "both parts have the same links"
        for link in links:
            assert_without_authority(stub, link)
    assert customer.account() == before


def assert_without_authority(stub: Stub, link: str) -> None:
    """Who follows the link without being signed in is asked to, or reads a page that is everybody's."""
    address = urlsplit(link)
    assert f"{address.scheme}://{address.netloc}" == stub.url
    assert (address.query, address.fragment) == ("", ""), "nothing in it that could let somebody in"
    with httpx.Client() as stranger:
        answer = stranger.get(link)
        assert not {"session", "kb_session"} & set(answer.cookies)
        assert stranger.get(f"{stub.url}/v1/me").status_code == 401
    public = address.path == "/account/contacts"
    assert answer.status_code == (200 if public else 303)
    assert public or answer.headers["location"].startswith("/account/sign-in")


@pytest.mark.parametrize(("card", "why"), [(REFUSED_CARD, "refused"), (None, "no card")])
def test_failed_renewal_mail(stub: Stub, card: dict[str, str] | None, why: str) -> None:
    """A renewal that fails sends one e-mail that says why, and which pages put it right."""
    customer = stub.customer("pro-m", language="en")
    if card:
        customer.card(card)
    else:
        stub.sql.execute("UPDATE account SET card_brand = NULL WHERE email = ?", (customer.email,))
    stub.to(PERIOD_END)
    (mail,) = stub.outbox(customer)[1:]
    assert why in mail["subject"]
    assert "You were not charged" in mail["body"]
    assert "/account/billing-data" in mail["body"]
    assert "/account/plans" in mail["body"]


def test_mails_lead_to_the_page_concerned(stub: Stub) -> None:
    """Text and HTML say the same; a receipt's e-mail opens that receipt, a failed renewal's the card."""
    customer = stub.customer("pro-m", language="en")
    customer.card(REFUSED_CARD)
    stub.to(customer.account()["period"]["end"])
    receipt, failed = stub.outbox(customer)
    links = {mail["kind"]: re.findall(r'href="([^"]*)"', mail["html"]) for mail in (receipt, failed)}
    assert links["receipt_first_purchase"][0] == f"{stub.url}/account/receipts/{receipt['receipt']}"
    assert links["renewal_refused"][0] == f"{stub.url}/account/billing-data"
    for mail in (receipt, failed):
        said = plain(re.sub(r"<(head)\b.*?</\1>", "", mail["html"], flags=re.DOTALL))
        addresses = re.sub(r": https?://\S+|:(?= )", "", " ".join(mail["body"].split()))
        assert said.replace(":", "").split() == addresses.replace(":", "").split()
