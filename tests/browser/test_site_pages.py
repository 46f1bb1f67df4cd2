"""Every kind of page as a visitor meets it: accessible, light, in its language, whole without scripts."""

import gzip
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from account_pages import Visitor
from playwright.sync_api import Page, expect
from search_ui import fetched

PAGES = {
    "home": ("/it/", "/en/"),
    "article": ("/it/cancel-subscription/", "/en/cancel-subscription/"),
    "guide": ("/it/update-card/", "/en/update-card/"),
    "video": ("/it/video-turn-off-renewal/", "/en/video-turn-off-renewal/"),
    "category": ("/it/argomenti/billing/", "/en/topics/billing/"),
    "cards": ("/it/argomenti/payments/", "/en/topics/payments/"),
    "results": ("/it/cerca/", "/en/search/"),
    "not-found": ("/it/non-esiste/", "/en/missing/"),
}
ADDRESSES = [address for pair in PAGES.values() for address in pair]
ARTICLE = "/it/cancel-subscription/"


@pytest.mark.allow_console("404")
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(
    kb_server: Any, new_page: Callable[..., Page], faults: Callable[..., list[str]], address: str
) -> None:
    """WCAG 2.2 AA by axe, light and dark, wide and narrow; 320 pixels need no second scroll direction."""
    page = new_page(reduced_motion="reduce")
    page.goto(kb_server.url + address)
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("state", ["", "credit"])
@pytest.mark.parametrize("address", [ARTICLE, "/en/cancel-subscription/", "/it/video-turn-off-renewal/"])
def test_an_article_costs_at_most_8_requests_and_70_kb(
    kb_server: Any, page: Page, address: str, state: str
) -> None:
    """All that a first visit fetches, compressed, signed in too; search is not in it before it is used."""
    if state:
        Visitor(kb_server.url, "it", state).sign_in(page)
    asked = fetched(page, kb_server.url + address)
    size = sum(len(gzip.compress(page.request.get(url).body())) for url in asked)
    assert len(asked) <= 8
    assert any("/account/state" in url for url in asked) is bool(state)
    assert size <= 70_000
    assert not [url for url in asked if "/_search/" in url or "/search." in url]


def test_nothing_is_kept_about_a_reader(kb_server: Any, page: Page) -> None:
    """The pages of the help center set no cookie and store nothing by being read."""
    for address in (ADDRESSES[0], ARTICLE, "/it/argomenti/billing/"):
        page.goto(kb_server.url + address)
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage)") == []


def test_every_page_on_a_plain_file_server_is_complete(
    static_url: str, new_page: Callable[..., Page]
) -> None:
    """No service and no server logic: each page shows its heading, and no error reaches the console."""
    page = new_page()
    for address in (address for address in ADDRESSES if address not in PAGES["not-found"]):
        page.goto(static_url + address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.wait_for_load_state("networkidle")


def test_the_languages_of_a_page_point_at_each_other(kb_server: Any, page: Page) -> None:
    """Head and sitemap name the same absolute addresses; the switch leads to the same article."""
    page.goto(kb_server.url + ARTICLE)
    in_head = {
        link.get_attribute("hreflang"): link.get_attribute("href")
        for link in page.locator("head link[rel=alternate][hreflang]").all()
    }
    canonical = page.locator("head link[rel=canonical]").get_attribute("href")
    assert in_head["it"] == canonical
    assert in_head["x-default"] == in_head["it"] != in_head["en"]
    root = ElementTree.fromstring(page.request.get(f"{kb_server.url}/sitemap.xml").text())
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entry = next(
        url for url in root.iterfind("s:url", names) if url.findtext("s:loc", "", names) == canonical
    )
    assert {link.get("hreflang"): link.get("href") for link in entry.iterfind("x:link", names)} == in_head
    page.goto(f"{kb_server.url}{ARTICLE}#{'quando-il-periodo-finisce'}")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{kb_server.url}/en/cancel-subscription/#when-the-period-ends")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(
    ("locale", "goes"), [("it-IT", "/it/"), ("en-US", "/en/"), ("de-DE", "/"), ("it-CH", "/it/")]
)
def test_the_door_takes_visitors_to_their_language(
    kb_server: Any, new_page: Callable[..., Page], locale: str, goes: str
) -> None:
    """By the browser's languages; who has none of ours chooses, and every language is one plain link."""
    page = new_page(locale=locale)
    page.goto(kb_server.url + "/")
    expect(page).to_have_url(kb_server.url + goes)
    if goes == "/":
        expect(page.get_by_role("link", name="Italiano")).to_be_visible()
        expect(page.get_by_role("link", name="English")).to_be_visible()


