"""The served site under a build and under strange requests: whole files, own addresses, real hosts."""

import asyncio
import threading
import time
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import Message, Receive, Scope, Send

from kb.web.app import SECURITY_HEADERS, Secured, Site, own_path
from kb.web.files import read_page
from kb.web.hosts import KnownHosts, is_host

OLD, NEW = b"old " * 50_000, b"the new one " * 70_000


class Swap:
    """A site whose next build takes its place between the head of an answer and its body."""

    def __init__(self, folder: Path) -> None:
        """Lay both builds into `folder`."""
        self.site, self.next = folder / "site", folder / "next"
        for where, content in ((self.site, OLD), (self.next, NEW)):
            where.mkdir()
            (where / "page.html").write_bytes(content)
            (where / "404.html").write_bytes(content)
        self.app = Site(self.site)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Swap the folders as soon as the head is sent."""

        async def swapping(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.start" and self.next.exists():
                self.site.rename(self.site.with_name("gone"))
                self.next.rename(self.site)

        await self.app(scope, receive, swapping)


def get(app: object, path: str, **headers: str) -> httpx.Response:
    """One answer of an application."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://kb") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(ask())


@pytest.mark.parametrize("path", ["/page.html", "/nothing"])
def test_a_file_is_of_the_build_that_its_answer_began_with(tmp_path: Path, path: str) -> None:
    """Length and content belong together, whatever takes the file's place; the next answer is new."""
    app = Swap(tmp_path)
    first, second = get(app, path), get(app, path)
    assert (first.content, first.headers["content-length"]) == (OLD, str(len(OLD)))
    assert (second.content, second.headers["content-length"]) == (NEW, str(len(NEW)))


@pytest.mark.parametrize(("ranges", "expected"), [("bytes=0-3", b"old "), ("bytes=8-11,0-3", b"old ")])
def test_ranges_are_of_one_build_too(tmp_path: Path, ranges: str, expected: bytes) -> None:
    """One range or several: bytes of the file that the answer's head describes."""
    answer = get(Swap(tmp_path), "/page.html", Range=ranges)
    assert answer.status_code == 206
    assert expected in answer.content
    assert b"new" not in answer.content


def test_between_two_builds_a_request_waits(tmp_path: Path) -> None:
    """In the moment in which the old folder is gone and the new one not there nobody is told 404."""
    app = Swap(tmp_path)
    page = app.site / "page.html"
    app.site.rename(tmp_path / "gone")
    coming = threading.Timer(0.2, lambda: app.next.rename(app.site))
    coming.start()
    assert get(app.app, "/page.html").content == NEW
    assert read_page(page) == NEW.decode()
    coming.join()


def test_files_that_are_not_sent_are_closed(tmp_path: Path) -> None:
    """A reader's good copy is answered 304, again and again, without a file left open."""
    app = Swap(tmp_path).app
    tag = get(app, "/page.html").headers["etag"]
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(50):
        assert get(app, "/page.html", **{"If-None-Match": tag}).status_code == 304
    assert len(list(Path("/dev/fd").iterdir())) <= before + 5


def test_a_redirect_does_not_repeat_the_host(tmp_path: Path) -> None:
    """The Host header is anybody's; nor does a path that begins with two slashes lead elsewhere."""
    (tmp_path / "it").mkdir()
    (tmp_path / "it" / "index.html").write_text("it")
    app = Secured(Starlette(routes=[Mount("/", Site(tmp_path))]))
    assert get(app, "/it", Host="evil.example").headers["location"] == "/it/"
    assert "evil" not in get(app, "//it", Host="evil.example").headers.get("location", "")
    assert own_path("https://evil.example//other.example/x", "evil.example") == "/other.example/x"
    assert own_path("https://help.example/x", "evil.example") == "https://help.example/x"


def test_a_host_is_a_host() -> None:
    """A header that names none is refused before it can break what reads it."""
    for good in ("", "localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000", "help.example.com"):
        assert is_host(good), good
    for bad in (
        "[",
        "[::::]",
        "[::1",
        "a b",
        "a/b",
        "a:99999999",
        "a:70000",
        "::::",
        "a:b",
        "\xff",
        "http://[",
        "a@b",
    ):
        assert not is_host(bad), bad
    app = KnownHosts(PlainTextResponse("there"))
    assert get(app, "/", Host="help.example").text == "there"
    assert get(app, "/", Host="[").status_code == 400


def test_the_policy_closes_every_door() -> None:
    """Including those that do not fall back to default-src."""
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    for directive in ("object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"):
        assert directive in policy


def test_waiting_for_a_page_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that never comes is missing."""
    monkeypatch.setattr("kb.web.files.SWAP_SECONDS", 0.05)
    began = time.monotonic()
    with pytest.raises(FileNotFoundError):
        read_page(tmp_path / "never")
    assert time.monotonic() > began
