"""What `kb serve` answers: one port for site, search and account pages, with the right headers."""

import asyncio
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from kb.web.app import Compressed, is_content_hashed

Serving = Callable[..., AbstractContextManager[Any]]


@pytest.mark.parametrize(
    ("path", "hashed"),
    [
        ("assets/kb/page.15cf3fca.js", True),
        ("_search/it/0a1b2c3d4e5f.bin", True),
        ("_search/it.bin", False),
        ("assets/kb/icon.svg", False),
        ("it/deadbeef/index.html", False),
    ],
)
def test_only_names_that_carry_a_hash_are_kept_for_ever(path: str, hashed: bool) -> None:
    """A file may be kept for ever when its own name changes with its content."""
    assert is_content_hashed(path) is hashed


@pytest.mark.parametrize(
    "path", ["/it/", "/it/receipts/", "/nope", "/api/search?q=carta&lang=it", "/account/sign-in"]
)
def test_every_answer_forbids_foreign_content(kb_server: Any, path: str) -> None:
    """The site, the API, the account pages and even errors carry the strict policy, without an exception."""
    headers = httpx.get(kb_server.url + path).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_pages_are_asked_again_and_hashed_files_are_kept(kb_server: Any) -> None:
    """A deploy is seen at the next click, while nothing that cannot change is asked for twice."""
    page = httpx.get(kb_server.url + "/it/receipts/")
    assert page.headers["cache-control"] == "no-cache"
    script = re.search(r"assets/kb/page\.\w+\.js", page.text)
    assert script
    assert "immutable" in httpx.get(f"{kb_server.url}/{script[0]}").headers["cache-control"]
    assert httpx.get(page.url, headers={"if-none-match": page.headers["etag"]}).status_code == 304


def test_the_static_site_sets_no_cookie(kb_server: Any) -> None:
    """Reading and searching leave nothing behind in the browser."""
    for path in ("/", "/it/", "/en/receipts/", "/api/search?q=card&lang=en"):
        assert "set-cookie" not in httpx.get(kb_server.url + path).headers


def test_an_unknown_address_is_the_sites_own_404(kb_server: Any) -> None:
    """A wrong link ends on a page of the help center, and says 404 to machines."""
    answer = httpx.get(kb_server.url + "/it/no-such-article/")
    assert answer.status_code == 404
    assert "text/html" in answer.headers["content-type"]


def test_packs_are_sent_as_they_are_and_texts_compressed() -> None:
    """A byte range of a pack means bytes of the file itself, so packs are never compressed."""

    def answer(_: Any) -> PlainTextResponse:
        return PlainTextResponse("0123456789" * 200)

    app = Compressed(Starlette(routes=[Route("/a.bin", answer), Route("/a.json", answer)]))

    async def encoding(path: str) -> str | None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://kb") as client:
            return (await client.get(path)).headers.get("content-encoding")

    assert asyncio.run(encoding("/a.bin")) is None
    assert asyncio.run(encoding("/a.json")) == "gzip"


def test_a_busy_port_is_one_sentence(root: Path) -> None:
    """The sentence names the port and the option that chooses another; exit 2 is usage."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "kb", "serve", "--port", str(port)]
        done = subprocess.run(
            command, cwd=root, capture_output=True, text=True, env={"KB_LANG": "en", "PATH": ""}, timeout=60
        )
    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr
    assert "--port" in done.stderr


def test_a_preview_shows_what_was_saved_last(root: Path, tmp_path: Path, run_kb_server: Serving) -> None:
    """With --preview nothing is built; a saved article shows, and so does its fault, with file and line."""
    shutil.copytree(root / "content", tmp_path / "content")
    article = tmp_path / "content/en/receipts.md"
    with run_kb_server("--preview", folder=tmp_path) as server:
        text = article.read_text(encoding="utf-8")
        article.write_text(re.sub(r"(?m)^title: .*", "title: A brand new title", text), encoding="utf-8")
        assert "A brand new title" in httpx.get(server.url + "/en/receipts/").text
        article.write_text(re.sub(r"(?m)^kind: .*", "kind: blog", text), encoding="utf-8")
        page = httpx.get(server.url + "/en/receipts/").text
        assert re.search(r"content/en/receipts\.md:\d+</code> unknown kind &#39;blog&#39;", page)
        assert httpx.get(server.url + "/en/no-such-page/").status_code == 404
        assert httpx.get(server.url + "/v1/plans").status_code == 200
        vote = {"number": "0" * 32, "article": "receipts", "lang": "en", "useful": True, "reason": ""}
        assert '"feedback_url":"/api/feedback"' in httpx.get(server.url + "/it/receipts/").text
        assert httpx.post(server.url + "/api/feedback", json=vote).status_code == 204, "as without --preview"
    assert not (tmp_path / "build" / "site").exists()