def test_a_chosen_language_is_remembered(kb_server: Any, new_page: Callable[..., Page]) -> None:
    """The choice outlives the browser's languages."""
    page = new_page(locale="it-IT")
    page.goto(kb_server.url + ARTICLE)
    page.get_by_role("link", name="English").click()
    page.goto(kb_server.url + "/")
    expect(page).to_have_url(f"{kb_server.url}/en/")


@pytest.mark.allow_console("404")
@pytest.mark.parametrize(
    ("address", "lang", "words"),
    [
        ("/it/annullare-il-piano.html", "it", "annullare il piano"),
        ("/en/change_plan/", "en", "change plan"),
        ("/it/billing/", "it", "Fatturazione e annullamento"),
        ("/en/old/billing", "en", "Billing and cancellation"),
        ("/old/perch%C3%A9-pago/x", "en", "old perché pago x"),
        ("/it/%3Cimg%20src=x%20onerror=alert(1)%3E", "it", "<img src=x onerror=alert(1)>"),
        ("/it/%E0%A4%A/", "it", "%E0%A4%A"),
    ],
)
def test_a_lost_visitor_gets_a_search_with_the_words_of_the_address(
    kb_server: Any, page: Page, address: str, lang: str, words: str
) -> None:
    """In the language of the address, else the browser's; a topic's id reads as its title; all stays text."""
    response = page.goto(kb_server.url + address)
    assert response
    assert response.status == 404
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("input[name=q]:visible")).to_have_value(words)
    expect(page.locator("section[data-kb-lost]:visible")).to_have_count(1)
    expect(page.locator(".kb-brand")).to_have_text("Centro assistenza" if lang == "it" else "Help center")


def test_without_scripts_articles_and_search_still_work(
    kb_server: Any, new_page: Callable[..., Page]
) -> None:
    """The answer is in the page, the header's form leads to results, and all questions are listed."""
    page = new_page(java_script_enabled=False)
    page.goto(kb_server.url + ARTICLE)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".kb-feedback")).to_be_hidden()
    field = page.locator("header input[name=q]")
    field.fill("password")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/it/cerca/\?q=password"))
    page.goto(kb_server.url + "/it/cerca/")
    expect(page.locator("#kb-az a[href='../change-password/']")).to_be_visible()


def test_the_appearance_is_chosen_once_and_there_before_the_first_paint(kb_server: Any, page: Page) -> None:
    """The button turns dark on, every page keeps it, and what the system says needs no memory."""
    page.emulate_media(color_scheme="light")
    page.goto(kb_server.url + ARTICLE)
    button = page.locator("[data-kb-theme]")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => window.early = document.documentElement.dataset.theme)"
    )
    page.goto(kb_server.url + "/it/")
    assert page.evaluate("window.early") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.locator("[data-kb-theme]").click()
    assert page.evaluate("localStorage.getItem('kb.theme')") is None


def test_a_category_page_lists_its_questions_and_holds_every_answer(kb_server: Any, page: Page) -> None:
    """As the first help page had it: the list on top, each question an anchor, all answers below."""
    page.goto(f"{kb_server.url}/it/argomenti/billing/")
    links = page.locator(".kb-contents a")
    answers = page.locator(".kb-answer")
    assert links.count() == answers.count() >= 8
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))
    for index in range(links.count()):
        anchor = (links.nth(index).get_attribute("href") or "").removeprefix("#")
        assert page.locator(f"#{anchor}").inner_text() == links.nth(index).inner_text()
        assert len(answers.nth(index).inner_text()) > 200
    broken = page.evaluate(
        """() => [...document.querySelectorAll('main a[href]')].map(link => link.href)
            .filter(href => href.startsWith(location.href.split('#')[0] + '#'))
            .filter(href => !document.getElementById(href.split('#')[1]))"""
    )
    assert broken == []


