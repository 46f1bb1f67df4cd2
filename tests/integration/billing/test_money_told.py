"""Money told rightly on the account pages: why a renewal failed, what comes first, where credit goes."""

import re

import pytest
from portal import LANGUAGES, Portal
from stub import Stub

REFUSED = {"brand": "visa", "last4": "0002", "exp": "2030-12"}
GOOD = {"brand": "visa", "last4": "4242", "exp": "2030-12"}
END = "2025-02-28T00:00:00Z"


def main_button(page: Portal) -> str:
    """Where the first main button of the page leads."""
    found = re.search(r'<a class="kb-button kb-button--primary" href="([^"]*)"', page.html)
    assert found
    return found[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_that_will_fail_comes_first(stub: Stub, language: str) -> None:
    """Before the renewal: the warning, and the card as the main button."""
    customer = stub.customer("pro-m")
    customer.card(REFUSED)
    page = Portal(customer, language).open("/account")
    assert page.label("state.card_refused") in page.words
    assert main_button(page) == "/account/billing-data"
    customer.card(GOOD)
    page.open("/account")
    assert page.label("state.card_refused") not in page.words
    assert main_button(page) == "/account/plans"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_renewal_that_failed_says_why_and_what_to_do(stub: Stub, language: str) -> None:
    """After it: the reason first, an e-mail, a row of the activity; with a good card the plan is first."""
    customer = stub.customer("pro-m", language=language)
    customer.card(REFUSED)
    stub.to(customer.account()["period"]["end"])
    page = Portal(customer, language).open("/account")
    reason = page.label("account.renewal_refused").split("{date}")[1]
    assert reason in page.words
    assert page.words.index(reason) < page.words.index(
        page.label("account.suspended_since").split("{date}")[0]
    )
    assert main_button(page) == "/account/billing-data"
    assert page.label("activity.op_renewal_refused") in page.words
    mail = stub.outbox(customer)[-1]
    assert (mail["kind"], mail["subject"]) == ("renewal_refused", page.label("mail.subject_renewal_refused"))
    assert page.label("label.update_billing_data") in mail["body"]
    assert page.label("mail.not_you") not in mail["body"]
    customer.card(GOOD)
    assert main_button(page.open("/account")) == "/account/plans"
    customer.buy("pro-m")
    assert reason not in page.open("/account").words


def test_an_end_that_was_chosen_is_no_failure(stub: Stub) -> None:
    """Who turned the renewal off reads of no refusal, and gets no e-mail about one."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    page = Portal(customer, "en")
    assert main_button(page.open("/account")) == "/account/renewal/on"
    stub.to(customer.account()["period"]["end"])
    assert "failed" not in page.open("/account").words
    assert main_button(page) == "/account/plans"
    assert [mail["kind"] for mail in stub.outbox(customer)] == ["receipt_first_purchase"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_credit_says_where_it_goes(stub: Stub, language: str) -> None:
    """With renewal it pays the next payment; without, it waits on the account."""
    customer = stub.customer("team-m")
    customer.change("starter-m")
    page = Portal(customer, language).open("/account")
    assert page.label("account.credit_applies") in page.words
    customer.renewal("off")
    page.open("/account")
    assert page.label("account.credit_waits") in page.words
    assert page.label("account.credit_applies") not in page.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_credit_the_refund_page_leads_on(stub: Stub, language: str) -> None:
    """No form and no dead end: where credit comes from, and whom to ask."""
    page = Portal(stub.customer("pro-m"), language).open("/account/refund")
    assert page.label("refund.no_credit_why") in page.words
    assert main_button(page) == "/account/contacts"
    assert not page.has_button("label.send_request")


def test_a_refund_is_read_again_before_it_is_asked_for(stub: Stub) -> None:
    """Another amount than the one reviewed is reviewed again; too much never gets there."""
    customer = stub.customer("team-m")
    customer.change("starter-m")
    page = Portal(customer, "en").open("/account/refund")
    page.press("label.send_request", amount="20.00")
    assert "€20.00" in page.words
    assert "€30.00" in page.words
    page.press("label.confirm", amount="30.00")
    assert customer.account()["hold"] == 0
    page.press("label.confirm")
    assert customer.account()["hold"] == 3000
