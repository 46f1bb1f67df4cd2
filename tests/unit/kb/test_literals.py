"""Promises of the rule against typed facts: every spelling of a known fact is recognised, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.checks import literals
from kb.content.facts import Facts

TOLL_FREE = "contacts.global.toll_free"
PLUS = "plans.plus-m.price"
ANNUAL = "plans.pro-y.price"
LENGTH = "password.min_length"
WINDOW = ("code.validity", "signin.window")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Call 1 800 263 6317 now", {TOLL_FREE}),
        ("+1-800-263-6317", {TOLL_FREE}),
        ("(800) 263-6317.", {TOLL_FREE}),
        ("001.800.263.6317", {TOLL_FREE}),
        ("[call](tel:+18002636317)", {TOLL_FREE}),
        ("800\N{NO-BREAK SPACE}263\N{NO-BREAK SPACE}6317", {TOLL_FREE}),
        ("800\N{NON-BREAKING HYPHEN}263\N{EN DASH}6317", {TOLL_FREE}),
        ("1 800 263 6318", set()),
        ("263 6317", set()),
        ("order 918002636317", set()),
        ("€ 24,95", {PLUS}),
        ("24,95 €", {PLUS}),
        ("EUR 24.95", {PLUS}),
        ("24.95 euro", {PLUS}),
        ("24,95", {PLUS}),
        ("&euro;24.95", {PLUS}),
        ("24,95\N{NARROW NO-BREAK SPACE}€", {PLUS}),
        ("390 euro l'anno", {ANNUAL}),
        ("€390", {ANNUAL}),
        ("390,00 €", {ANNUAL}),
        ("€ 390.0", {ANNUAL}),
        ("390 partecipanti", set()),
        ("24,96 €", set()),
        ("124,95 €", set()),
        ("1.024,95 €", set()),
        ("version 24.95.1", set()),
        ("almeno 8 caratteri", {LENGTH}),
        ("at least eight characters", {LENGTH}),
        ("almeno otto lettere", {LENGTH}),
        ("la lunghezza minima è 8", {LENGTH}),
        ("8 or more characters", {LENGTH}),
        ("minimum length: 8", {LENGTH}),
        ("8 giorni", set()),
        ("18 caratteri", set()),
        ("8,5 caratteri", set()),
        ("dopo cinque tentativi", {"signin.max_failures"}),
        ("after 5 failed attempts", {"signin.max_failures"}),
        ("15 minuti", set(WINDOW)),
        ("fifteen minutes", set(WINDOW)),
        ("write to Billing@Example.com", {"contacts.corporate_billing.email"}),
        ("write to mybilling@example.com", set()),
        ("[here](/account/contacts)", {"contacts.page"}),
        ("/account/contacts-old", set()),
    ],
)
def test_typed_facts_are_recognised(known_facts: Facts, line: str, expected: set[str]) -> None:
    """Each spelling names the facts it equals; near misses and other quantities name none."""
    assert {name for literal in literals.find(line, known_facts) for name in literal.facts} == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("24,95", 2495),
        ("1.900", 190000),
        ("1,900.00", 190000),
        ("19", 1900),
        ("19,5", 1950),
        ("1 234,50", 123450),
    ],
)
def test_amounts_are_read_in_both_notations(number: str, expected: int) -> None:
    """Commas and points are thousands or decimals by what follows them."""
    assert literals.minor_units(number) == expected


separators = st.text(st.sampled_from(" .-/()\N{NO-BREAK SPACE}"), max_size=2)


@given(st.lists(separators, min_size=9, max_size=9), st.sampled_from(["+1 ", "1", "001-", "+1", ""]))
def test_a_phone_number_is_found_however_it_is_cut(known_facts: Facts, cuts: list[str], code: str) -> None:
    """Any grouping of the digits, with any of the usual country codes, is the same number."""
    digits = "8002636317"
    text = code + "".join(digit + cut for digit, cut in zip(digits, [*cuts, ""], strict=True))
    found = [name for literal in literals.find(f"Tel. {text}!", known_facts) for name in literal.facts]
    assert found == [TOLL_FREE]


@given(
    st.integers(0, 10_000_000),
    st.sampled_from(["it", "en"]),
    st.sampled_from(["€{}", "{} €", "EUR {}", "{} euro"]),
)
def test_only_the_price_itself_is_the_price(known_facts: Facts, amount: int, lang: str, form: str) -> None:
    """Any other amount, written in either notation, is not a known price (oracle: the number itself)."""
    whole = f"{amount // 100:,}"
    written = f"{whole.replace(',', '.')},{amount % 100:02}" if lang == "it" else f"{whole}.{amount % 100:02}"
    found = {name for literal in literals.find(form.format(written), known_facts) for name in literal.facts}
    assert found == {name for name, price in ((PLUS, 2495), (ANNUAL, 39000)) if price == amount}
