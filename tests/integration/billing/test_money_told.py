"""Money told rightly on the account pages: why a renewal failed, what comes first, where credit goes."""

import re

import pytest
from portal import LANGUAGES, Portal
from stub import Stub

from kb.billing.api.problems import messages

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
@pytest.mark.parametrize("card", [None, REFUSED])
def test_who_cannot_pay_is_led_to_the_card_before_buying(
    stub: Stub, language: str, card: dict[str, str] | None
) -> None:
    """The card is the main button of the sum to pay, and leads back to it; where nothing is due it is not."""
    customer = stub.customer(billing_data=card)
    page = Portal(customer, language).open("/account/plans/team-m")
    assert (
        main_button(page) == "/account/billing-data?return=%2Faccount%2Fplans%2Fteam-m%3Flang%3D" + language
    )
    assert page.has_button("label.buy_now")
    customer.card(GOOD)
    assert "kb-button--primary" not in "".join(re.findall("<a [^>]*>", page.open(page.path).html))


def panel(page: Portal) -> tuple[str, list[tuple[str, bool]]]:
    """What the panel about the reactivation says, and what it offers, with whether it is the main one."""
    state = page.customer.http.get(f"/account/state?operations=purchasePlan&lang={page.language}").json()
    offers = [(offer["operation"], offer["main"]) for offer in state["offers"]["purchasePlan"]]
    return " ".join(state["now"]["purchasePlan"].split()), offers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_card_is_not_called_refused(stub: Stub, language: str) -> None:
    """Before the renewal and after it, on the page, in the activity, in the e-mail and in the panel."""
    customer = stub.customer("pro-m", language=language)
    stub.sql.execute("UPDATE account SET card_brand = NULL WHERE email = ?", (customer.email,))
    page = Portal(customer, language).open("/account")
    assert page.label("state.card_missing") in page.words
    assert page.label("state.card_refused") not in page.words
    stub.to(customer.account()["period"]["end"])
    reason = page.label("account.renewal_card_missing").split("{date}")[1]
    assert reason in page.open("/account").words
    assert page.label("activity.op_renewal_card_missing") in page.words
    assert stub.outbox(customer)[-1]["kind"] == "renewal_card_missing"
    assert reason in panel(page)[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("card", "reason"), [(None, "card_missing"), (REFUSED, "card_refused")])
def test_the_api_says_why_a_payment_failed(
    stub: Stub, language: str, card: dict[str, str] | None, reason: str
) -> None:
    """As a value for a program and in words for a person: no bank is blamed where there is no card."""
    customer = stub.customer(billing_data=card)
    refused = customer.send("POST", "/purchase", {"plan": "pro-m"}, "k", **{"Accept-Language": language})
    told = refused.json()
    assert (refused.status_code, told["code"], told["reason"]) == (402, "billing-data-required", reason)
    assert told["detail"] == messages(language)[f"problem.billing-data-required.{reason}.detail"]
    assert bool(re.search("bank|banca", told["detail"])) is (reason == "card_refused")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_of_an_account_whose_renewal_failed_says_why(stub: Stub, language: str) -> None:
    """The reason, then the card as the main button; with a good card the plan alone, and still the reason."""
    customer = stub.customer("pro-m", language=language)
    customer.card(REFUSED)
    stub.to(customer.account()["period"]["end"])
    page = Portal(customer, language)
    said, offers = panel(page)
    assert page.label("account.renewal_refused").split("{date}")[1] in said
    assert said.endswith(page.label("state.failed_card"))
    assert offers == [("updateBillingData", True), ("purchasePlan", False)]
    customer.card(GOOD)
    said, offers = panel(page)
    assert page.label("account.renewal_refused").split("{date}")[1] in said
    assert page.label("state.failed") in said
    assert offers == [("purchasePlan", True)]


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


@pytest.mark.parametrize(("language", "amount"), [("it", "1.000"), ("en", "1,000")])
def test_an_amount_that_can_be_read_in_two_ways_is_refused(stub: Stub, language: str, amount: str) -> None:
    """One euro or a thousand: the page asks again, with an example, and holds nothing."""
    customer = stub.customer("team-m")
    customer.change("starter-m")
    page = Portal(customer, language).open("/account/refund")
    page.press("label.send_request", amount=amount)
    assert page.label("refund.amount_invalid").split("{")[0].strip() in page.words
    assert page.label("refund.review_title") not in page.words
    assert customer.account()["hold"] == 0


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
