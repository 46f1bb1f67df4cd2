"""What a plan change costs: CPU in the service and over HTTP, and how it grows with the accounts.

    python bench/billing.py

Prints medians in milliseconds of CPU (not elapsed time, so that other work on the machine does not count).
Goals: changePlan at most 1.5 ms; at 10,000 accounts at most 1.3 times the cost at 10; the forecast of an
account at most 50 ms.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from kb.billing import datasets
from kb.billing.auth.passwords import Hasher
from kb.billing.domain import forecast
from kb.billing.domain.model import Card
from kb.billing.service import Billing
from kb.billing.store.database import Database

ROUNDS, REQUESTS = 2000, 1500
PLANS = ("team-m", "pro-m")
CARD = Card("visa", "4242", "2199-12", "accepted")
SERVER = Path(__file__).parents[1] / "tests" / "support" / "mortal_server.py"
TICKS = os.sysconf("SC_CLK_TCK")


def with_accounts(database: Path, number: int) -> Billing:
    """A service with so many customers on a plan."""
    billing = Billing(Database(database), Hasher(time_cost=1, memory_kib=8))
    datasets.load(billing, "empty")
    with billing.database.transaction():
        for place in range(number):
            account = billing.add_account(f"c{place}@example.com", "-", card=CARD)
            billing.purchase_plan(account.id, "starter-m", "first")
    return billing


def service_cost(billing: Billing, number: int) -> list[float]:
    """CPU milliseconds of each of ROUNDS changes, spread over the customers."""
    costs = []
    for turn in range(ROUNDS):
        account = 1 + turn * 7919 % min(number, 1000)
        plan = PLANS[billing.account(account).plan == "team-m"]
        before = time.process_time_ns()
        billing.change_plan(account, plan, f"key-{turn}")
        costs.append((time.process_time_ns() - before) / 1e6)
    return costs


def forecast_cost(billing: Billing, number: int) -> list[float]:
    """CPU milliseconds of the next twelve months of each of ROUNDS customers, with all their choices."""
    costs = []
    for turn in range(ROUNDS):
        account, now = billing.account(1 + turn * 7919 % min(number, 1000)), billing.clock()
        before = time.process_time_ns()
        forecast.choices(account, now)
        costs.append((time.process_time_ns() - before) / 1e6)
    return costs


def http_cost(database: Path) -> float:
    """CPU milliseconds of the server process per change over HTTP, mean of REQUESTS over one connection."""
    command = [sys.executable, str(SERVER), str(database)]
    parent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdin
    assert parent.stdout
    print(file=parent.stdin, flush=True)
    pid, port = parent.stdout.readline().split()
    connection = _connect(int(port))
    token = _sign_in(connection)
    _change(connection, token, 0, 200)
    before = cpu_of(int(pid))
    _change(connection, token, 200, 200 + REQUESTS)
    spent = cpu_of(int(pid)) - before
    connection.close()
    os.kill(int(pid), 9)
    parent.communicate()
    return spent * 1000 / REQUESTS


def cpu_of(pid: int) -> float:
    """CPU seconds that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _connect(port: int) -> HTTPConnection:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(500):
        try:
            connection.connect()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return connection
    raise SystemExit("the server does not answer")


def _sign_in(connection: HTTPConnection) -> str:
    def send(path: str, body: object, **headers: str) -> tuple[int, dict[str, str]]:
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        answer.read()
        return answer.status, dict(answer.getheaders())

    card = {"brand": "visa", "last4": "4242", "exp": "2099-12"}
    customer = {"email": "bench@example.com", "password": "x", "billing_data": card}
    assert send("/_stub/accounts", customer, Authorization="Bearer control")[0] == 201
    _, headers = send("/v1/session", {"email": "bench@example.com", "password": "x"})
    token = headers["set-cookie"].split(";")[0].partition("=")[2]
    bearer = {"Authorization": f"Bearer {token}", "Idempotency-Key": "first"}
    assert send("/v1/me/purchase", {"plan": "starter-m"}, **bearer)[0] == 201
    return token


def _change(connection: HTTPConnection, token: str, first: int, last: int) -> None:
    for number in range(first, last):
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"change-{number}",
        }
        connection.request("POST", "/v1/me/plan", json.dumps({"plan": PLANS[number % 2]}), headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status


def main() -> None:
    """Measure and print."""
    medians = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in (10, 10_000):
            billing = with_accounts(Path(folder) / f"{number}.db", number)
            costs = service_cost(billing, number)
            assert billing.books().faults == ()
            ahead = forecast_cost(billing, number)
            billing.database.close()
            medians[number] = statistics.median(costs)
            print(f"service, {number:6} accounts: median {medians[number]:.3f} ms CPU")
            print(
                f"forecast, all choices: median {statistics.median(ahead):.3f}, worst {max(ahead):.3f} ms CPU"
            )
        print(f"ratio 10,000 to 10 accounts: {medians[10_000] / medians[10]:.2f}")
        print(f"over HTTP, 10,000 accounts: {http_cost(Path(folder) / '10000.db'):.2f} ms CPU of the server")


if __name__ == "__main__":
    main()
