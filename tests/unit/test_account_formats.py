"""Amounts, dates and texts of the account pages: both languages, both ways."""

import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.billing.api.problems import messages
from kb.billing.domain.errors import BillingDataRequired, BillingError
from kb.billing.domain.model import Card, CardFault, Mail, Receipt
from kb.billing.locale import formats
from kb.billing.locale.help_links import articles_at
from kb.billing.locale.mail import compose
from kb.billing.locale.texts import LANGUAGES, catalog, text
from kb.billing.operations.catalogue import BY_ID
from kb.billing.portal.visit import path_language, safe_path
from kb.billing.refusals import GENERAL, REFUSALS

TEMPLATES = Path("kb/billing/portal/templates")
# Refusals that a page redirects, shows at a field in words of its own, or that only operators meet.
SAID_OTHERWISE = {"not-signed-in", "password-refused", "already-settled", "already-registered"}
NOON = 1797066000  # 2026-12-12T09:00:00Z


@pytest.mark.parametrize(
    ("minor", "italian", "english"),
    [(2495, "24,95 €", "€24.95"), (0, "0,00 €", "€0.00"), (-123456, "−1.234,56 €", "−€1,234.56")],
)
def test_money_reads_as_the_language_writes_it(minor: int, italian: str, english: str) -> None:
    """Comma and trailing sign in Italian, point and leading sign in English, a real minus in both."""
    assert formats.money(minor, "it").replace("\xa0", " ") == italian
    assert formats.money(minor, "en") == english


def test_dates_read_as_the_language_writes_them() -> None:
    """Days, months, cards and changes of credit as each language has them."""
    assert formats.date(NOON, "it") == "12 dicembre 2026"
    assert formats.date(NOON, "en") == "December 12, 2026"
    assert formats.month("2026-11", "it") == "novembre 2026"
    assert formats.card_name(Card("visa", "4242", "2030-12", "accepted")) == "Visa •••• 4242"
    assert formats.expiry("2030-12") == "12/2030"
    assert formats.signed_money(100, "en") == "+€1.00"


@pytest.mark.parametrize(
    ("language", "country", "hours", "read"),
    [
        ("it", "IT", 0, "12 dicembre 2026 alle 10:00 (ora di Roma)"),
        ("en", "GB", 0, "December 12, 2026 at 9:00 AM (London time)"),
        ("en", "DE", -150 * 24, "July 15, 2026 at 11:00 AM (Berlin time)"),
        ("it", "US", 0, "12 dicembre 2026 alle 09:00 UTC"),
        ("it", "", 0, "12 dicembre 2026 alle 09:00 UTC"),
        ("it", "IT", 14, "12 dicembre 2026 alle 23:00 UTC"),
    ],
)
def test_a_moment_reads_in_the_customers_time(language: str, country: str, hours: int, read: str) -> None:
    """The country's time, summer's too; UTC where it has several, or where the day would be another."""
    assert formats.moment(NOON + hours * 3600, language, country).replace("\u202f", " ") == read


@pytest.mark.parametrize(
    ("key", "day", "said"),
    [
        ("account.suspended_since", "8 maggio 2026", "dall’8 maggio 2026"),
        ("account.renewal_refused", "11 maggio 2026", "dell’11 maggio 2026"),
        ("account.ends", "18 maggio 2026", "fino al 18 maggio 2026"),
    ],
)
def test_italian_dates_are_said_as_they_are_spoken(key: str, day: str, said: str) -> None:
    """Before the 8th and the 11th the article loses its vowel; before all other days it keeps it."""
    assert said in text("it", key, date=day)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12", 1200),
        ("€ 12,5", 1250),
        ("12 EUR", 1200),
        ("0,01", 1),
        ("12,505", None),
        ("1.000", None),
        ("1,000", None),
        ("999.000", None),
        ("€ 0,500", None),
        ("1000", 100_000),
        ("0", None),
        ("-3", None),
        ("1e5", None),
        ("dieci", None),
        ("", None),
        ("1,2,3.4", None),
        ("9999999999", None),
        ("٣", None),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_typed_amount_is_whole_cents_or_nothing(typed: str, minor: int | None, language: str) -> None:
    """Either decimal sign is understood in either language; nothing is guessed or rounded."""
    assert formats.parse_amount(typed, language) == minor


@given(st.integers(1, 10**9), st.sampled_from(LANGUAGES))
def test_what_is_shown_can_be_typed_back(minor: int, language: str) -> None:
    """An amount copied from the page into the field is the same amount."""
    assert formats.parse_amount(formats.money(minor, language), language) == minor


@given(st.text(alphabet="/\\.:?#@%a\t\n\r \u202e", max_size=12))
def test_a_safe_path_stays_on_its_origin(raw: str) -> None:
    """What is let through is a path for a browser too: one slash first, no backslash, nothing invisible."""
    path = safe_path(raw)
    assert path in ("", raw)
    assert not path or re.fullmatch(r"/(?!/)[^\\\x00-\x1f\u202e]*", path)


