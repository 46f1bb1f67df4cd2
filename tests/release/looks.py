"""Photograph what each demo customer sees of the first eight articles, and the pages around them.

Run by hand before a release, beside a running `kb serve` with its demo customers:

    python tests/release/looks.py http://127.0.0.1:8000 /tmp/looks

224 pictures of articles (14 customers, 8 articles, 2 languages), then 90 of the pages around them; widths,
schemes and languages take turns. Pictures are for eyes, never committed.
"""

import argparse
import os
import shutil
import sys
from itertools import cycle, product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from kb.billing.datasets import DEMO, DEMO_PASSWORD

sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))
from answer_table import SEED

WIDTHS, SCHEMES = (360, 768, 1280), ("light", "dark")
HEIGHT = 900
# Of the site in each language, then of the account: by one who has credit, whose pages show most.
SITE = {
    "it": ("", "argomenti/billing/", "argomenti/payments/", "cerca/?q=rimborso"),
    "en": ("", "topics/billing/", "topics/payments/", "search/?q=refund"),
}
ACCOUNT = (
    "",
    "/plans",
    "/plans/pro-m",
    "/renewal/off",
    "/forecast",
    "/activity",
    "/receipts",
    "/refund",
    "/billing-data",
    "/password",
    "/contacts",
)


def shoot(page: Page, address: str, file: Path) -> None:
    """One page from top to end, when nothing moves any more."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file, full_page=True)


def opened(browser: Browser, url: str, email: str, width: int, scheme: Any, language: str) -> Page:
    """A browser of its own in which the customer is signed in; without an address, nobody."""
    view = {"width": width, "height": HEIGHT}
    context = browser.new_context(
        viewport=view, color_scheme=scheme, locale=language, reduced_motion="reduce"
    )
    page = context.new_page()
    if email:
        page.goto(f"{url}/account/sign-in?lang={language}")
        page.fill("#email", email)
        page.fill("#password", DEMO_PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_load_state()
    return page


def articles(browser: Browser, url: str, folder: Path) -> None:
    """Each customer's articles."""
    looks = cycle(((360, "light"), (1280, "dark"), (1280, "light"), (360, "dark")))
    for customer, language in product(DEMO, ("it", "en")):
        width, scheme = next(looks)
        page = opened(browser, url, customer.email, width, scheme, language)
        for name in SEED:
            file = f"{customer.email.partition('@')[0]}-{language}-{name}-{width}-{scheme}.png"
            shoot(page, f"{url}/{language}/{name}/", folder / file)
        page.context.close()


def around(browser: Browser, url: str, folder: Path) -> None:
    """The pages around the articles, each in all widths and, in turn, in both schemes and languages."""
    people = {"it": "credito@example.com", "en": "credit@example.com"}
    for (width, scheme), language in zip(product(WIDTHS, SCHEMES), cycle(("it", "en", "en", "it"))):
        page = opened(browser, url, people[language], width, scheme, language)
        pages = [f"/{language}/{path}" for path in SITE[language]]
        for path in (*pages, *(f"/account{path}" for path in ACCOUNT)):
            name = path.strip("/").replace("/", "_").replace("?", "_") or "home"
            shoot(page, f"{url}{path}", folder / f"around-{name}-{width}-{scheme}-{language}.png")
        page.context.close()


def main() -> None:
    """Take all pictures."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    given.add_argument("url", help="of the running help center, without a slash at the end")
    given.add_argument("folder", type=Path, help="where the pictures go")
    asked = given.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("KB_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        around(browser, asked.url, asked.folder)
        articles(browser, asked.url, asked.folder)
        browser.close()


if __name__ == "__main__":
    main()
