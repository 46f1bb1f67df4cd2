"""Panels of a static site whose billing service stands at another origin: asked whether it is up, no more."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from account_pages import Visitor
from playwright.sync_api import Page, Request, expect
from waiting import follow

from kb.billing.datasets import DEMO_PASSWORD
from kb.site.build import build
from kb.strings import text

ARTICLE = "/it/cancel-subscription/"
OTHER_ORIGIN = ("left the origin", "ERR_CONNECTION_REFUSED")
CONTACTS_WITHIN_MS = 4000  # two seconds, and as much again for a busy machine


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain file server that prints nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[str]:
    """A plain file server; the site comes into its folder later, when its address is known."""
    handler = functools.partial(Quiet, directory=tmp_path / "public")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def service(host: str, root: Path) -> Iterator[subprocess.Popen[str]]:
    """The billing service alone, readable from the site's pages; its last line is its address."""
    command = [sys.executable, "-m", "kb", "billing", "serve", "--port", "0", "--site-origin", host]
    command += ["--help-url", f"{host}/help/"]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
    yield process
    process.terminate()
    process.communicate(timeout=20)


def address_of(service: subprocess.Popen[str]) -> str:
    """Where a started service answers."""
    assert service.stdout
    return next(line.strip() for line in service.stdout if line.startswith("http://"))


def publish(folder: Path, root: Path, below: str = "/", **extra: str) -> None:
    """Build the project's articles for a static host, at its root or in a folder `below` it."""
    config = {
        "site_name": "Help",
        "site_url": f"http://host.example{below}",
        "docs_dir": str(root / "content"),
        "site_dir": f"public{below}",
        "theme": {"name": "material", "font": False},
        "plugins": [{"kb": {"default_language": "it", "contacts": "contact-by-country"}}],
        "extra": extra,
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    build(folder / "mkdocs.yml")


@pytest.mark.allow_console(*OTHER_ORIGIN)
def test_a_service_elsewhere_is_asked_when_one_reaches_for_it(
    host: str, service: subprocess.Popen[str], tmp_path: Path, root: Path, new_page: Callable[..., Page]
) -> None:
    """Up: nothing but the link, and no cookie sent; stopped: contacts within 2 s. Reading asks nothing."""
    billing = address_of(service)
    publish(tmp_path, root, billing_url=billing)
    page = new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.startswith(billing) else None)
    page.goto(host + ARTICLE)
    page.wait_for_load_state("networkidle")
    assert asked == []
    button, away = page.locator(".kb-panel a.kb-button"), page.locator("[data-kb-away]")
    assert str(button.get_attribute("href")).startswith(f"{billing}/account/go/turnOffRenewal?")
    with page.expect_response(f"{billing}/v1/plans") as found:
        button.focus()
    assert found.value.ok
    assert "cookie" not in found.value.request.all_headers()
    expect(away).to_be_hidden()
    service.terminate()
    service.wait(timeout=20)
    page.goto(host + ARTICLE)
    button.focus()
    expect(away).to_have_text(text("it", "action.away"), timeout=CONTACTS_WITHIN_MS)
    expect(page.locator(".kb-panel__help")).to_contain_text("617")


@pytest.mark.allow_console(*OTHER_ORIGIN)
def test_the_way_leads_from_a_folder_to_the_account_and_back(
    host: str, service: subprocess.Popen[str], tmp_path: Path, root: Path, page: Page
) -> None:
    """The help center stands at /help/, the account pages at another origin."""
    billing = address_of(service)
    publish(tmp_path, root, below="/help/", billing_url=billing)
    page.goto(f"{host}/help{ARTICLE}")
    follow(page.locator(".kb-panel a.kb-button"))
    page.fill("#email", Visitor(billing, "it", "active").email)
    page.fill("#password", DEMO_PASSWORD)
    follow(page.locator("main button[type=submit]"))
    expect(page.locator(".acc-back a")).to_have_attribute("href", f"{host}/help{ARTICLE}")
    follow(page.locator("main form button[type=submit]"))
    page.wait_for_url(f"{host}/help{ARTICLE}**")
    expect(page.locator("#done-turnOffRenewal")).to_be_visible()


def test_a_site_without_any_service_shows_contacts_only(
    host: str, tmp_path: Path, root: Path, page: Page
) -> None:
    """No button, no dead link to account pages, nothing asked; the panel names whom to call."""
    publish(tmp_path, root)
    for address in (ARTICLE, "/it/contact-by-country/", "/it/argomenti/billing/"):
        page.goto(host + address)
        page.wait_for_load_state("networkidle")
        assert page.locator("[href^='/account']").count() == 0
    page.goto(host + ARTICLE)
    panel = page.locator(".kb-panel")
    expect(panel).to_contain_text(text("it", "action.no_service"))
    expect(panel.locator("a[href^='tel:']")).to_have_count(2)
    panel.hover()
    expect(panel.locator(".kb-button")).to_have_count(0)
