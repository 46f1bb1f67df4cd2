"""The panel's HTML as the site builds it, for hosts with and without account pages."""

from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from kb.billing.facts import facts
from kb.content.operations import load as load_operations
from kb.strings import text


def panel(root: Path, account_url: str, *operations: str, language: str = "it") -> BeautifulSoup:
    """Render the partial as an article's page does."""
    env = Environment(loader=FileSystemLoader(root / "site/overrides"), autoescape=True)
    env.filters["url"] = str
    kb = SimpleNamespace(
        actions=operations,
        account_url=account_url,
        page_path="/it/x/",
        ui_lang=language,
        ui_lang_attribute="",
        contacts_url="it/contacts/",
        facts={name: fact["value"] for name, fact in facts().items()},
        operations=load_operations(root / "content"),
        t=partial(text, language),
    )
    page = SimpleNamespace(url="it/x/")
    return BeautifulSoup(env.get_template("partials/kb-panel.html").render(kb=kb, page=page), "html.parser")


def test_each_action_is_one_plain_link(root: Path) -> None:
    """The button's name is the service's own label; the way back is in the address; nothing needs scripts."""
    found = panel(root, "/account", "turnOffRenewal", "listReceipts")
    links = [(link.get_text(), link["href"]) for link in found.select("a.kb-button")]
    assert links == [
        ("Disattiva il rinnovo", "/account/go/turnOffRenewal?return=/it/x/"),
        ("Ricevute", "/account/go/listReceipts?return=/it/x/"),
    ]
    assert [note["id"] for note in found.select(".kb-panel__done")] == [
        "done-turnOffRenewal",
        "done-listReceipts",
    ]


def test_the_words_are_the_services_own(root: Path) -> None:
    """Consequence and button come from the service's catalogue of operations, in the reader's language."""
    found = panel(root, "/account", "turnOffRenewal", language="en")
    own = load_operations(root / "content")["turnOffRenewal"]
    assert found.select_one(".kb-panel__what").get_text() == own.consequence("en") != ""
    assert found.select_one("a.kb-button").get_text() == own.label("en") == "Turn off renewal"
    assert found.select_one("[data-kb-action]")["data-kb-action"] == "turnOffRenewal"


def test_without_account_pages_only_contacts_stand(root: Path) -> None:
    """A static host with no service shows whom to ask, and no link that leads nowhere."""
    found = panel(root, "", "turnOffRenewal")
    assert [link["href"] for link in found.select("a")] == [
        "tel:+18002636317",
        "tel:+18056177000",
        "it/contacts/",
    ]
    assert found.select_one("[data-kb-panel]") is None


def test_an_action_of_tomorrow_has_a_panel_too(root: Path) -> None:
    """An operation that the texts do not know yet gets general words instead of an error."""
    found = panel(root, "/account", "sendPostcard", language="en")
    assert found.select_one("a.kb-button").get_text() == "Open the account pages"


@pytest.mark.parametrize("url", ["https://pay.example/account", "/pay/account"])
def test_the_account_pages_may_stand_elsewhere(root: Path, url: str) -> None:
    """The links go where `extra.account_url` says."""
    found = panel(root, url, "changePlan")
    assert found.select_one("a.kb-button")["href"] == f"{url}/go/changePlan?return=/it/x/"
    assert found.section["data-kb-panel"] == f"{url}/state?lang=it&operations=changePlan"
