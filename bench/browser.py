"""Measures the browser search beside its peers in a real Chromium, over a throttled loopback server.

    (cd bench && npm ci) && .venv/bin/python bench/browser.py [--sizes 200 2000 10000] [--queries 100]

For each number of articles and each engine, all in one run:
cold   from an empty cache to the first ten results with titles and excerpts (median of several pages);
kB and requests: what that took over the wire after the page itself, headers included; what is fetched ahead
       after the answer is not in it;
next   other queries on the same page, each asked for the first time, a second after the answer before it;
ten kB what has gone over the wire after ten questions, fetched ahead or not;
warm   the same ones asked again, with no pause;
again  the same ones with a limit of nine: our search remembers results, but not these, and calculates anew;
MRR    of known items: words remembered from an article, the same without one, the same with a typing error.
Writes docs/bench-browser.md and docs/bench-browser.svg.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from browser_articles import KnownItem, articles, known_items
from browser_report import write_report
from browser_server import Link, serving
from browser_sites import ENGINES, ROOT, build_sites
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
COLD_PAGES = 5
WARM_QUERIES = 20
READING_MS = 1_000  # between an answer and the next question
TEN = 10
SLOW_SECONDS = 20  # an engine whose first answer takes longer is opened once and asked less
TIMED = """async (query) => {
    const start = performance.now();
    const found = await window.ask(query);
    return [performance.now() - start, found.map(([id]) => id)];
}"""


@dataclass(frozen=True)
class Measured:
    """The figures of one engine at one number of articles; bytes in kB, times in ms."""

    engine: str
    articles: int
    requests: float
    kilobytes: float
    cold: float
    ten_kilobytes: float
    next_p50: float
    next_p95: float
    warm_p50: float
    warm_p95: float
    again_p50: float
    again_p95: float
    clean: float
    dropped: float
    typo: float


def main() -> None:
    """Run everything that was asked for and write the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2000, 10000])
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--engines", nargs="+", default=[*ENGINES, "ours, no ranges"])
    asked = parser.parse_args()
    measured = [one for size in asked.sizes for one in _measure_size(size, asked.queries, asked.engines)]
    write_report(
        [asdict(one) for one in measured], ROOT / "docs", " ".join(["bench/browser.py", *sys.argv[1:]])
    )


def _measure_size(size: int, queries: int, engines: Sequence[str]) -> Iterator[Measured]:
    documents = articles(size)
    items = known_items(documents, min(queries, size))
    with tempfile.TemporaryDirectory() as folder:
        build_sites(documents, Path(folder))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for engine in engines:
                started = time.perf_counter()
                one = _measure(browser, Path(folder), engine, size, items)
                sys.stdout.write(f"{one} ({time.perf_counter() - started:.0f} s)\n")
                sys.stdout.flush()
                yield one


def _measure(browser: Browser, folder: Path, engine: str, size: int, items: Sequence[KnownItem]) -> Measured:
    name, *rest = engine.lower().split(", ")
    link = Link(ranges=not rest)
    with serving(folder, link) as address:
        url = f"{address}/{name}/"
        wire, cold, times = [], [], []
        for item in items[:COLD_PAGES]:
            with _opened(browser, url) as page:
                # Material begins to load its index with the page: there, all that counts from its start.
                begun = 0 if engine == "Material" else len(link.requests)
                took = page.evaluate(TIMED, item.clean)[0]
                cold.append(page.evaluate("performance.now()") if engine == "Material" else took)
                wire.append(
                    [each for each in link.requests[begun:] if each[1] and _is_search(engine, each[0])]
                )
                _settled(page, link)
                link.requests.clear()
            if cold[0] > SLOW_SECONDS * 1000:
                break
        with _opened(browser, url) as page:
            begun = 0 if engine == "Material" else len(link.requests)
            page.evaluate(TIMED, items[0].clean)
            others = [item.clean for item in items[1 : WARM_QUERIES + 1]]
            times = [_read_and_asked(page, others[: TEN - 1])]
            sent = [each for each in _settled(page, link)[begun:] if _is_search(engine, each[0])]
            times[0] += _read_and_asked(page, others[TEN - 1 :])
            times.append([page.evaluate(TIMED, query)[0] for query in others])
            page.evaluate("window.filters = {limit: 9}")
            times.append([page.evaluate(TIMED, query)[0] for query in others])
        link.round_trip = link.rate = 0
        ranks = _reciprocal_ranks(browser, url, items, slow=cold[0] > SLOW_SECONDS * 1000)
    kilobytes = [sum(count for _, count in each) / 1000 for each in wire]
    middle = statistics.median
    return Measured(
        engine,
        size,
        middle(map(len, wire)),
        round(middle(kilobytes), 1),
        round(middle(cold)),
        round(sum(count for _, count in sent) / 1000, 1),
        *(round(value, 1) for each in times for value in (middle(each), _p95(each))),
        *(round(statistics.mean(each), 3) for each in ranks),
    )


@contextmanager
def _opened(browser: Browser, url: str) -> Iterator[Page]:
    """A page with an empty cache that has come to rest."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(300_000)
    page.goto(url)
    page.wait_for_function("() => !!window.ask")
    yield page
    context.close()


def _read_and_asked(page: Page, queries: Sequence[str]) -> list[float]:
    """How long each answer took, asked when the one before it had been read."""
    times = []
    for query in queries:
        page.wait_for_timeout(READING_MS)
        times.append(page.evaluate(TIMED, query)[0])
    return times


def _settled(page: Page, link: Link) -> list[tuple[str, int]]:
    """What went over the wire since it was last cleared, once nothing more comes."""
    before: list[tuple[str, int]] = []
    while before != link.requests:
        before = [*link.requests]
        page.wait_for_timeout(300)
    return before


def _is_search(engine: str, path: str) -> bool:
    """Whether a request is for the search; Material's page loads much else."""
    return engine != "Material" or any(part in path for part in ("/search/", "/workers/", "/lunr/"))


def _reciprocal_ranks(
    browser: Browser, url: str, items: Sequence[KnownItem], slow: bool
) -> list[list[float]]:
    """For each variant of the queries, one over the place of the right article; 0: not among the ten."""
    if slow:
        items = items[: len(items) // 2]
    with _opened(browser, url) as page:
        page.evaluate("window.askTimeout = 5000")
        page.evaluate(TIMED, items[0].clean)
        return [
            [_reciprocal(page.evaluate(TIMED, getattr(item, variant))[1], item.id) for item in items]
            for variant in ("clean", "dropped", "typo")
        ]


def _reciprocal(found: list[str], wanted: str) -> float:
    return 1 / (found.index(wanted) + 1) if wanted in found else 0.0


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


if __name__ == "__main__":
    main()