def test_structured_data_says_what_the_page_says(kb_server: Any, page: Page) -> None:
    """FAQPage with the questions and answers as a reader sees them: facts filled in, no markup."""
    page.goto(f"{kb_server.url}/it/argomenti/billing/")
    data = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")
    asked = data["@graph"][0]["mainEntity"]
    assert [one["name"] for one in asked] == page.locator(".kb-answer > h2").all_inner_texts()
    answers = " ".join(one["acceptedAnswer"]["text"] for one in asked)
    assert "1 800 263 6317" in answers.replace("\N{NO-BREAK SPACE}", " ")
    assert not re.search(r"\{\{|<[a-z]", answers)


def test_the_browser_is_told_how_to_search_the_site(kb_server: Any, page: Page) -> None:
    """The OpenSearch description of the page's language leads to that language's results page."""
    page.goto(kb_server.url + ARTICLE)
    href = page.evaluate("document.querySelector('link[rel=search]').href")
    made = page.request.get(href)
    assert made.ok
    assert "/it/cerca/?q={searchTerms}" in made.text()


def test_a_whole_topic_is_printed(kb_server: Any, page: Page) -> None:
    """A button prints it: every answer of the topic in full, without what only a screen can follow."""
    page.add_init_script("window.print = () => (window.printed = true)")
    page.goto(f"{kb_server.url}/it/argomenti/billing/")
    page.get_by_role("button", name="Stampa tutte le risposte").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print", color_scheme="dark")
    answers = page.locator(".kb-answer")
    assert answers.count() == page.locator(".kb-contents li").count() == 8
    assert all(answer.inner_text().count("\n") > 3 for answer in answers.all())
    expect(page.locator(".kb-answer__links, [data-kb-print]").filter(visible=True)).to_have_count(0)
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_the_feed_of_new_answers_is_found_and_read(kb_server: Any, page: Page) -> None:
    """Each language's pages name its feed; every entry leads to an answer in that language."""
    for lang in ("it", "en"):
        page.goto(f"{kb_server.url}/{lang}/receipts/")
        link = page.locator("head link[type='application/atom+xml']").get_attribute("href") or ""
        feed = page.request.get(urljoin(page.url, link))
        root = ElementTree.fromstring(feed.text())
        names = {"a": "http://www.w3.org/2005/Atom"}
        ids = [each.text or "" for each in root.findall("a:entry/a:id", names)]
        assert len(ids) == 30
        assert all(page.request.get(kb_server.url + urlsplit(each).path).ok for each in ids[:3])
        assert {urlsplit(each).path.split("/")[1] for each in ids} == {lang}


def test_a_printed_answer_is_the_answer(kb_server: Any, page: Page) -> None:
    """No navigation, no forms; the text and its title stay, and below them where they are from."""
    page.goto(kb_server.url + ARTICLE)
    expect(page.locator(".kb-address")).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".kb-header", ".kb-footer", ".kb-feedback", ".kb-related"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    for part in page.locator(".kb-prose").all():
        expect(part).to_be_visible()
    expect(page.locator(".kb-address")).to_have_text(re.compile(rf"^https://.*{ARTICLE}$"))
    expect(page.locator(".kb-address")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_visitors_who_ask_for_less_motion_get_none(kb_server: Any, new_page: Callable[..., Page]) -> None:
    """No transition lasts, no scrolling glides."""
    page = new_page(reduced_motion="reduce")
    page.goto(kb_server.url + "/it/")
    slow = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(element => {
            const style = getComputedStyle(element);
            return style.transitionDuration.split(',').some(time => parseFloat(time) > 0)
                || (style.animationName !== 'none' && parseFloat(style.animationDuration) > 0)
                || style.scrollBehavior === 'smooth'; }).map(element => element.className)"""
    )
    assert slow == []


def test_in_forced_colours_every_control_keeps_an_edge(kb_server: Any, new_page: Callable[..., Page]) -> None:
    """Where backgrounds vanish, buttons and cards are still seen as such."""
    page = new_page(forced_colors="active")
    page.goto(kb_server.url + ARTICLE)
    bare = page.evaluate(
        """() => [...document.querySelectorAll('button, .kb-button, .kb-card')]
            .filter(element => element.offsetParent && getComputedStyle(element).borderTopWidth === '0px')
            .map(element => element.className)"""
    )
    assert bare == []


def test_focus_is_visible_and_the_first_stop_skips_to_the_content(kb_server: Any, page: Page) -> None:
    """One Tab and Enter reach the content; whatever has the focus shows an outline."""
    page.goto(kb_server.url + ARTICLE)
    page.keyboard.press("Tab")
    expect(page.locator(".kb-skip")).to_be_focused()
    expect(page.locator(".kb-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
