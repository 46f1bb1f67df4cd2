"""A static host's pages tell a collector what was searched, where the settings name one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Page, expect
from search_ui import requested, visit
from serving import serving
from small_sites import CATEGORIES, article, site
from starlette.responses import PlainTextResponse
from static_host import static_host

import search
from kb.gaps.store import SearchLog
from kb.site.build import build
from kb.web.app import create_app
from kb.web.engines import on_disk

WAIT_SECONDS = 15
PAGES = {
    "categories.yml": CATEGORIES,
    "en/cactus.md": article("cactus", "Watering a cactus", more="slug: thirsty-plants\n"),
    "en/roses.md": article("roses", "Cutting roses"),
}
REFUSALS = {"doNotTrack": "'1'", "globalPrivacyControl": "true"}
pytestmark = pytest.mark.allow_console("request left the origin: http://127.0.0.1")


@dataclass(frozen=True)
class Told:
    """A site on a plain file server, and the log of the collector that it names."""

    url: str
    log: SearchLog

    def rows(self, count: int) -> list[tuple[object, ...]]:
        """What the collector holds, once it is so many rows."""
        end = monotonic() + WAIT_SECONDS
        while len(found := list(self.log.all())) < count and monotonic() < end:
            sleep(0.02)
        return sorted((each.query, each.found, each.confident, each.followed, each.kind) for each in found)


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The collector's log, and the address of a site that names the collector."""
    folder = tmp_path_factory.mktemp("told")
    search.build(folder / "index" / "en", "en", [search.Document("a", "en", "/en/a/", "Cactus refund")])
    log = SearchLog(folder / "searches.db")
    app = create_app(folder, on_disk(folder / "index"), PlainTextResponse(""), searches=log)
    with serving(app) as collector:
        own = {"default_language": "en", "search_log_url": f"{collector.base_url}/api/searches"}
        build(site(folder / "set", PAGES, plugins=[{"kb": own}]))
        with static_host(folder / "set/public") as address:
            yield folder / "searches.db", address
    log.close()


@pytest.fixture
def told(hosts: tuple[Path, str]) -> Iterator[Told]:
    """The site that names the collector, whose log is empty."""
    log = SearchLog(hosts[0])
    log._connection.execute("delete from searches")
    yield Told(hosts[1], log)
    log.close()


def test_a_search_is_told_once_when_it_is_followed(told: Told, page: Page) -> None:
    """Letter by letter is one search; the article's id is told, not its address."""
    dialog = visit(page, told.url + "/en/roses/")
    dialog.open()
    dialog.field.press_sequentially("cactus", delay=20)
    expect(dialog.root).to_have_attribute("data-state", "results")
    dialog.field.press("Enter")
    page.wait_for_url("**/thirsty-plants/")
    assert told.rows(1) == [("cactus", 1, True, "cactus", "")]
    dialog.open()
    dialog.ask("xyzzy", "none")
    dialog.root.get_by_role("button", name="Close").click()
    assert told.rows(2) == [("cactus", 1, True, "cactus", ""), ("xyzzy", 0, False, "", "")]


def test_what_stood_for_a_while_is_told_when_it_is_replaced_or_left(told: Told, page: Page) -> None:
    """A search in vain that somebody looked at, then another one: both; the masked one has its mark."""
    page.clock.install()
    dialog = visit(page, told.url + "/en/roses/")
    dialog.open()
    dialog.ask("roses zoe.quix@example.com")
    page.clock.fast_forward(3000)
    for text in ("xyzz", "xyzzy"):
        dialog.field.fill(text)
        expect(dialog.root).to_have_attribute("data-state", "none")
    page.goto("about:blank")
    assert told.rows(2) == [("roses [e-mail]", 1, True, "", ""), ("xyzzy", 0, False, "", "")]


def test_the_results_page_tells_with_its_filters(told: Told, page: Page) -> None:
    """From the dialog to the results page is one search, told there, with the filter that is set."""
    dialog = visit(page, told.url + "/en/roses/")
    dialog.open()
    dialog.ask("cactus")
    dialog.root.locator("#kb-o-all").click()
    page.wait_for_url("**/search/?q=cactus")
    results = page.locator("[data-kb-results]")
    expect(results).to_have_attribute("data-state", "results")
    page.goto(page.url + "&kind=faq")
    expect(results).to_have_attribute("data-state", "results")
    results.locator(".kb-hit a").first.click()
    assert told.rows(2) == [("cactus", 1, True, "", ""), ("cactus", 1, True, "cactus", "faq")]


@pytest.mark.parametrize("name", REFUSALS)
def test_who_asks_not_to_be_tracked_is_not(told: Told, page: Page, name: str) -> None:
    """Do Not Track and Global Privacy Control: not one request."""
    page.add_init_script(f"Object.defineProperty(navigator, '{name}', {{value: {REFUSALS[name]}}})")
    sent = requested(page)
    dialog = visit(page, told.url + "/en/roses/")
    dialog.open()
    dialog.ask("cactus")
    dialog.field.press("Enter")
    page.wait_for_url("**/thirsty-plants/")
    assert [address for address in sent if "api/searches" in address] == []
    assert (any("searched." in address for address in sent), told.rows(0)) == (True, [])


def test_where_no_collector_is_named_no_page_knows_of_one(root: Path, kb_server: object) -> None:
    """Neither a script nor an address stands in its pages; the policy names nobody."""
    html = (root / "build/site/en/receipts/index.html").read_text("utf-8")
    assert ("searched" in html, "connect-src" in html) == (False, False)
