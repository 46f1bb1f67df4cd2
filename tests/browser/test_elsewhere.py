"""Other people's MkDocs sites, as they are: built strictly, then searched by a person in Chromium."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from search_ui import Dialog
from small_sites import site

from kb.site.build import build

POST = "---\ndate: 2024-01-31\ncategories: [News]\n---\n# Hello\n\nNew.\n<!-- more -->\n\nZebra stripes.\n"
HUES = '=== "Light"\n    Zebra hues.\n\n=== "Dark"\n    Night hues.\n'
BLOG = {
    "index.md": "# Start\n",
    "blog/index.md": "# Blog\n",
    "blog/posts/hello.md": POST,
    "tags.md": "# Tags\n",
}
KEEP = {"theme": False, "languages": ["en"]}
MATERIAL = {
    "plugins": ["blog", "tags", {"kb": KEEP}],
    "repo_url": "https://example.org/some/repo",
    "markdown_extensions": ["pymdownx.superfences", {"pymdownx.tabbed": {"alternate_style": True}}],
    "theme": {"name": "material", "font": False, "features": ["navigation.tabs", "navigation.sections"]},
}
DEPARTMENTS = {
    "index.md": "# Start\n",
    "it/vpn.md": "# VPN\n\nZebra tunnel.\n",
    "hr/leave.md": "# Leave\n\nHolidays.\n",
}
FOLDERS = {
    f"{lang}/{page}.md": f"# {page}\n\nZebra {lang}.\n" for lang in ("en", "it", "de") for page in "ab"
}
SITES: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "plain": (
        {"README.md": "# Start\n\nHello.\n", "guida è qui.md": "---\ntitle: Stripes\n---\nThe zebra file.\n"},
        {"use_directory_urls": False},
    ),
    "blog": (BLOG, {"plugins": ["blog", "tags", {"kb": {}}]}),
    "departments": (
        DEPARTMENTS,
        {
            "plugins": [{"kb": {"languages": ["en"]}}],
            "nav": [{"IT": ["it/vpn.md"]}, {"HR": ["hr/leave.md"]}, "index.md"],
        },
    ),
    "languages": (FOLDERS, {}),
    "kept look": ({**BLOG, "setup/colors.md": f"# Changing the colors\n\n{HUES}"}, MATERIAL),
}
STARTS = {"languages": "help/en/"}
FOUND = {"plain": 1, "blog": 1, "departments": 1, "languages": 2, "kept look": 2}


class Silent(SimpleHTTPRequestHandler):
    """A static host that writes no log."""

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(params=SITES, scope="module")
def elsewhere(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str, Path]]:
    """The kind of a site, the address it is served at, in a sub-path of its host, and its folder."""
    pages, config = SITES[request.param]
    folder = tmp_path_factory.mktemp("site")
    host = folder / "host"
    build(site(folder, pages, site_dir=str(host / "help"), **config), strict=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(host)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    start = STARTS.get(request.param, "help/index.html")
    yield request.param, f"http://127.0.0.1:{server.server_port}/{start}", host / "help"
    server.shutdown()
    server.server_close()


def test_other_peoples_sites_are_searched(
    elsewhere: tuple[str, str, Path], new_page: Callable[..., Page]
) -> None:
    """The dialog opens from the page's own button, finds the zebra, and leads to a page that stands there."""
    _, address, _ = elsewhere
    page = new_page()
    page.goto(address)
    page.locator("[data-kb-open]:visible").first.click()
    dialog = Dialog(page)
    dialog.field.fill("zebra")
    expect(dialog.options.first).to_be_visible()
    if dialog.active is None:  # the closest only
        dialog.field.press("ArrowDown")
    dialog.field.press("Enter")
    page.wait_for_url(lambda url: url != address)
    expect(page.locator("main")).to_contain_text("ebra")


def test_the_results_page_works_too(elsewhere: tuple[str, str, Path], new_page: Callable[..., Page]) -> None:
    """An address with a query shows its results, in whatever look the site has."""
    kind, address, folder = elsewhere
    (file,) = [
        path for path in folder.rglob("search*.html") if "en" in path.parts or kind != "languages"
    ] or [path for path in folder.rglob("search/index.html") if "en" in path.parts or kind != "languages"]
    root = address.partition("/help/")[0]
    page = new_page()
    page.goto(f"{root}/help/{file.relative_to(folder).as_posix()}?q=zebra")
    expect(page.locator("[data-kb-list] > li")).to_have_count(FOUND[kind])
