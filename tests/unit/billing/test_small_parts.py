"""Facts, contacts, demo data and what is refused: what each promises by itself."""

import asyncio
from collections.abc import Callable

import pytest

from kb.billing import datasets, facts
from kb.billing.clock import DEFAULT_START
from kb.billing.domain import contacts
from kb.billing.domain.errors import (
    AlreadyRegistered,
    AlreadySettled,
    InvalidRequest,
    NotFound,
)
from kb.billing.domain.model import Account
from kb.billing.service import Billing


def test_facts_cover_what_articles_say() -> None:
    """Names, values and units of the public facts; every one says where it comes from."""
    found = facts.facts()
    assert list(found) == sorted(found)
    assert {
        name: found[name]["value"] for name in found if name.split(".")[0] in ("password", "signin", "link")
    } == {
        "password.min_length": 8,
        "password.max_length": 128,
        "password.requires": ["letter", "digit"],
        "signin.max_failures": 5,
        "signin.window": 15,
    }
    assert found["plans.plus-m.price"] == {
        "value": 2495,
        "unit": "EUR-minor",
        "source": "kb.billing.domain.plans",
    }
    assert found["plans.pro-y.name"]["value"] == {"it": "Pro annuale", "en": "Pro annual"}
    assert "plans.corporate.price" not in found
    assert found["label.turn_off_renewal"]["value"] == {
        "it": "Disattiva il rinnovo",
        "en": "Turn off renewal",
    }
    assert all(fact["source"] for fact in found.values())


def test_unknown_kinds_of_contact_are_refused() -> None:
    """The message lists the kinds."""
    with pytest.raises(InvalidRequest, match="support, corporate_billing"):
        contacts.find("IT", "sales")


def test_the_demo_has_a_customer_in_every_state(billing: Billing) -> None:
    """One Italian and one English customer per state, the same every time, and the books balance."""
    datasets.load(billing, "demo")
    ledger = [(row.at, row.op, row.cash) for row in billing.ledger()]
    assert billing.clock() == DEFAULT_START
    accounts = {customer.email: billing.account_by_email(customer.email) for customer in datasets.DEMO}
    seen = {
        state: (account.state, account.kind, account.auto_renew, account.credit > 0, account.language)
        for state, account in (
            (customer.email.split("@")[0], accounts[customer.email]) for customer in datasets.DEMO
        )
    }
    assert seen["attivo"] == ("active", "self_service", True, False, "it")
    assert seen["renewal-off"] == ("active", "self_service", False, False, "en")
    assert seen["sospeso"][0] == seen["suspended"][0] == "suspended"
    assert seen["corporate"][1] == "corporate"
    assert seen["credito"][3]
    assert seen["new"][0] == "no_plan"
    refused = accounts["refused-card@example.com"].card
    assert refused is not None
    assert refused.outcome == "refused"
    assert billing.books().faults == ()
    signed = asyncio.run(billing.sign_in("sospeso@example.com", datasets.DEMO_PASSWORD, "x"))
    assert signed.next == "/account/plans"
    datasets.load(billing, "demo")
    assert [(row.at, row.op, row.cash) for row in billing.ledger()] == ledger


def test_unknown_data_sets_are_refused(billing: Billing) -> None:
    """The message lists the names; an instant that the clock cannot show is refused too."""
    with pytest.raises(InvalidRequest, match="empty, demo"):
        datasets.load(billing, "dmeo")
    with pytest.raises(InvalidRequest, match="between 2000"):
        datasets.load(billing, "empty", 0)


def test_an_address_is_registered_once(billing: Billing, register: Callable[..., Account]) -> None:
    """Capitals make no new customer."""
    register("a@example.com")
    with pytest.raises(AlreadyRegistered):
        register("A@EXAMPLE.com")


def test_a_refund_is_settled_once_and_only_if_asked(
    billing: Billing, register: Callable[..., Account]
) -> None:
    """An unknown request and a settled one are refused; the customer sees the decision."""
    account = register().id
    billing.purchase_plan(account, "team-m", "1")
    billing.change_plan(account, "starter-m", "2")
    request = billing.request_refund(account, 5000, "3")
    assert billing.settle_refund(request.id, approve=True).state == "approved"
    assert [(each.amount, each.state) for each in billing.refund_requests(account)] == [(5000, "approved")]
    with pytest.raises(AlreadySettled):
        billing.settle_refund(request.id, approve=False)
    with pytest.raises(NotFound):
        billing.settle_refund(99, approve=True)


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_keys_have_a_length(billing: Billing, register: Callable[..., Account], key: str) -> None:
    """An empty or endless idempotency key is refused."""
    with pytest.raises(InvalidRequest, match="1 to 200"):
        billing.purchase_plan(register().id, "pro-m", key)
