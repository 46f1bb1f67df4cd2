"""Promises of the rule on links to other hosts: asked once, politely, at a real server."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from findings import found

from kb.checks.model import Subject
from kb.support.external import FRESH, Reacher

ANSWERS = {"/here": 200, "/gone": 404, "/closed": 410, "/busy": 503, "/no-head": 405}


@pytest.fixture
def host() -> Iterator[tuple[str, list[str]]]:
    """A host's address, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(ANSWERS.get(self.path, 404) if self.command == "HEAD" else 200)
            self.end_headers()

        do_GET = do_HEAD

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_is_gone_is_named_at_its_line(
    subject_of: Callable[..., Subject],
    article_text: Callable[..., str],
    host: tuple[str, list[str]],
    tmp_path: Path,
) -> None:
    """404, 410 and no server are findings; a busy host and one without HEAD are none; code holds no link."""
    url, asked = host
    body = "".join(f"[x]({url}{path})\n\n" for path in ANSWERS) + f"`{url}/code`\n\n<http://127.0.0.1:9/>\n"
    subject = subject_of({"en/a.md": article_text("a", body=body)})
    reach = Reacher(tmp_path / "links.json", sleep=lambda _: None).reason
    lines = found("external-links", replace(subject, reach=reach))
    assert [line.partition(": link")[0].partition(":9/' does")[0] for line in lines] == [
        f"content/en/a.md:10: '{url}/gone' is gone (HTTP 404)",
        f"content/en/a.md:12: '{url}/closed' is gone (HTTP 410)",
        "content/en/a.md:20: 'http://127.0.0.1",
    ]
    assert asked[-2:] == ["HEAD /no-head", "GET /no-head"]


def test_an_address_that_answered_is_left_alone_for_a_week(
    host: tuple[str, list[str]], tmp_path: Path
) -> None:
    """By another run, too; one that is gone is asked again; a host is asked once a second."""
    url, asked = host
    now, slept = [1e9], list[float]()
    file = tmp_path / "build" / "links.json"

    def ask(path: str) -> str:
        return Reacher(file, lambda: now[0], slept.append).reason(url + path)

    assert [ask("/here"), ask("/here"), bool(ask("/gone")), bool(ask("/gone"))] == ["", "", True, True]
    assert asked == ["HEAD /here", "HEAD /gone", "HEAD /gone"]
    now[0] += FRESH
    assert ask("/here") == ""
    assert len(asked) == 4
    both = Reacher(file, lambda: now[0], slept.append)
    both.reason(f"{url}/gone")
    both.reason(f"{url}/closed")
    assert slept == [1.0]
    file.write_text("[", encoding="utf-8")
    assert ask("/here") == ""
