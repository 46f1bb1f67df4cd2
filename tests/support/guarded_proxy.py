"""A door before a node, as operators put one: TLS and a password; may tell another version of itself."""

import base64
import json
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen


@dataclass(frozen=True)
class Door:
    """Where it is, the certificate that vouches for it (empty: plain HTTP), and whether it is shut."""

    url: str
    authority: str
    shut: threading.Event


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the loopback address that vouches for itself, and its key."""
    cert, key = folder / "door.pem", folder / "door.key"
    names = ["-subj", "/CN=door", "-addext", "subjectAltName=IP:127.0.0.1"]
    making = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    subprocess.run([*making, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    return cert, key


class Handler(BaseHTTPRequestHandler):
    """Passes a request on to the node behind; a subclass says which, and who may."""

    behind, secret, info = "", "", None
    shut: threading.Event

    def pass_on(self) -> None:
        """Answer as the node does, unless the door is shut."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.shut.is_set():
            return self.answer(503, b'{"error": "shut"}')
        if self.secret and self.headers.get("authorization") != self.secret:
            return self.answer(401, b"Unauthorized", "text/plain")
        if self.info is not None and self.path == "/":
            return self.answer(200, json.dumps(self.info).encode())
        kind = {"content-type": self.headers.get("content-type", "application/json")}
        asked = Request(self.behind + self.path, body or None, kind, method=self.command)
        try:
            with urlopen(asked) as answer:
                return self.answer(answer.status, answer.read())
        except HTTPError as error:
            return self.answer(error.code, error.read())

    def answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
        """Send one whole answer."""
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = pass_on


@contextmanager
def door(
    behind: str, folder: Path | None = None, user: str = "", password: str = "", info: Any = None
) -> Iterator[Door]:
    """Stand before a node until the block ends.

    Args:
        behind: The node's address.
        folder: Where the certificate goes; None: no TLS.
        user: Who may come in; empty: everybody.
        password: With which word.
        info: What the cluster is said to tell of itself; None: what it tells.
    """
    secret = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    shut = threading.Event()
    known = {"shut": shut, "behind": behind, "secret": secret if user else "", "info": info}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Door", (Handler,), known))
    server.daemon_threads = True
    authority = ""
    if folder:
        cert, key = certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        authority = str(cert)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Door(f"{'https' if folder else 'http'}://127.0.0.1:{server.server_port}", authority, shut)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
