"""Under load and under the axe: every request has its one effect, every effect is whole.

In the suite 8 processes x 150 plan changes and 10 kills; KB_KILLS=30 kills thirty times.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Self

import httpx
from stub import Customer, RealClock, Stub, running_stub

from kb.billing.service import Billing
from kb.billing.store.database import Database

SUPPORT = Path(__file__).parents[2] / "support"
PROCESSES, CUSTOMERS, CHANGES = 8, 5, 30
KILLS = int(os.environ.get("KB_KILLS", "10"))
PLANS = ("team-m", "pro-m")


def test_eight_processes_share_their_keys(tmp_path: Path) -> None:
    """8 processes send the same 150 changes at the same time: 150 effects, one answer per key, no error."""
    with running_stub(tmp_path / "b.db") as stub:
        customers = [stub.customer("starter-m") for _ in range(CUSTOMERS)]
        plan = json.dumps([[token(each), changes(place)] for place, each in enumerate(customers)])
        command = [sys.executable, str(SUPPORT / "load_client.py"), stub.url.removeprefix("http://"), plan]
        clients = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
        answers = [answer for client in clients for answer in json.loads(client.communicate()[0])]
        assert Counter(status for _, status, _ in answers) == {200: PROCESSES * CUSTOMERS * CHANGES}
        assert len({(key, body) for key, _, body in answers}) == CUSTOMERS * CHANGES
        effects = [row["event"] for row in stub.ledger() if row["op"] == "plan_change"]
        assert len(effects) == len(set(effects)) == CUSTOMERS * CHANGES == 150
        assert stub.books()["faults"] == []


def token(customer: Customer) -> str:
    """The customer's session as a Bearer token."""
    return str(customer.http.cookies["kb_session"])


def changes(place: int) -> list[list[str]]:
    """A customer's changes: each to the other plan, each with its key."""
    return [[f"c{place}-{number}", PLANS[number % 2]] for number in range(CHANGES)]


class Mortal:
    """A server process that can be killed and started again over one database."""

    def __init__(self, database: Path) -> None:
        """Start the process that forks the servers."""
        command = [sys.executable, str(SUPPORT / "mortal_server.py"), str(database)]
        self.parent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pid, self.url = 0, ""

    def start(self) -> None:
        """A fresh server; returns when it answers."""
        assert self.parent.stdin
        assert self.parent.stdout
        print(file=self.parent.stdin, flush=True)
        pid, port = self.parent.stdout.readline().split()
        self.pid, self.url = int(pid), f"http://127.0.0.1:{port}"
        for _ in range(1000):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{self.url}/v1/plans", verify=False)
                return
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill -9."""
        os.kill(self.pid, signal.SIGKILL)

    def __enter__(self) -> Self:
        """The first server answers."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """The last server and its parent end."""
        with contextlib.suppress(ProcessLookupError):
            self.kill()
        self.parent.communicate()


def press(url: str, bearer: str, name: str, known: dict[str, str]) -> None:
    """Change the plan again and again until the server is gone; remember what was acknowledged."""
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {bearer}"}, verify=False) as client:
        for number in range(100_000):
            key = f"{name}-{number}"
            try:
                answer = client.post(
                    "/v1/me/plan", json={"plan": PLANS[number % 2]}, headers={"Idempotency-Key": key}
                )
            except httpx.TransportError:
                return
            if answer.status_code == 200:
                known[key] = answer.json()["receipt"]["number"]


def check(database: Path, acknowledged: dict[str, str]) -> int:
    """The file is sound, the books balance, nothing acknowledged is lost; returns the number of receipts."""
    opened = Database(database)
    assert opened.sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    billing = Billing(opened)
    assert billing.books().faults == ()
    receipts = {number for (number,) in opened.sql.execute("SELECT printf('R-%06d', id) FROM receipt")}
    assert set(acknowledged.values()) <= receipts
    keys = [key for (key,) in opened.sql.execute("SELECT key FROM idempotency")]
    assert set(acknowledged) <= set(keys)
    mails = opened.sql.execute("SELECT count(*) FROM outbox WHERE receipt IS NOT NULL").fetchone()[0]
    assert mails == len(receipts) == len(keys)
    opened.close()
    return len(receipts)


def test_a_killed_server_leaves_whole_effects(tmp_path: Path) -> None:
    """Kill -9 under load, again and again: integrity ok, books balanced, no receipt without its e-mail."""
    database, dice = tmp_path / "b.db", random.Random(7)
    acknowledged: dict[str, str] = {}
    with Mortal(database) as server:
        bearers = sign_ins(server.url)
        for kill in range(KILLS):
            threads = [
                threading.Thread(target=press, args=(server.url, bearer, f"{kill}-{place}", acknowledged))
                for place, bearer in enumerate(bearers)
            ]
            for thread in threads:
                thread.start()
            time.sleep(dice.uniform(0.05, 0.3))
            server.kill()
            for thread in threads:
                thread.join()
            check(database, acknowledged)
            server.start()
    assert check(database, acknowledged) > KILLS


def sign_ins(url: str) -> list[str]:
    """Three customers with a plan, as Bearer tokens."""
    with httpx.Client(base_url=url, verify=False) as http:
        stub = Stub(url, http, RealClock())
        stub.reset()
        found = [token(stub.customer("starter-m")) for _ in range(3)]
        for browser in stub.browsers:
            browser.close()
    return found
