"""Promises of asking the billing service: whatever it answers, the caller gets facts or one clear error."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kb.errors import ServiceUnreachable
from kb.service_client import Service

ANSWERS = {
    "/good/v1/facts": (200, '{"a.b": {"value": 1, "unit": "x", "source": "s"}}'),
    "/good/v1/actions": (200, '{"items": [{"operationId": "go", "title": {"en": "Go"}}]}'),
    "/good/v1/agent/accounts/a%2Fb@c": (200, '{"kind": "corporate"}'),
    "/list/v1/facts": (200, "[1]"),
    "/list/v1/actions": (200, '{"items": [1]}'),
    "/text/v1/facts": (200, "<html>"),
    "/text/v1/actions": (200, "{}"),
    "/broken/v1/facts": (500, "{}"),
    "/broken/v1/actions": (500, "{}"),
}


class Handler(BaseHTTPRequestHandler):
    """Answers by path; everything else is not found."""

    def do_GET(self) -> None:
        """Send the canned answer."""
        status, body = ANSWERS.get(self.path, (404, "{}"))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server with answers of every kind, each under a prefix."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_facts_and_operations_are_read(url: str) -> None:
    """A good answer becomes facts by name and operations by id."""
    service = Service(url + "/good/")
    assert service.facts().by_name["a.b"].value == 1
    assert service.operations()["go"].title("it") == "Go"


def test_an_account_is_read_or_not_there(url: str) -> None:
    """An e-mail is quoted into the address; an unknown account is None, not an error."""
    assert Service(url + "/good").account("a/b@c", "token") == {"kind": "corporate"}
    assert Service(url + "/good").account("x@y", "token") is None


@pytest.mark.parametrize("prefix", ["/list", "/text", "/broken", "/nowhere"])
def test_other_answers_are_no_service(url: str, prefix: str) -> None:
    """Wrong shapes, no JSON, faults and missing pages all say that this is not the service."""
    service = Service(url + prefix)
    with pytest.raises(ServiceUnreachable, match=url + prefix):
        service.facts()
    with pytest.raises(ServiceUnreachable):
        service.operations()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://[", "nonsense"])
def test_no_answer_is_said(address: str) -> None:
    """A closed port and an address that is none are named."""
    with pytest.raises(ServiceUnreachable) as caught:
        Service(address, timeout=1).facts()
    assert caught.value.url == address
    assert caught.value.reason
