"""The ways between the account pages: each leads back, none speaks of what its reader cannot have."""

import re

import pytest
from portal import LANGUAGES, Portal
from stub import Stub

PAGES = (
    "plans",
    "plans/team-m",
    "renewal/off",
    "forecast",
    "activity",
    "receipts",
    "refund",
    "billing-data",
    "password",
    "contacts",
    "sessions",
    "reports",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_back_to_my_account(stub: Stub, language: str) -> None:
    """One link above the title, also where the menu is folded; My account itself has none."""
    page = Portal(stub.customer("pro-m"), language)
    for path in PAGES:
        page.open(f"/account/{path}")
        assert page.links("nav.back_account") == ["/account"], path
    assert page.open("/account").links("nav.back_account") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_back_says_where_it_leads(stub: Stub, language: str) -> None:
    """To the plan that was being bought, or to the article: never called My account."""
    page = Portal(stub.customer("pro-m"), language)
    for back, key in (("/account/plans/team-m", "nav.back_page"), ("/it/receipts/", "nav.back_article")):
        params = {"lang": language, "return": back}
        page.html = page.customer.http.get("/account/billing-data", params=params).text
        (leads,) = page.links(key)
        assert leads.endswith(back)
        assert not page.links("nav.back_account")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "/activity", "/receipts"])
def test_a_corporate_customer_reads_who_bills_them(stub: Stub, language: str, path: str) -> None:
    """Nothing is bought in their account: its empty lists promise no purchases."""
    page = Portal(stub.customer(kind="corporate"), language).open(f"/account{path}")
    assert page.label("corporate.billing_managed") in page.words
    for key in ("account.activity_none", "receipts.none", "activity.lead", "receipts.lead"):
        assert page.label(key) not in page.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_of_the_card_begins_with_what_is_on_file(stub: Stub, language: str) -> None:
    """Sent as it stands it changes nothing, the expiry included; it says what the card will pay next."""
    customer = stub.customer("pro-m")
    customer.card({"brand": "mastercard", "last4": "4444", "exp": "2028-03"})
    page = Portal(customer, language).open("/account/billing-data")
    assert re.search(page.label("account.renews").split("{")[0], page.words)
    chosen = re.findall(r'value="(\w+ \d{4})" checked|<option selected>(\d+)', page.html)
    assert [one or other for one, other in chosen] == ["mastercard 4444", "03", "2028"]
