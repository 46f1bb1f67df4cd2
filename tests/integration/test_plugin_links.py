"""Every page of this help center: what it refers to exists, its ids are its own, its elements nest."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from kb.site.build import build

VOID = {"br", "circle", "hr", "img", "input", "link", "meta", "path", "rect", "source", "track"}
ADDRESSES = ("href", "src", "action", "poster")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
SERVICE = "/account"  # not a file: the billing service answers there


class Page(HTMLParser):
    """What a page holds and refers to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.refers: list[str] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and references."""
        values = {name: value for name, value in attrs if value}
        self.ids += [values["id"]] if "id" in values else []
        self.refers += [values[name] for name in ADDRESSES if name in values]
        for name in REFERENCES:
            self.refers += [f"#{target}" for target in values.get(name, "").split()]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Drawings close themselves."""

    def handle_endtag(self, tag: str) -> None:
        """Note an end that does not belong to the last start."""
        if not self.open or self.open.pop() != tag:
            self.crossed.append(f"</{tag}> on line {self.getpos()[0]}")


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, Page]:
    """All pages by their path on the site."""
    site = build(root / "mkdocs.yml").site
    files = sorted(site.rglob("*.html"))
    return {f"/{file.relative_to(site).as_posix()}": Page(file.read_text(encoding="utf-8")) for file in files}


def test_elements_nest_and_ids_are_unique(pages: dict[str, Page]) -> None:
    """Templates, moved answers and framed sections leave nothing open and no id twice."""
    assert len(pages) > 70
    assert {path: page.crossed for path, page in pages.items() if page.crossed or page.open} == {}
    twice = {path: page.ids for path, page in pages.items() if len(page.ids) != len(set(page.ids))}
    assert twice == {}


def test_every_address_leads_somewhere(root: Path, pages: dict[str, Page]) -> None:
    """Each link, image, script, form and label of the site has its file and its anchor."""
    lost = []
    for path, page in pages.items():
        for address in page.refers:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or parts.path.startswith(SERVICE):
                continue
            target = unquote(urljoin(path, parts.path)) if parts.path else path
            target += "index.html" if target.endswith("/") else ""
            known = target not in pages or not parts.fragment or parts.fragment in pages[target].ids
            if not (root / "build/site" / target.lstrip("/")).is_file() or not known:
                lost.append(f"{path}: {address}")
    assert lost == []
