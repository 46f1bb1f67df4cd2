"""From the article to the action and back: service up, stopped, slow or absent; scripts on or off."""

import functools
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from account_pages import LANGUAGES, Visitor, words
from keyboard import fill, press, tab_to
from playwright.sync_api import Page, Request, expect
from waiting import follow

from kb.billing.datasets import DEMO_PASSWORD
from kb.billing.locale.formats import date
from kb.strings import text

ARTICLE = "cancel-subscription"
PERIOD_END = 1797066000  # 2026-12-12T09:00:00Z, the demo customers' next billing date
CONTACTS_WITHIN_MS = 4000  # two seconds, and as much again for a busy machine


@pytest.fixture(scope="module")
def server(run_kb_server: Callable[..., Any]) -> Iterator[Any]:
    """A help center of this module's own: its tests change the demo customers."""
    with run_kb_server() as running:
        yield running


def article(language: str) -> str:
    """The article's path."""
    return f"/{language}/{ARTICLE}/"


def asked(page: Page) -> list[str]:
    """Collect the requests for the account's state."""
    found: list[str] = []

    def note(request: Request) -> None:
        if "/account/state" in request.url:
            found.append(request.url)

    page.on("request", note)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_cancel_from_the_article_by_keyboard(server: Any, page: Page, language: str) -> None:
    """Article > button > sign in > consequences with the date > Confirm > the article with its result."""
    visitor = Visitor(server.url, language, "active")
    requests = asked(page)
    page.goto(server.url + article(language))
    assert requests == []
    press(page, visitor.t("label.turn_off_renewal"))
    fill(page, visitor.t("field.email"), visitor.email)
    fill(page, visitor.t("field.password"), DEMO_PASSWORD)
    press(page, visitor.t("label.sign_in"))
    assert words(page, "h1") == visitor.t("label.turn_off_renewal")
    assert date(PERIOD_END, language) in words(page)
    press(page, visitor.t("label.confirm"))
    result = page.locator("#done-turnOffRenewal")
    expect(result).to_have_text(visitor.t("done.turnOffRenewal", date=date(PERIOD_END, language)))
    expect(result).to_be_focused()
    assert page.url == server.url + article(language), "the result is not told again to who reloads or shares"
    page.reload()
    expect(page.locator("[data-kb-now]")).to_contain_text(  # the year's charges follow: golden/panels.json
        visitor.t("state.off", plan="Pro", date=date(PERIOD_END, language))
    )
    expect(result).to_be_hidden()
    offered = page.locator(".kb-panel__offer a")
    expect(offered).to_have_text(visitor.t("label.turn_on_renewal"))
    assert "/go/turnOnRenewal?return=" in (offered.get_attribute("href") or "")
    expect(page.locator("[data-kb-stranger]")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_signed_in_visitor_sees_quotes_on_the_article(server: Any, page: Page, language: str) -> None:
    """The article about changing plan shows what each plan costs this customer today."""
    visitor = Visitor(server.url, language, "credit")
    visitor.sign_in(page)
    page.goto(f"{server.url}/{language}/change-plan/")
    now = page.locator("[data-kb-now=changePlan]")
    expect(now).to_contain_text("Pro ")
    expect(now).to_contain_text("€")
    expect(now).to_contain_text(visitor.t("state.quotes", plan="Starter", quotes="")[:20])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_corporate_customer_sees_the_contact(server: Any, page: Page, language: str) -> None:
    """The panel of an action that Corporate customers cannot do names the corporate billing center."""
    visitor = Visitor(server.url, language, "corporate")
    visitor.sign_in(page)
    page.goto(server.url + article(language))
    expect(page.locator("[data-kb-now]")).to_contain_text("+1 805 555 0100")
    expect(page.locator(".kb-panel__offer a")).to_have_text(visitor.t("contacts.corporate"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_actions_never_offer_the_same_twice(server: Any, page: Page, language: str) -> None:
    """Whose card is refused is asked to update it once, first, by the one main button of the panel."""
    visitor = Visitor(server.url, language, "refused-card")
    visitor.sign_in(page)
    page.goto(f"{server.url}/{language}/monthly-or-annual/")
    offers = page.locator(".kb-panel__offer a:visible")
    card, plans, change = (
        visitor.t(f"label.{name}") for name in ("update_billing_data", "see_price", "change_plan")
    )
    expect(offers).to_have_text([card, plans, change])
    expect(page.locator(".kb-panel__offer .kb-button--primary")).to_have_text(card)


@pytest.mark.parametrize(
    ("state", "name", "shown"),
    [
        ("", "cancel-subscription", ["stranger"]),
        ("active", "cancel-subscription", ["customer"]),
        ("corporate", "cancel-subscription", []),
        ("", "receipts", []),
        ("active", "receipts", []),
    ],
)
def test_who_has_something_to_confirm_reads_that_they_will_be_asked(
    server: Any, page: Page, state: str, name: str, shown: list[str]
) -> None:
    """Where the button opens a page to be read there is nothing to confirm, and no word of it."""
    if state:
        Visitor(server.url, "it", state).sign_in(page)
    page.goto(f"{server.url}/it/{name}/")
    if state:
        expect(page.locator("[data-kb-now]")).to_be_visible()
    notes = page.locator(".kb-panel__safe")
    expect(notes.filter(visible=True)).to_have_count(len(shown))
    for who in shown:
        expect(page.locator(f"[data-kb-{who}]")).to_be_visible()


def test_a_forged_result_is_taken_back(server: Any, page: Page) -> None:
    """A link with ?done= does not make the article claim what the account does not bear out."""
    visitor = Visitor(server.url, "it", "refused-card")
    visitor.sign_in(page)
    page.goto(f"{server.url}{article('it')}?done=turnOffRenewal#done-turnOffRenewal")
    expect(page.locator("[data-kb-now]")).to_be_visible()
    expect(page.locator("#done-turnOffRenewal")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_way_is_the_same(server: Any, new_page: Any, language: str) -> None:
    """With scripts off the panel's link works, and the article says that one is back."""
    page = new_page(java_script_enabled=False)
    visitor = Visitor(server.url, language, "refused-card")
    page.goto(server.url + article(language))
    follow(page.get_by_role("link", name=visitor.t("label.turn_off_renewal"), exact=True))
    page.fill("#email", visitor.email)
    page.fill("#password", DEMO_PASSWORD)
    follow(page.get_by_role("main").get_by_role("button"))
    follow(page.get_by_role("button", name=visitor.t("label.confirm")))
    assert page.url.startswith(f"{server.url}{article(language)}?done=turnOffRenewal")
    assert page.locator("#done-turnOffRenewal").is_visible()


@pytest.mark.allow_console("ERR_CONNECTION_REFUSED")
def test_with_the_service_stopped_contacts_show(run_kb_server: Callable[..., Any], new_page: Any) -> None:
    """When the service has gone, reaching for the button says so within 2 s, with contacts and no spinner."""
    pages = {language: new_page() for language in LANGUAGES}
    with run_kb_server() as server:
        for language, page in pages.items():
            page.goto(server.url + article(language))
    for language, page in pages.items():
        tab_to(page, Visitor(server.url, language, "active").t("label.turn_off_renewal"))
        away = page.locator("[data-kb-away]")
        expect(away).to_have_text(text(language, "action.away"), timeout=CONTACTS_WITHIN_MS)
        assert "+1 805 617 7000" in words(page, ".kb-panel")
        assert page.get_by_role("link", name=text(language, "action.all_contacts")).is_visible()


@pytest.mark.parametrize("answer", ["slow", "broken"])
@pytest.mark.allow_console("status of 500")
def test_a_slow_or_broken_service_is_as_good_as_none(server: Any, page: Page, answer: str) -> None:
    """After 1.5 s without an answer, or with a senseless one, the panel shows contacts; the link stays."""

    def spoil(route: Any) -> None:
        if answer == "broken":
            route.fulfill(status=500, body="no")

    page.route("**/account/state*", spoil)
    page.goto(f"{server.url}{article('it')}?done=turnOffRenewal")
    expect(page.locator("[data-kb-away]")).to_be_visible(timeout=CONTACTS_WITHIN_MS)
    assert page.get_by_role("link", name="Disattiva il rinnovo", exact=True).is_visible()
    assert page.locator("[aria-busy=true]").count() == 0


def test_a_service_elsewhere_gets_a_link_and_no_questions(server: Any, page: Page) -> None:
    """With account pages on another host the panel asks nothing: the page's policy forbids it."""

    def move(route: Any) -> None:
        response = route.fetch()
        moved = response.text().replace('"/account', '"https://account.example.com/account')
        route.fulfill(response=response, body=moved)

    page.route(f"**{article('it')}*", move)
    page.goto(f"{server.url}{article('it')}?done=turnOffRenewal")
    button = page.locator(".kb-panel a.kb-button")
    button.focus()
    button.hover()
    page.wait_for_timeout(300)
    assert str(button.get_attribute("href")).startswith(
        "https://account.example.com/account/go/turnOffRenewal"
    )
    assert page.locator("[data-kb-away]").is_hidden()


@pytest.fixture
def plain_server(server: Any, root: Path) -> Iterator[str]:
    """The built site on a plain file server: no search API, no account pages."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=root / "build/site")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as plain:
        threading.Thread(target=plain.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{plain.server_address[1]}"
        plain.shutdown()


def test_a_plain_file_server_shows_every_panel_complete(plain_server: str, page: Page, root: Path) -> None:
    """Without any service each article is whole and asks for nothing: no console error, no failed request."""
    failed: list[str] = []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    for language in LANGUAGES:
        for path in sorted((root / "content" / language).glob("*.md")):
            if "actions:" in path.read_text(encoding="utf-8"):
                page.goto(f"{plain_server}/{language}/{path.stem}/")
                assert page.locator(".kb-panel a.kb-button").count() >= 1
                assert "+1 805 617 7000" in words(page, ".kb-panel__help")
    assert failed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_panel(server: Any, new_page: Any, faults: Any, language: str) -> None:
    """The panel in each of its states passes axe in both schemes and widths."""
    page = new_page(reduced_motion="reduce")
    Visitor(server.url, language, "suspended").sign_in(page)
    found = []
    for query in ("", "?done=turnOffRenewal#done-turnOffRenewal"):
        page.goto(f"{server.url}/{language}/credit-balance/{query}")
        expect(page.locator("[data-kb-now]").first).to_be_visible()
        found += faults(page)
    assert found == []
