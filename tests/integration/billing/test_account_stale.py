"""A form confirmed late does what it showed or nothing: it says what has changed, in both languages."""

import re
from collections.abc import Callable

import pytest
from stub import PERIOD_END, Customer, Stub

LEAD = {"en": "Nothing was done and nothing was charged", "it": "Non è stato fatto né addebitato nulla"}


def form(customer: Customer, path: str) -> dict[str, str]:
    """What the form on a page holds before anything is typed."""
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', customer.http.get(f"/account{path}").text))


def late(customer: Customer, path: str, filled: dict[str, str], language: str = "en") -> tuple[int, str]:
    """Status and words of the answer to a form sent now."""
    answer = customer.http.post(f"/account{path}?lang={language}", data=filled)
    return answer.status_code, re.sub(r"<[^>]+>|\s+", " ", answer.text.partition("<main")[2])


@pytest.mark.parametrize("language", LEAD)
@pytest.mark.parametrize("renewal", ["off", "refused"])
def test_a_change_confirmed_after_the_end_buys_nothing(stub: Stub, language: str, renewal: str) -> None:
    """The subscription ended while the page stood open: no purchase, no renewal, and the page says so."""
    customer = stub.customer("pro-m")
    if renewal == "off":
        customer.renewal("off")
    else:
        customer.card({"brand": "visa", "last4": "0002", "exp": "2030-12"})
    filled = form(customer, "/plans/starter-m")
    stub.to(PERIOD_END)
    status, words = late(customer, "/plans/starter-m", filled, language)
    assert status == 412
    assert LEAD[language] in words
    assert {"en": "Pro ended on May 1, 2025", "it": "Pro è terminato il 1 maggio 2025"}[language] in words
    assert [receipt["kind"] for receipt in customer.receipts()] == ["first_purchase"]
    assert customer.account()["state"] == "suspended"


CHANGED: dict[str, tuple[Callable[[Stub, Customer], object], str]] = {
    "another plan": (lambda _, customer: customer.change("plus-m"), "Your plan is now Plus."),
    "renewal": (lambda _, customer: customer.renewal("off"), "Automatic renewal is off now."),
    "the amount": (lambda stub, _: stub.by("P3D"), "To pay now: €33.90, no longer €30.00."),
    "the card": (
        lambda _, customer: customer.card({"brand": "visa", "last4": "4444", "exp": "2030-12"}),
        "Check the updated sum below.",
    ),
    "a renewal in between": (lambda stub, _: stub.to(PERIOD_END), "Check the updated sum below."),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_stale_change_says_what_changed(stub: Stub, what: str) -> None:
    """Nothing is charged; the form shown with the answer is fresh and can be confirmed."""
    customer = stub.customer("pro-m")
    filled = form(customer, "/plans/team-m")
    act, sentence = CHANGED[what]
    act(stub, customer)
    before = customer.receipts()
    status, words = late(customer, "/plans/team-m", filled)
    assert status in (409, 412)
    assert f"{LEAD['en']}, because something has changed since this page was shown." in words
    assert sentence in words
    assert customer.receipts() == before
    assert late(customer, "/plans/team-m", form(customer, "/plans/team-m"))[0] == 303


def test_a_purchase_form_sent_twice_gives_the_first_result(stub: Stub) -> None:
    """The second sending is a repetition also although the account is active by then; one receipt."""
    for path in ("/plans/pro-m", "/plans/team-m"):
        customer = stub.customer()
        filled = form(customer, path)
        answers = [customer.http.post(f"/account{path}", data=filled) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [303] * 3
        assert {answer.headers["location"] for answer in answers} == {"/account"}
        assert [receipt["kind"] for receipt in customer.receipts()] == ["first_purchase"]


def test_two_purchase_forms_open_at_once_buy_once(stub: Stub) -> None:
    """The second window's form was made for an account without a plan: it changes nothing and says why."""
    customer = stub.customer()
    first, second = form(customer, "/plans/pro-m"), form(customer, "/plans/team-m")
    assert late(customer, "/plans/pro-m", first)[0] == 303
    status, words = late(customer, "/plans/team-m", second)
    assert (status, len(customer.receipts())) == (412, 1)
    assert "Pro is active now. Choosing another plan changes it at once." in words


@pytest.mark.parametrize("field", ["action", "version", "expected_due"])
@pytest.mark.parametrize("value", [None, "", "x", "-1", "٣", "9" * 40, "downloadReceipt"])
def test_a_form_without_its_facts_does_nothing(stub: Stub, field: str, value: str | None) -> None:
    """A field left out or made up is a stale form, never a condition less."""
    customer = stub.customer("pro-m")
    filled = form(customer, "/plans/team-m")
    del filled[field]
    status, words = late(customer, "/plans/team-m", filled if value is None else {**filled, field: value})
    assert status in (409, 412)
    assert LEAD["en"] in words
    assert len(customer.receipts()) == 1


@pytest.mark.parametrize(("renewal", "first"), [("off", None), ("on", "off")])
def test_a_renewal_form_holds_for_what_it_showed(stub: Stub, renewal: str, first: str | None) -> None:
    """With other dates and sums by now it is shown again; sent twice it gives the first result."""
    customer = stub.customer("pro-m")
    if first:
        customer.renewal(first)
    filled = form(customer, f"/renewal/{renewal}")
    customer.change("team-m")
    status, words = late(customer, f"/renewal/{renewal}", filled)
    assert status == 412
    assert "your account changed after this page was shown" in words
    assert customer.account()["auto_renew"] is (renewal == "off")
    fresh = form(customer, f"/renewal/{renewal}")
    assert [late(customer, f"/renewal/{renewal}", fresh)[0] for _ in range(2)] == [303, 303]
    assert customer.account()["auto_renew"] is (renewal == "on")
