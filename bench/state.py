"""How soon does an article say what is so for the account that is signed in, and does anything move?

    python bench/state.py [--visits 20]

Demo customers' first visits to articles with a panel, in a real Chromium beside a real `kb serve`, each
with an empty cache. Prints milliseconds from the beginning of the navigation to its load event and to the
shown state, how long after the load that is (below zero: before it), layout shift and requests.
Goals: at most 300 ms after the load, a shift of at most .02, 8 requests.
"""

import os
import random
import shutil
import statistics
import sys
from itertools import product
from pathlib import Path

import click
from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests/support"))
from account_pages import LANGUAGES, Visitor
from conftest import running_kb
from search_ui import fetched
from waiting import until

ARTICLES = ("cancel-subscription", "change-plan", "update-card", "video-turn-off-renewal")
STATES = ("active", "renewal-off", "suspended", "corporate", "credit", "refused-card", "no-plan")
WIDTHS = (1280, 360)
# When the panel speaks to its customer, in the frame that shows it; and what has moved unasked until then.
WATCH = """window.moved = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
new MutationObserver(() => {
    if (window.told || !document.querySelector("[data-kb-now]:not([hidden])")) return;
    window.told = performance.now();
    requestAnimationFrame(() => requestAnimationFrame((at) => (window.shown = at)));
}).observe(document, { attributes: true, childList: true, subtree: true });"""
TIMES = "[performance.getEntriesByType('navigation')[0].loadEventEnd, window.shown, window.moved]"


def visit(
    browser: Browser, url: str, state: str, language: str, article: str, width: int
) -> dict[str, float]:
    """One first visit, by a browser that has signed in and keeps nothing else."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    Visitor(url, language, state).sign_in(page)
    page.wait_for_load_state("networkidle")
    page.add_init_script(WATCH)
    requests = fetched(page, f"{url}/{language}/{article}/")
    until(page, "window.shown")
    load, shown, moved = page.evaluate(TIMES)
    context.close()
    return {
        "load": load,
        "shown": shown,
        "after load": shown - load,
        "shift": moved,
        "requests": len(requests),
    }


def told(name: str, figures: list[float]) -> str:
    """A row: median, the slowest of twenty, the most."""
    ordered = sorted(figures)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    digits = 3 if name == "shift" else 0
    row = (statistics.median(ordered), p95, ordered[-1])
    return f"{name:12}" + "".join(f"{figure:10.{digits}f}" for figure in row)


@click.command()
@click.option("--visits", default=20, help="How many visits.")
def main(visits: int) -> None:
    """Print the figures."""
    path = os.environ.get("KB_CHROMIUM") or shutil.which("chromium")
    turns = random.Random(0).choices([*product(STATES, LANGUAGES, ARTICLES, WIDTHS)], k=visits)
    with running_kb() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        rows = [
            visit(browser, server.url, state, language, article, width)
            for state, language, article, width in turns
        ]
        browser.close()
    click.echo(f"{visits} visits      median       p95      most")
    for name in rows[0]:
        click.echo(told(name, [row[name] for row in rows]))


if __name__ == "__main__":
    main()
