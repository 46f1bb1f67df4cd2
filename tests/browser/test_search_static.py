"""Search on a plain file server, in a folder of the host, over articles as hostile as text can be."""

import re
from collections.abc import Callable, Iterator

import pytest
import yaml
from playwright.sync_api import Page, expect
from search_ui import Dialog, visit
from static_host import static_host

from kb.site.build import build

CONFIG = {
    "site_name": "Shop",
    "site_url": "https://shop.example/help/",
    "site_dir": "host/help",
    "theme": {"name": "material"},
    "plugins": [{"kb": {"default_language": "en"}}],
}
ARTICLE = """---
id: {id}
title: {title}
summary: {summary}
kind: faq
category: money
updated: 2026-11-23
---
{body}
"""
CATEGORIES = """
- id: money
  en: {title: "<i>Money</i> & more", summary: All of it.}
  it: {title: Soldi, summary: Tutto.}
  de: {title: Geld, summary: Alles.}
"""
TITLE = "<img src=x onerror=alert(1)> & \u202epiano\u202c 𝒳🧾 voucher"
PAGES = {
    "categories.yml": CATEGORIES,
    "en/index.md": "# Welcome\n\nRead on.\n",
    "en/hostile.md": ARTICLE.format(
        id="hostile",
        title=yaml.safe_dump(TITLE, allow_unicode=True).split("\n...")[0].strip(),
        summary="'</p><script>alert(1)</script> voucher'",
        body='Text 🧾🧾.\n\n## A `<b>` & "quoted" heading\n\nThe coupon & `<script>alert(2)</script>`.',
    ),
    "it/index.md": "# Benvenuti\n\nLeggi.\n",
    "it/buono.md": ARTICLE.format(id="buono", title="Il buono", summary="Vale poco.", body="Il buono scade."),
    "de/index.md": "# Willkommen\n\nLies weiter.\n",
    "de/drucker.md": ARTICLE.format(
        id="drucker", title="Der Drucker", summary="Kabel.", body="Mit dem Kabel."
    ),
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of somebody's help center in the folder /help/ of a host without any service."""
    folder = tmp_path_factory.mktemp("shop")
    for path, text in PAGES.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG), encoding="utf-8")
    build(folder / "mkdocs.yml")
    with static_host(folder / "host") as address:
        yield f"{address}/help"


def elements(page: Page) -> int:
    """How many elements there are that no title may bring."""
    return page.locator("main img, dialog img, main i, dialog i, main b, dialog b, main script").count()


def test_hostile_titles_and_passages_are_text_in_the_dialog(shop: str, page: Page) -> None:
    """Titles, passages, headings and topics are shown letter by letter; marks count whole characters."""
    dialog = visit(page, shop + "/en/")
    dialog.open()
    before = elements(page)
    dialog.ask("voucher")
    title = dialog.options.first.locator(".kb-hit__title")
    expect(title).to_have_text(TITLE)
    expect(title.locator("mark")).to_have_text("voucher")
    expect(dialog.options.first.locator(".kb-hit__meta")).to_contain_text("<i>Money</i> & more")
    dialog.ask("coupon", state="unsure")
    expect(dialog.root.locator(".kb-hit__section")).to_have_text('A <b> & "quoted" heading')
    expect(dialog.options.first.locator(".kb-hit__excerpt")).to_contain_text("<script>alert(2)</script>")
    assert elements(page) == before


def test_hostile_titles_are_text_on_the_results_page(shop: str, page: Page) -> None:
    """The same on the page, whose links stay inside the folder."""
    page.goto(shop + "/en/search/?q=voucher")
    hit = page.locator("li.kb-hit").first
    expect(hit.get_by_role("heading")).to_have_text(TITLE)
    expect(hit.get_by_role("heading").get_by_role("link")).to_have_attribute("href", "/help/en/hostile/")
    assert elements(page) == 0


def test_a_hit_in_a_folder_of_the_host_is_reached(shop: str, page: Page) -> None:
    """Addresses hold for a site that does not live at the host's root."""
    dialog = visit(page, shop + "/en/")
    dialog.open()
    dialog.ask("voucher")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/en/hostile/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_a_language_without_texts_of_its_own_says_which_it_speaks(shop: str, page: Page) -> None:
    """A German page has an English dialog marked as such; its hits are marked as German."""
    page.goto(shop + "/de/")
    dialog = Dialog(page)
    expect(dialog.root).to_have_attribute("lang", "en")
    dialog.open()
    dialog.ask("drucker")
    hit = dialog.options.first
    expect(hit).to_have_attribute("lang", "de")
    dialog.ask("voucher")
    expect(hit).not_to_have_attribute("lang", re.compile(""))
    expect(hit.locator(".kb-hit__meta")).to_contain_text("English")


def test_without_scripts_and_server_the_page_lists_every_question(
    shop: str, new_page: Callable[..., Page]
) -> None:
    """The form's address answers with all questions and says why."""
    page = new_page(java_script_enabled=False)
    page.goto(shop + "/en/search/?q=voucher")
    expect(page.get_by_role("link", name="voucher")).to_be_visible()
    expect(page.locator("noscript .kb-note")).to_be_visible()