def test_a_path_tells_its_language() -> None:
    """An article's own, or that of the article that an account page returns to, below whichever folder."""
    root, below = articles_at(""), articles_at("https://h/help/")
    assert path_language("/it/receipts/", root) == "it"
    assert path_language("/account/plans?return=/en/change-plan/", root) == "en"
    assert path_language("/account/plans?return=/help/en/change-plan/", below) == "en"
    assert path_language("/help/it/", below) == "it"
    assert path_language("/helpful/it/", below) == ""
    assert path_language("/account", root) == ""
    assert path_language("/italian/", root) == ""
    assert path_language("//it/x", root) == ""


@pytest.mark.parametrize(
    ("host", "help_url", "expected"),
    [
        ("localhost:8000", "http://127.0.0.1:8000", ""),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/", ""),
        ("127.0.0.1:8001", "http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("pay.example", "https://help.example/", "https://help.example"),
        ("pay.example", "https://help.example/docs/help/", "https://help.example/docs/help"),
        ("help.example", "https://help.example/help", "/help"),
        ("pay.example", "", ""),
        ("pay.example", "/help/", "/help"),
    ],
)
def test_articles_on_the_same_machine_keep_the_visitors_host(host: str, help_url: str, expected: str) -> None:
    """Who came by "localhost" stays there, because the session's cookie belongs to that name."""
    name, _, port = host.partition(":")
    stand = articles_at(help_url).seen_from(name, int(port) if port else None)
    assert stand.home("it") == f"{expected}/it/"
    assert stand.article("en", "receipts") == f"{expected}/en/receipts/"
    assert stand.page(f"{stand.folder}/it/x/?a=1") == f"{expected}/it/x/?a=1"


def test_both_catalogues_say_the_same_things() -> None:
    """Every text stands in both languages with the same placeholders."""
    italian, english = (catalog(language) for language in LANGUAGES)
    assert italian.keys() == english.keys()
    names = re.compile(r"\{(\w+)\}")
    for key, said in italian.items():
        assert sorted(names.findall(said)) == sorted(names.findall(english[key])), key


def test_templates_name_only_texts_that_exist(root: Path) -> None:
    """A misspelt key would break the page on the day it is first shown."""
    named = set()
    for template in (root / TEMPLATES).glob("*.html"):
        named |= set(re.findall(r"\bt\(\"([\w.-]+)\"[,)]", template.read_text(encoding="utf-8")))
    assert len(named) > 100
    assert named <= catalog("en").keys()


def wordings(code: str) -> list[str]:
    """What a refusal's words are called: by the code, or one for each reason that a card cannot pay."""
    if code != BillingDataRequired.code:
        return [code]
    return [BillingDataRequired(1, fault).wording for fault in get_args(CardFault)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_words(language: str) -> None:
    """One table: what the API answers has title and detail; what a page can meet has its sentence."""
    titles = {f"problem.{code}.title" for code in REFUSALS}
    details = {f"problem.{name}.detail" for code in REFUSALS for name in wordings(code)}
    assert titles | details == messages(language).keys()
    shown = {kind.code for kind in refusal_classes(BillingError)} - SAID_OTHERWISE
    shown = {code for code in shown if REFUSALS[code].page == GENERAL}
    assert {f"problem.{name}" for code in shown for name in wordings(code)} <= catalog(language).keys()


def test_every_refusal_page_and_cure_exists(root: Path) -> None:
    """No refusal leads to a template or an operation that is not there."""
    assert {kind.code for kind in refusal_classes(BillingError)} <= REFUSALS.keys()
    assert all((root / TEMPLATES / refusal.page).is_file() for refusal in REFUSALS.values())
    assert {refusal.cure for refusal in REFUSALS.values() if refusal.cure} <= BY_ID.keys()


def refusal_classes(base: type[BillingError]) -> list[type[BillingError]]:
    """All refusals of the domain."""
    return [each for kind in base.__subclasses__() for each in (kind, *refusal_classes(kind))]


def receipt(**given: int) -> Receipt:
    """A receipt of a plan change."""
    amounts = {"price": 6900, "unused": 1000, "credit_applied": 1000, "charged": 5900, "credit_after": 0}
    return Receipt(
        "R-1",
        1,
        NOON,
        "plan_change",
        "team-m",
        **(amounts | given),
        period_start=NOON,
        period_end=NOON,
        card_brand="visa",
        card_last4="4242",
    )


def test_a_receipt_mail_says_what_was_charged_in_the_accounts_language() -> None:
    """Number in the subject; price, credit and charge in the body; where all receipts are."""
    mail = Mail(1, 1, "a@example.com", NOON, "receipt_plan_change", "R-1", "it")
    letter = compose(mail, receipt())
    assert letter.subject == "Ricevuta R-1: ora hai Team"
    body = letter.text.replace("\xa0", " ")
    assert all(
        part in body for part in ("69,00 €", "−10,00 €", "59,00 €", "12 dicembre 2026", "Il mio account")
    )
    assert "Visa •••• 4242" in body
    assert "Credito applicato" not in compose(mail, receipt(credit_applied=0)).text


def test_a_password_mail_says_when_and_what_to_do() -> None:
    """The customer learns of a change that somebody else made."""
    letter = compose(Mail(1, 1, "a@example.com", NOON, "password_changed", None, "en"), None)
    assert letter.subject == "Your password was changed"
    assert "December 12, 2026 at 9:00\N{NARROW NO-BREAK SPACE}AM UTC" in letter.text
    assert "contact support" in letter.text
