"""`kb serve --workers`: several processes answer on one port, one keeps what has state; none is missed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from kb.billing.datasets import DEMO, DEMO_PASSWORD

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to find the workers")
SEARCH = "/api/search?lang=en&q=invoice"
WAIT_SECONDS = 90


@pytest.fixture(scope="module")
def served(run_kb_server: Callable[..., AbstractContextManager[Any]]) -> Iterator[Any]:
    """A help center of two workers."""
    with run_kb_server("--workers", "2", "--agent-token", "open sesame") as server:
        wait_for(lambda: len(workers(server.process)) == 2)
        yield server


def workers(process: subprocess.Popen[str]) -> set[int]:
    """The ids of the workers: what the server has started that serves."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {int(each) for each in children if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()}


def wait_for(right: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + WAIT_SECONDS
    while not right():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_site_search_and_accounts_answer_on_the_same_port(served: Any) -> None:
    """A customer signs in and acts, an agent signs in, whichever worker is met; each header comes once."""
    with httpx.Client(base_url=served.url, timeout=WAIT_SECONDS) as http:
        assert http.get("/en/").status_code == 200
        assert http.get(SEARCH).json()["hits"]
        assert http.get("/api/openapi.json").json()["openapi"]
        answer = http.get("/v1/plans", headers={"Accept-Encoding": "gzip"})
        assert answer.json()["items"]
        assert all(len(answer.headers.get_list(name)) == 1 for name in answer.headers)
    for _ in range(6):  # a new connection each, so that both workers are met
        with httpx.Client(base_url=served.url, timeout=WAIT_SECONDS) as http:
            signed = http.post("/v1/session", json={"email": DEMO[0].email, "password": DEMO_PASSWORD})
            token = {"X-CSRF-Token": signed.json()["csrf"]}
            assert http.post("/v1/me/renewal/off", headers=token).status_code == 200
            assert http.post("/v1/me/renewal/on", headers=token).status_code == 200
            control = {"Authorization": f"Bearer {served.control_token}"}
            assert http.get("/_stub/clock", headers=control).status_code == 200


def test_the_process_with_state_knows_who_asks(served: Any) -> None:
    """The control plane is for this machine: a caller cannot claim to be it, or somebody else."""
    control = {"Authorization": f"Bearer {served.control_token}", "X-Forwarded-For": "203.0.113.9"}
    assert httpx.get(f"{served.url}/_stub/clock", headers=control, timeout=WAIT_SECONDS).status_code == 200


def test_replacing_the_workers_loses_no_request(served: Any) -> None:
    """SIGHUP under load: every request is answered, by the old workers or the new."""
    told: list[int] = []
    stopped = threading.Event()

    def call() -> None:
        while not stopped.is_set():
            told.append(httpx.get(served.url + SEARCH, timeout=WAIT_SECONDS).status_code)

    callers = [threading.Thread(target=call) for _ in range(3)]
    for caller in callers:
        caller.start()
    before = workers(served.process)
    served.process.send_signal(signal.SIGHUP)
    wait_for(lambda: len(workers(served.process)) == 2 and not before & workers(served.process))
    stopped.set()
    for caller in callers:
        caller.join()
    assert len(told) > 20
    assert set(told) == {200}


def test_a_worker_that_dies_is_replaced(served: Any) -> None:
    """The other goes on answering meanwhile."""
    victim, other = sorted(workers(served.process))
    os.kill(victim, signal.SIGKILL)
    assert httpx.get(served.url + SEARCH, timeout=WAIT_SECONDS).status_code == 200
    wait_for(lambda: len(workers(served.process)) == 2 and victim not in workers(served.process))
    assert other in workers(served.process)


def test_a_stop_ends_all_and_leaves_the_data_in_one_file(
    run_kb_server: Callable[..., AbstractContextManager[Any]], tmp_path: Path
) -> None:
    """No process is left, and the database is whole, without a file beside it."""
    with run_kb_server("--workers", "2", "--database", str(tmp_path / "b.db")) as server:
        wait_for(lambda: len(workers(server.process)) == 2)
        left = workers(server.process)
        assert httpx.get(f"{server.url}/v1/plans", timeout=WAIT_SECONDS).status_code == 200
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=WAIT_SECONDS) == 0
        assert not any(Path(f"/proc/{each}").exists() for each in left)
    assert [file.name for file in tmp_path.iterdir()] == ["b.db"]
