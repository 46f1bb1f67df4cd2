"""Stopping the server: by Ctrl+C or by SIGTERM, with requests half sent, all data end up in one file."""

import itertools
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from kb.billing.datasets import DEMO, DEMO_PASSWORD

HALF = (
    b"POST /v1/session HTTP/1.1\r\nHost: kb\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
    b"POST /account/sign-in HTTP/1.1\r\nHost: kb\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nemail",
    b"GET /v1/plans HTTP/1.1\r\nHost: k",
    b"",
)


@contextmanager
def serving(database: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`kb billing serve` on that file: the process and its port; killed should it still run at the end."""
    command = [sys.executable, "-m", "kb", "billing", "serve", "--port", "0", "--database", str(database)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        found = next(found for line in process.stdout if (found := re.match(r"http://.*:(\d+)$", line)))
        yield process, int(found[1])
    finally:
        process.kill()
        process.communicate(timeout=20)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_leaves_all_data_in_one_file(tmp_path: Path, stop: signal.Signals) -> None:
    """Half-sent requests hold nothing up and leave no traceback; the one file knows what was done."""
    with serving(tmp_path / "b.db") as (process, port):
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
            signed = http.post("/v1/session", json={"email": DEMO[0].email, "password": DEMO_PASSWORD})
            off = http.post("/v1/me/renewal/off", headers={"X-CSRF-Token": signed.json()["csrf"]})
            assert off.status_code == 200
        half_sent = [socket.create_connection(("127.0.0.1", port)) for _ in HALF]
        for connection, sent in zip(half_sent, HALF, strict=True):
            connection.sendall(sent)
        process.send_signal(stop)
        _, complaints = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "Traceback" not in complaints
        for connection in half_sent:
            connection.close()
    assert [file.name for file in tmp_path.iterdir()] == ["b.db"]
    shutil.copy(tmp_path / "b.db", tmp_path / "copy.db")
    with (
        serving(tmp_path / "copy.db") as (_, port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}") as http,
    ):
        http.post("/v1/session", json={"email": DEMO[0].email, "password": DEMO_PASSWORD})
        assert http.get("/v1/me").json()["auto_renew"] is False


def test_connections_that_come_in_while_it_stops_hold_nothing_up(tmp_path: Path) -> None:
    """Callers keep connecting with half a request as the signal arrives: no task cancelled, no traceback."""
    stopped = threading.Event()
    with serving(tmp_path / "b.db") as (process, port):
        caller = threading.Thread(target=send_halves, args=(port, stopped))
        caller.start()
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=30)
        stopped.set()
        caller.join()
    assert (process.returncode, complaints) == (0, "")


def send_halves(port: int, stopped: threading.Event) -> None:
    """Open connections with half a request each, until nobody listens; hold them until then."""
    with ExitStack() as held:
        for half in itertools.cycle(HALF):
            try:
                connection = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
                connection.sendall(half)
            except OSError:
                break
            time.sleep(0.002)
        stopped.wait(30)


def test_a_copy_of_a_killed_service_is_one_sentence(tmp_path: Path) -> None:
    """The file alone, without its log: exit 2, the file's name and the cure, no new demo customers."""
    with serving(tmp_path / "b.db") as (process, _):
        process.kill()
        process.wait(timeout=20)
        shutil.copy(tmp_path / "b.db", tmp_path / "copy.db")
    command = [sys.executable, "-m", "kb", "billing", "serve", "--port", "0", "--database"]
    done = subprocess.run([*command, tmp_path / "copy.db"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stdout == ""
    assert re.fullmatch(r".*copy\.db: copied while a service used it.*copy both.*\n", done.stderr)
