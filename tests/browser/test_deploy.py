"""A page opened before the site was published anew: what is searched on it then the new site answers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect
from search_ui import Dialog, visit
from static_host import static_host

from kb.site.build import build
from kb.site.scripts.assets import FOLDER

ARTICLE = "---\nid: {0}\ntitle: {1}\nsummary: {1}\nkind: faq\ncategory: all\nupdated: 2026-11-23\n---\n{1}.\n"
CATEGORIES = "- id: all\n  en: {title: All, summary: All of it.}\n"
CONFIG = {"site_name": "Shop", "theme": {"name": "material"}, "plugins": [{"kb": {"default_language": "en"}}]}

AGE = 60  # seconds


class Shop:
    """A help center on a plain file server: publish it, and publish it anew."""

    def __init__(self, folder: Path) -> None:
        """With one article."""
        self.folder = folder
        (folder / "docs/en").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG), "utf-8")
        (folder / "docs/categories.yml").write_text(CATEGORIES, "utf-8")
        self.publish("voucher", "The voucher")
        for path in (folder / "site").rglob("*"):  # a while ago: plain hosts tell times by the second
            os.utime(path, (0, path.stat().st_mtime - AGE))

    def publish(self, name: str, title: str, script: str = "") -> None:
        """Build the site with one article more; with a client of another text where there is a `script`."""
        (self.folder / f"docs/en/{name}.md").write_text(ARTICLE.format(name, title), "utf-8")
        build(self.folder / "mkdocs.yml")
        if script:
            change_client(self.folder / "site", script)


def change_client(site: Path, script: str) -> None:
    """What a release with another client puts there: its bundle under another name, on every page."""
    bundle = client_of(site)
    other = bundle.with_name("search.0123abcd.js")
    bundle.rename(other)
    other.write_text(other.read_text("utf-8") + script, "utf-8")
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace(bundle.name, other.name), "utf-8")


def client_of(site: Path) -> Path:
    """The bundle of the English pages."""
    page = (site / "en/voucher/index.html").read_text("utf-8")
    return next(path for path in (site / FOLDER).glob("search.*.js") if path.name in page)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A help center of one's own."""
    return Shop(tmp_path)


@pytest.fixture
def address(shop: Shop) -> Iterator[str]:
    """Where it is served from, whichever build stands there."""
    with static_host(shop.folder / "site") as found:
        yield found


def ask_anew(dialog: Dialog, title: str) -> None:
    """Type a question that only the new site answers; its answer comes without another step."""
    dialog.page.keyboard.press("Control+k")
    dialog.page.keyboard.type("zebra")
    expect(dialog.options.first).to_contain_text(title)
    expect(dialog.field).to_have_value("zebra")


@pytest.mark.allow_console("Failed to load resource")
def test_a_client_that_is_gone_is_fetched_from_the_new_site(shop: Shop, address: str, page: Page) -> None:
    """The page's own client no longer exists: the page loads itself anew and goes on with what was typed."""
    dialog = visit(page, address + "/en/voucher/")
    shop.publish("zebra", "The zebra", script="//new")
    ask_anew(dialog, "The zebra")


def test_articles_published_since_the_last_search_are_found(shop: Shop, address: str, page: Page) -> None:
    """An index that was at hand before is compared with the published one when search is opened again."""
    page.clock.install()
    dialog = visit(page, address + "/en/voucher/")
    dialog.open()
    dialog.ask("voucher")
    page.keyboard.press("Control+k")
    shop.publish("zebra", "The zebra")
    page.clock.fast_forward(60_000)
    ask_anew(dialog, "The zebra")


def test_an_index_that_an_old_client_cannot_read_makes_way_for_the_new_site(
    shop: Shop, address: str, page: Page
) -> None:
    """The browser kept the old client: the page loads itself anew, with what was typed."""
    dialog = visit(page, address + "/en/voucher/")
    client = client_of(shop.folder / "site")
    kept = client.read_bytes()
    shop.publish("zebra", "The zebra", script="//new")
    script = {"body": kept, "content_type": "text/javascript"}
    page.route(f"**/{client.name}", lambda route: route.fulfill(**script))
    page.route("**/_search/en.bin", lambda route: route.fulfill(body=b"\x63"), times=1)
    ask_anew(dialog, "The zebra")
