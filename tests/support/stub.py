"""The billing service over real HTTP, for tests: a server in a thread, its operator, and its customers."""

import contextlib
import itertools
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from kb.billing.app import create_app
from kb.billing.auth.passwords import Hasher
from kb.billing.settings import Settings
from kb.cli.hosting import bind

START = "2025-04-01T00:00:00Z"
PASSWORD = "tulipano 42 rosso"
CARD = {"brand": "visa", "last4": "4242", "exp": "2030-12"}
REFUSED_CARD = {"brand": "visa", "last4": "0002", "exp": "2030-12"}
EXPIRED_CARD = {"brand": "visa", "last4": "4242", "exp": "2024-12"}
PERIOD_END = "2025-05-01T00:00:00Z"
LAST_SECOND = "2025-04-30T23:59:59Z"

# Same algorithm, no waiting: the cost of the real parameters is tested once, in tests/unit/billing.
FAST = Hasher(time_cost=1, memory_kib=8)


class RealClock:
    """The clock of sessions, links and the sign-in limit: stands where a test puts it."""

    def __init__(self) -> None:
        """Start at the true time."""
        self.now = int(time.time())

    def __call__(self) -> int:
        """Whole seconds."""
        return self.now


@dataclass
class Customer:
    """A customer behind a browser: a cookie session and its CSRF token; ``calls`` by operation path."""

    email: str
    password: str
    http: httpx.Client
    csrf: str = ""
    next: str = ""
    keys: Iterator[int] = field(default_factory=itertools.count)

    def sign_in(self, password: str | None = None) -> httpx.Response:
        """Sign in; a success keeps session and CSRF token."""
        answer = self.http.post(
            "/v1/session", json={"email": self.email, "password": password or self.password}
        )
        if answer.status_code == 201:
            self.csrf, self.next = answer.json()["csrf"], answer.json()["next"]
        return answer

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Read under /v1/me."""
        return self.http.get(f"/v1/me{path}", headers=headers)

    def send(
        self, method: str, path: str, body: object = None, key: str | None = None, **headers: str
    ) -> httpx.Response:
        """Change something under /v1/me, as the account pages' own scripts would."""
        given = {"X-CSRF-Token": self.csrf, **({"Idempotency-Key": key} if key else {}), **headers}
        return self.http.request(method, f"/v1/me{path}", json=body, headers=given)

    def account(self) -> dict[str, Any]:
        """The account as the service shows it."""
        return self.get("").raise_for_status().json()

    def quote(self, plan: str) -> dict[str, Any]:
        """What changing to ``plan`` would cost."""
        return self.send("POST", "/plan/quote", {"plan": plan}).raise_for_status().json()

    def change(self, plan: str, key: str | None = None, **more: Any) -> httpx.Response:
        """Change the plan, with a fresh key unless one is given."""
        return self.send("POST", "/plan", {"plan": plan, **more}, key or f"change-{next(self.keys)}")

    def buy(self, plan: str, key: str | None = None, **more: Any) -> httpx.Response:
        """Buy a plan, with a fresh key unless one is given."""
        return self.send("POST", "/purchase", {"plan": plan, **more}, key or f"buy-{next(self.keys)}")

    def renewal(self, state: str) -> httpx.Response:
        """Turn the renewal "off" or "on"."""
        return self.send("POST", f"/renewal/{state}")

    def card(self, data: dict[str, str]) -> httpx.Response:
        """Give other billing data."""
        return self.send("PUT", "/billing-data", data)

    def refund(self, amount: int, key: str | None = None) -> httpx.Response:
        """Ask for credit back."""
        return self.send("POST", "/refund-requests", {"amount": amount}, key or f"refund-{next(self.keys)}")

    def new_password(self, current: str, new: str) -> httpx.Response:
        """Change the password."""
        return self.send("PUT", "/password", {"current": current, "new": new})

    def receipts(self) -> list[dict[str, Any]]:
        """All receipts, oldest first."""
        return list(reversed(self.get("/receipts?limit=100").raise_for_status().json()["items"]))

    def activity(self) -> list[dict[str, Any]]:
        """All activity, newest first."""
        return self.get("/activity?limit=100").raise_for_status().json()["items"]


