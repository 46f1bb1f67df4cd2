"""When an account page breaks for an unforeseen reason: here a table is gone from the database file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from stub import Customer, Stub, running_stub

from kb.billing.locale.texts import text

PHONE = "tel:+18056177000"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file with one customer each who reads Italian and English."""
    file = tmp_path / "billing.db"
    with running_stub(file) as stub:
        stub.reset()
        for language in ("it", "en"):
            stub.customer("pro-m", email=f"{language}@example.com", language=language)
    return file


@contextmanager
def without(database: Path, table: str) -> Iterator[Stub]:
    """The service over the file from which somebody took a table while it ran: it does not start without."""
    with running_stub(database) as stub:
        assert stub.sql
        stub.sql.execute(f"ALTER TABLE {table} RENAME TO gone")
        yield stub


def signed_in(stub: Stub, language: str) -> Customer:
    customer = stub.browser(f"{language}@example.com")
    assert customer.sign_in().status_code == 201
    return customer


def is_broken_page(answer: httpx.Response, language: str) -> None:
    """A whole page in the reader's language, with contacts and the strict policy, nothing of our inside."""
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"].startswith("default-src 'self'; base-uri 'none'")
    assert answer.headers["cache-control"] == "no-store"
    assert f'<html lang="{language}">' in answer.text
    assert text(language, "problem.broken_title") in answer.text
    assert PHONE in answer.text
    assert 'href="/account/contacts"' in answer.text
    for inside in ("Traceback", "sqlite", "no such table", "Error", "journal"):
        assert inside not in answer.text


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_broken_page_speaks_the_customers_language(database: Path, language: str) -> None:
    """Their account's, whatever the browser prefers; the other pages and the API go on as before."""
    with without(database, "receipt") as stub:
        customer = signed_in(stub, language)
        other = {"it": "en", "en": "it"}[language]
        answer = customer.http.get("/account/receipts?cursor=9", headers={"Accept-Language": other})
        is_broken_page(answer, language)
        assert 'href="/account/receipts?cursor=9"' in answer.text
        assert customer.http.get("/account/contacts").status_code == 200
        problem = customer.get("/receipts")
        assert (problem.status_code, problem.json()["code"]) == (500, "internal")


def test_who_sent_a_form_is_told_to_look_before_sending_again(database: Path) -> None:
    """Nobody knows whether it was done; the page offers no button that would do it again."""
    with without(database, "refund_request") as stub:
        customer = signed_in(stub, "en")
        csrf = {"csrf": customer.csrf, "amount": "1", "key": "k"}
        answer = customer.http.post("/account/refund", data=csrf)
        is_broken_page(answer, "en")
        assert text("en", "problem.broken_sent") in answer.text
        assert f">{text('en', 'problem.broken_again')}<" not in answer.text


def test_a_page_breaks_kindly_when_nobody_can_tell_whose_it_is(database: Path) -> None:
    """The sessions themselves are gone: the link's language, else the browser's; scripts get JSON."""
    with without(database, "session") as stub:
        stub.http.cookies.set("kb_session", "x")
        is_broken_page(stub.http.get("/account", headers={"Accept-Language": "it"}), "it")
        is_broken_page(stub.http.get("/account/plans?lang=en", headers={"Accept-Language": "it"}), "en")
        answer = stub.http.get("/account/state?operations=changePlan")
        assert (answer.status_code, answer.json()["code"]) == (500, "internal")
