"""The steps that articles describe, walked on the account pages by the names of links and buttons."""

import pytest
from portal import LANGUAGES, Portal
from stub import PASSWORD, PERIOD_END, Stub

NEW = "nuova chiave 7"


@pytest.mark.parametrize("language", LANGUAGES)
def test_cancel_steps(stub: Stub, language: str) -> None:
    """My account, Turn off renewal, the day until which the plan is covered, Confirm; no reason is asked."""
    customer = stub.customer("pro-m")
    page = Portal(customer, language).open("/account").follow("label.turn_off_renewal")
    assert {"it": "1 maggio 2025", "en": "May 1, 2025"}[language] in page.words
    assert customer.account()["auto_renew"], "so far nothing has changed"
    assert not set(fields(page)) - {"csrf", "version"}, "nothing is asked"
    page.press("label.confirm")
    assert (customer.account()["auto_renew"], customer.account()["state"]) == (False, "active")
    assert page.links("label.turn_on_renewal")


def fields(page: Portal) -> list[str]:
    """The names of all that the main part's forms send."""
    main = page.html[page.html.index("<main") : page.html.index("</main>")]
    return [part.split('"')[0] for part in main.split(' name="')[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_renewal_off_page_explains(stub: Stub, language: str) -> None:
    """The account says the next charge's date, then until when; the page between changes nothing."""
    customer = stub.customer("pro-m")
    page = Portal(customer, language).open("/account")
    day = {"it": "1 maggio 2025", "en": "May 1, 2025"}[language]
    assert f"{page.label('account.next_billing')} {day}" in page.words
    page.follow("label.turn_off_renewal")
    until, charge = page.label("renewal.off_until"), page.label("renewal.off_no_charge")
    for said in (until.split("{")[0], charge.split("{")[0]):
        assert said.strip() in page.words
    assert customer.account()["auto_renew"]
    page.press("label.confirm").open("/account")
    assert f"{page.label('account.next_billing')} {page.label('account.no_next_billing')}" in page.words
    assert page.label("account.ends").replace("{date}", day) in page.words
    assert page.links("label.turn_on_renewal")


@pytest.mark.parametrize("language", LANGUAGES)
def test_renewal_on_steps(stub: Stub, language: str) -> None:
    """My account, Turn on renewal, the date and the amount of the next charge, Confirm."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    page = Portal(customer, language).open("/account").follow("label.turn_on_renewal")
    for said in ({"it": "1 maggio 2025", "en": "May 1, 2025"}[language], "39"):
        assert said in page.words
    page.press("label.confirm")
    assert customer.account()["next_billing"] == PERIOD_END


@pytest.mark.parametrize("language", LANGUAGES)
def test_change_plan_steps(stub: Stub, language: str) -> None:
    """My account, Change plan, a plan on Plan selection with its sums and next payment, Buy now."""
    customer = stub.customer("pro-m")
    page = Portal(customer, language).open("/account").follow("label.change_plan")
    assert f"<h1>{page.label('label.plan_selection')}</h1>" in page.html
    page.open(next(to for to in page.links("label.choose_plan") if "team-m" in to))
    shown = [page.label("quote.due_now"), page.label("quote.unused").split("{")[0].strip(), "39", "30"]
    assert all(said in page.words for said in shown)
    assert {"it": "1 maggio 2025", "en": "May 1, 2025"}[language] in page.words
    page.press("label.buy_now")
    assert customer.account()["plan"] == "team-m"


@pytest.mark.parametrize("language", LANGUAGES)
def test_buy_steps(stub: Stub, language: str) -> None:
    """Plan selection, a plan with price, sum and date of the next charge, Buy now."""
    customer = stub.customer()
    assert customer.next == "/account/plans"
    page = Portal(customer, language).open(customer.next)
    page.open(next(to for to in page.links("label.choose_plan") if "/pro-m" in to))
    due = f"{page.label('quote.due_now')} " + {"it": "39,00 €", "en": "€39.00"}[language]
    assert due in page.words
    assert {"it": "1 maggio 2025", "en": "May 1, 2025"}[language] in page.words
    page.press("label.buy_now")
    assert (customer.account()["plan"], customer.account()["state"]) == ("pro-m", "active")


@pytest.mark.parametrize("language", LANGUAGES)
def test_password_steps(stub: Stub, language: str) -> None:
    """My account, Edit beside the sign-in details, the current password, the new one twice, Save password."""
    customer = stub.customer()
    page = Portal(customer, language).open("/account")
    assert page.label("label.sign_in_details") in page.words
    (to,) = {to for to in page.links("label.edit") if "password" in to}
    page.open(to).press("label.save_password", current=PASSWORD, new=NEW, repeat="altra chiave 7")
    assert page.label("password.repeat_differs") in page.words
    page.press("label.save_password", current=PASSWORD, new=NEW, repeat=NEW)
    assert customer.sign_in(NEW).status_code == 201


@pytest.mark.parametrize("language", LANGUAGES)
def test_card_steps(stub: Stub, language: str) -> None:
    """My account, Update billing data under Billing data, card and expiry date, Save billing data."""
    customer = stub.customer("pro-m")
    page = Portal(customer, language).open("/account")
    assert page.label("label.billing_data") in page.words
    page.follow("label.update_billing_data")
    page.press("label.save_billing_data", card="mastercard 4444", month="11", year="2031")
    assert customer.account()["billing_data"] == {"brand": "mastercard", "last4": "4444", "exp": "2031-11"}


def test_cards_only(stub: Stub) -> None:
    """Visa, Mastercard and American Express are accepted, any other card or means is refused."""
    customer = stub.customer("pro-m")
    for brand in ("visa", "mastercard", "amex"):
        card = {"brand": brand, "last4": "4242", "exp": "2031-11"}
        assert customer.card(card).status_code == 204
        assert customer.account()["billing_data"] == card
    for body in (
        {"brand": "diners", "last4": "4242", "exp": "2031-11"},
        {"brand": "sepa", "last4": "4242", "exp": "2031-11"},
        {"iban": "DE02120300000000202051"},
    ):
        assert customer.card(body).status_code == 422
    assert customer.account()["billing_data"] == card


@pytest.mark.parametrize("language", LANGUAGES)
def test_refund_steps(stub: Stub, language: str) -> None:
    """My account, Request a refund, a part of the credit, never more, Send request, the amount, Confirm."""
    customer = stub.customer("team-m")
    customer.change("starter-m")
    page = Portal(customer, language).open("/account")
    assert page.label("label.credit_balance") in page.words
    page.follow("label.request_refund").press("label.send_request", amount="50,01")
    assert customer.account()["hold"] == 0, "more than the credit"
    page.press("label.send_request", amount="20,00")
    assert {"it": "20,00 €", "en": "€20.00"}[language] in page.words, "the amount to read again"
    assert customer.account()["hold"] == 0, "nothing is asked for before it was read again"
    page.press("label.confirm")
    assert (customer.account()["credit"], customer.account()["hold"]) == (3000, 2000)
    assert page.open("/account/refund").label("refund.pending") in page.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_receipt_steps(stub: Stub, language: str) -> None:
    """My account, View all activity, Open receipt beside each purchase, Print, laid out for paper."""
    customer = stub.customer("pro-m")
    stub.to("2025-06-10T00:00:00Z")
    page = Portal(customer, language).open("/account").follow("label.view_all_activity")
    numbers = [receipt["number"] for receipt in reversed(customer.receipts())]
    links = [to.rpartition("/")[2] for to in page.links("label.download_receipt")]
    assert links == numbers, "the oldest, too"
    page.follow("label.download_receipt")
    assert page.has_button("label.print")
    style = page.html.split('rel="stylesheet" href="')[-1].split('"')[0]
    assert "@media print" in customer.http.get(style).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_sign_out_ends_session(stub: Stub, language: str) -> None:
    """Sign out stands at the top of every page and ends the session of this browser."""
    customer = stub.customer("pro-m")
    page = Portal(customer, language).open("/account")
    head = page.html[: page.html.index("<main")]
    assert f">{page.label('label.sign_out')}<" in head
    page.press("label.sign_out")
    assert customer.get("").status_code == 401


@pytest.mark.parametrize("language", LANGUAGES)
def test_sign_in_steps(stub: Stub, language: str) -> None:
    """The sign-in page takes the e-mail address and the password, minding capitals, and opens the account."""
    here = stub.customer("pro-m")
    browser = stub.browser(here.email)
    page = Portal(browser, language).open("/account/sign-in")
    page.press("label.sign_in", email=here.email, password=PASSWORD.upper())
    assert page.path == "/account/sign-in"
    page.press("label.sign_in", email=here.email, password=PASSWORD)
    assert page.path == "/account"


def test_language_switch_on_account_pages(stub: Stub) -> None:
    """EN and IT near Sign out load the same page in that language, and the pages after it keep it."""
    customer = stub.customer("pro-m")
    for language in LANGUAGES:
        page = Portal(customer, language).open("/account/activity")
        head = page.html[: page.html.index("<main")]
        assert f">{page.label('label.sign_out')}<" in head
        assert all(f">{other.upper()}</span>" in head for other in LANGUAGES)
        following = customer.http.get("/account/receipts").text
        assert f'<html lang="{language}">' in page.html
        assert f'<html lang="{language}">' in following
