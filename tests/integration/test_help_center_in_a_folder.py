"""A help center below a folder of its host, https://host/help/: account pages lead back into that folder."""

import html
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from stub import Customer, Stub, running_stub

from kb.billing.datasets import DEMO_PASSWORD

Serving = Callable[..., AbstractContextManager[Any]]
BACK = {"return": "/help/it/x/?a=1"}


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    """The service of a help center at http://host.example/help/."""
    with running_stub(help_url="http://host.example/help/") as running:
        running.reset()
        yield running


def fields(http: httpx.Client, path: str = "/account/renewal/off") -> dict[str, str]:
    """What a page's form carries: its token, and what it showed."""
    found = dict(re.findall(r'name="(\w+)" value="([^"]*)"', http.get(path).text))
    assert "csrf" in found
    return found


def turned_off(customer: Customer, **headers: str) -> httpx.Response:
    data = fields(customer.http)
    return customer.http.post("/account/renewal/off", params=BACK, data=data, headers=headers)


def test_the_way_back_is_the_articles_own_address(stub: Stub) -> None:
    """The folder stands in it once; forms may lead to the host, and the header's link to the folder."""
    customer = stub.customer("pro-m")
    answer = turned_off(customer)
    assert answer.headers["location"] == (
        "http://host.example/help/it/x/?a=1&done=turnOffRenewal#done-turnOffRenewal"
    )
    assert answer.headers["content-security-policy"].endswith("form-action 'self' http://host.example")
    page = customer.http.get("/account/plans", params=BACK).text
    assert 'href="http://host.example/help/it/"' in page
    assert 'href="http://host.example/help/it/x/?a=1"' in page


def test_on_the_same_host_the_way_back_is_a_path(stub: Stub) -> None:
    """Account pages at the root, articles below: the customer keeps the host they came by."""
    answer = turned_off(stub.customer("pro-m"), Host="host.example")
    assert answer.headers["location"] == "/help/it/x/?a=1&done=turnOffRenewal#done-turnOffRenewal"
    assert answer.headers["content-security-policy"].endswith("form-action 'self'")


def test_the_language_is_that_of_the_article_in_the_folder(stub: Stub) -> None:
    """Its own folder says it, behind the help center's."""
    for path in ("/account/sign-in", "/account/contacts"):
        answer = stub.http.get(path, params=BACK, headers={"Accept-Language": "en"})
        assert '<html lang="it">' in answer.text


def test_a_refusal_names_the_article_in_the_folder(stub: Stub) -> None:
    """The API's problem documents lead there too."""
    customer = stub.customer("pro-m")
    problem = customer.change("pro-m", **{"expected_due": 0}).json()
    assert problem["help"] == "http://host.example/help/en/change-plan/"


def test_a_folder_that_begins_like_the_account_pages_is_no_account_page(stub: Stub) -> None:
    """/account-help/ belongs to the articles, /account/plans to the account."""
    customer = stub.customer("pro-m")
    for back, leads in (
        ("/account-help/it/", "http://host.example/account-help/it/"),
        ("/account?x", "/account?x"),
    ):
        page = html.unescape(customer.http.get("/account/plans", params={"return": back}).text)
        assert f'<p class="acc-back"><a href="{leads}">' in page


def test_kb_serve_leads_back_to_the_article(root: Path, tmp_path: Path, run_kb_server: Serving) -> None:
    """Built for a folder and served at the root: from the button through the action to the article itself."""
    for name in ("content", "site"):
        shutil.copytree(root / name, tmp_path / name)
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"(?m)^site_url: .*", "site_url: https://host.example/help/", config)
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    with (
        run_kb_server(folder=tmp_path) as server,
        httpx.Client(base_url=server.url, follow_redirects=True) as http,
    ):
        article = http.get("/en/cancel-subscription/").text
        button = re.search(r'class="kb-button[^>]*href="(/account/go/[^"]+)"', article)
        assert button
        sign_in = http.get(html.unescape(button[1])).url
        data = {"email": "active@example.com", "password": DEMO_PASSWORD}
        form = http.post(sign_in, data=data)
        assert form.url.params["return"] == "/help/en/cancel-subscription/"
        shown = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.text))
        back = http.post(form.url, data=shown)
        assert back.status_code == 200
        assert (back.url.path, back.url.query) == ("/en/cancel-subscription/", b"done=turnOffRenewal")
        assert "<h1" in back.text
        away = httpx.get(server.url + "/help//evil.example/")
        assert away.headers["location"] == "/evil.example/"