@dataclass
class Stub:
    """A running service seen by its operator."""

    url: str
    http: httpx.Client
    real_clock: RealClock
    emails: Iterator[int] = field(default_factory=itertools.count)
    browsers: list[httpx.Client] = field(default_factory=list)
    sql: sqlite3.Connection | None = None  # of a service in this process

    def control(self, method: str, path: str, body: object = None) -> Any:
        """Call the control plane."""
        headers = {"Authorization": "Bearer control"}
        answer = self.http.request(method, f"/_stub{path}", json=body, headers=headers)
        return answer.raise_for_status().json()

    def reset(self, seed: str = "empty", at: str = START) -> None:
        """Everything away, the clock at ``at``."""
        self.control("POST", "/reset", {"seed": seed, "at": at if seed == "empty" else None})

    def to(self, instant: str) -> None:
        """Move the billing clock to an instant."""
        self.control("POST", "/clock/advance", {"to": instant})

    def by(self, duration: str) -> None:
        """Move the billing clock on."""
        self.control("POST", "/clock/advance", {"by": duration})

    def outbox(self, customer: Customer) -> list[dict[str, Any]]:
        """The customer's e-mails, oldest first."""
        return [mail for mail in self.control("GET", "/outbox") if mail["to"] == customer.email]

    def ledger(self) -> list[dict[str, Any]]:
        """The journal, oldest first."""
        return self.control("GET", "/ledger")["rows"]

    def books(self) -> dict[str, Any]:
        """The sums, and what does not balance."""
        return self.control("GET", "/ledger")["books"]

    def settle(self, request: int, approve: bool) -> dict[str, Any]:
        """Decide on a refund request."""
        return self.control("POST", f"/refund-requests/{request}/settle", {"approve": approve})

    def browser(self, email: str, password: str = PASSWORD) -> Customer:
        """Another browser of a customer, not signed in."""
        self.browsers.append(httpx.Client(base_url=self.url, timeout=20, verify=False))
        return Customer(email, password, self.browsers[-1])

    def customer(self, plan: str | None = None, **given: Any) -> Customer:
        """A new customer with a good card, signed in; ``plan``: bought now."""
        data = {
            "billing_data": CARD,
            "password": PASSWORD,
            "email": f"c{next(self.emails)}@example.com",
            **given,
        }
        self.control("POST", "/accounts", data)
        customer = self.browser(data["email"], data["password"])
        assert customer.sign_in().status_code == 201
        if plan:
            assert customer.buy(plan).status_code == 201
        return customer


@contextlib.contextmanager
def running_stub(database: Path | None = None, **more: Any) -> Iterator[Stub]:
    """The service on an ephemeral port of the loopback interface until the block ends."""
    clock = RealClock()
    given = {"dataset": "empty", "agent_token": "agent", "help_url": "https://help.example", **more}
    settings = Settings(database=database, control=True, control_token="control", now=clock, **given)
    app = create_app(settings, FAST)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off")
    server, sock = uvicorn.Server(config), bind(0)
    thread = threading.Thread(target=server.run, args=([sock],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    with httpx.Client(base_url=url, timeout=30, verify=False) as http:
        stub = Stub(url, http, clock, sql=app.state.billing.database.sql)
        try:
            yield stub
        finally:
            for browser in stub.browsers:
                browser.close()
            server.should_exit = True
            thread.join(10)
            sock.close()
            app.state.billing.database.close()


@pytest.fixture(scope="session")
def one_stub() -> Iterator[Stub]:
    """One server for a whole run."""
    with running_stub() as running:
        yield running


@pytest.fixture
def stub(one_stub: Stub) -> Stub:
    """The billing service without customers, its clock at 2025-04-01."""
    one_stub.reset()
    return one_stub
