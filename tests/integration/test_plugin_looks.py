"""Whose look a site has, and what is said where look and settings do not go together."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from small_sites import read, site

from kb.site.build import build

PAGES = {"index.md": "# Start\n\nHello.\n", "a.md": "# Zebra\n\nStripes.\n"}
MERMAID = {"name": "mermaid", "class": "mermaid"}
KEPT = {"plugins": [{"kb": {"theme": False}}]}


def test_a_kept_look_is_materials_own_with_the_search_in_it(tmp_path: Path) -> None:
    """Header, scripts, sitemap are Material's; button, dialog and results page are ours; no policy."""
    build(site(tmp_path, PAGES, **KEPT), strict=True)
    page = read(tmp_path, "a/index.html")
    assert 'data-md-component="header"' in page
    assert page.index("data-kb-open") < page.index("</header>") < page.index("data-kb-dialog")
    assert "Content-Security-Policy" not in page
    assert 'data-md-component="header"' in read(tmp_path, "search/index.html")
    assert list((tmp_path / "public/assets/javascripts").glob("bundle.*.js"))
    assert not (tmp_path / "public/_headers").exists()
    assert "https://docs.example.org/help/a/" in read(tmp_path, "sitemap.xml")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (
            {"repo_url": "https://example.org/a/b", "nav": ["index.md", "a.md"]},
            "nav, repo_url, navigation.tabs.",
        ),
        (
            {"markdown_extensions": ["pymdownx.tabbed"], "theme": {"name": "material"}},
            "look: pymdownx.tabbed.",
        ),
        (
            {
                "theme": {"name": "material", "logo": "own.css", "favicon": "own.css"},
                "markdown_extensions": [{"pymdownx.superfences": {"custom_fences": [MERMAID]}}],
                "plugins": ["tags", {"social": {"enabled": False}}, "kb"],
            },
            "look: theme.logo, theme.favicon, mermaid, social.",
        ),
        (
            {**KEPT, "theme": {"name": "material", "features": ["navigation.instant"]}},
            "remove navigation.instant",
        ),
    ],
)
def test_settings_that_a_look_does_not_show_are_named(
    tmp_path: Path, config: dict[str, object], said: str
) -> None:
    """One sentence with the settings' own names and the cure."""
    notes = build(site(tmp_path, PAGES, **config), strict=True).notes
    assert [note for note in notes if said in note] == list(notes)
    assert len(notes) == 1


def test_what_is_not_true_of_a_plain_site_is_not_said(tmp_path: Path) -> None:
    """Nothing was checked against a service, nobody asked these pages most, there are no kinds to choose."""
    home = "---\ntemplate: home.html\n---\nHello.\n"
    build(site(tmp_path, PAGES | {"index.md": home}), strict=True)
    page = read(tmp_path, "index.html")
    assert "checked against" not in page
    assert '<h2 id="kb-popular">Pages</h2>' in page
    assert "data-kb-filter=" not in read(tmp_path, "search/index.html")


def test_mkdocs_serve_may_reload_the_pages(tmp_path: Path) -> None:
    """Its script stands in the page and the page's policy lets it run; a build's policy does not."""
    config = site(tmp_path, PAGES)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", address, "-f", str(config)]
    server = subprocess.Popen(command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    try:
        page = ""
        deadline = time.monotonic() + 60
        while not page and time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://{address}/help/a/") as answer:
                    page = answer.read().decode()
            except OSError:
                time.sleep(0.2)
    finally:
        server.terminate()
        server.wait()
    assert "livereload(" in page
    assert "script-src &#39;self&#39; &#39;unsafe-inline&#39;" in page
    build(config)
    assert "unsafe-inline" not in read(tmp_path, "a/index.html")
