"""A real Chromium that reports everything a visitor should never meet."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright
from search_ui import ARTICLES, Dialog, visit
from static_host import static_host

CHROMIUM_NAMES = (  # as in run.py
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LONGEST_MS = 15_000  # what comes at all comes: a busy machine is not a fault of a page
WCAG_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOUR_RULES = ("color-contrast", "link-in-text-block")
REPORT_VIOLATIONS = """addEventListener('securitypolicyviolation', event =>
    console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))"""


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks of the browser tests, and how long they wait."""
    expect.set_options(timeout=LONGEST_MS)
    config.addinivalue_line(
        "markers", "allow_console(*parts): console errors holding one of these are expected"
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    path = os.environ.get("KB_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    assert path, "no Chromium: `python3 run.py test` installs one or says how"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


def watch(page: Page, problems: list[str], origins: set[str]) -> None:
    """Collect console errors, script errors, CSP reports and requests that leave the visited origins."""
    page.add_init_script(REPORT_VIOLATIONS)
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if request.is_navigation_request() and request.frame == page.main_frame:
            origins.add(parts.netloc)
        elif parts.scheme.startswith("http") and parts.netloc not in origins:
            problems.append(f"request left the origin: {request.url}")

    page.on("request", note)


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open watched pages, each in a context of its own that takes Playwright's options (color_scheme="dark").

    When the test ends, a console error, a CSP report or a request off the origin on any of them fails it.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []
    origins: set[str] = set()

    def open_page(**options: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options}
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, problems, origins)
        return page

    yield open_page
    for context in contexts:
        context.close()
    mark = request.node.get_closest_marker("allow_console")
    allowed = mark.args if mark else ()
    assert [problem for problem in problems if not any(part in problem for part in allowed)] == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A watched page, 1280 pixels wide, in English."""
    return new_page()


@pytest.fixture(scope="session")
def static_url(kb_server: Any, root: Path) -> Iterator[str]:
    """The built site on a plain file server, with no service behind it."""
    with static_host(root / "build/site") as address:
        yield address


@pytest.fixture(scope="session")
def axe(root: Path) -> Callable[..., list[str]]:
    """Run axe-core on a page, or on a part of it, as it stands; its violations, one readable line each."""
    source = (root / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

    def run(page: Page, within: str = "html", only: Sequence[str] = ()) -> list[str]:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(source)
        rules = {"type": "rule", "values": only} if only else {"type": "tag", "values": WCAG_TAGS}
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        found = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])[
            "violations"
        ]
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    return run


@pytest.fixture(scope="session")
def faults(axe: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """Run axe-core wide and narrow, light and dark: its violations, each with the look it was found in.

    A scheme changes colours alone, so that in the dark one only the rules about colours are asked again.
    The page must ask for reduced motion, or colours would be measured on their way.
    """

    def run(page: Page, within: str = "html") -> list[str]:
        found = []
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme, only in (("light", ()), ("dark", COLOUR_RULES)):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
                found += [f"{page.url} {width} {scheme}: {line}" for line in axe(page, within, only)]
        return found

    return run


@pytest.fixture
def dialog(kb_server: Any, page: Page) -> Dialog:
    """The search dialog of an Italian article, closed."""
    return visit(page, kb_server.url + ARTICLES["it"])
