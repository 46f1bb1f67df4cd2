"""Another customer's data: tried for every path and method of the OpenAPI document."""

import itertools

import httpx
import pytest
from stub import Customer, Stub

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
BODIES = {
    "signIn": {"email": "x@example.com", "password": "x"},
    "changePassword": {"current": "x", "new": "nuova chiave 7"},
    "quotePlanChange": {"plan": "team-m"},
    "changePlan": {"plan": "team-m"},
    "purchasePlan": {"plan": "team-m"},
    "updateBillingData": {"brand": "visa", "last4": "4242", "exp": "2030-12"},
    "requestRefund": {"amount": 1},
}
PUBLIC = ("/v1/facts", "/v1/plans", "/v1/contacts", "/v1/actions")


@pytest.fixture
def two(stub: Stub) -> tuple[Customer, Customer]:
    """Two customers with receipts and credit each."""
    first, second = stub.customer("team-m"), stub.customer("team-m")
    stub.to("2025-04-06T00:00:00Z")
    for each in (first, second):
        each.change("starter-m")
        each.refund(100)
    return first, second


def requests(stub: Stub, number: str) -> list[tuple[str, str, object]]:
    """(method, path, body) of every path and method, documented or not; parameters filled with real ids."""
    paths = stub.http.get("/v1/openapi.json").json()["paths"]
    found = []
    for (path, item), method in itertools.product(paths.items(), METHODS):
        operation = item.get(method.lower(), {}).get("operationId", "")
        filled = path.format(name="contacts.page", number=number, email="c0@example.com", request_id=1)
        found.append((method, filled, BODIES.get(operation)))
    return found


def send(http: httpx.Client, method: str, path: str, body: object, **headers: str) -> httpx.Response:
    """One request with a fresh idempotency key."""
    return http.request(method, path, json=body, headers={"Idempotency-Key": "probe", **headers})


def is_closed(path: str, method: str) -> bool:
    """Whether nobody may come in without a session or token: all but the public reads and signing in."""
    return not path.startswith(PUBLIC) and (path, method) != ("/v1/session", "POST")


@pytest.mark.parametrize("credential", ["none", "forged", "ended", "swapped csrf"])
def test_every_door_is_closed_without_a_session(
    stub: Stub, two: tuple[Customer, Customer], credential: str
) -> None:
    """No session, a made-up one, one that has ended: 401 everywhere (405 where the method does not exist)."""
    first, second = two
    number, ledger = first.receipts()[0]["number"], stub.ledger()
    token = second.http.cookies["kb_session"]
    headers = {
        "none": {},
        "forged": {"Authorization": f"Bearer {token[:-1]}{'A' if token[-1] != 'A' else 'B'}"},
        "ended": {"Authorization": f"Bearer {token}"},
        "swapped csrf": {"Cookie": f"kb_session={token}", "X-CSRF-Token": first.csrf},
    }[credential]
    if credential == "ended":
        second.http.delete("/v1/session", headers={"X-CSRF-Token": second.csrf})
    for method, path, body in requests(stub, number):
        if not is_closed(path, method) or (path == "/v1/openapi.json"):
            continue
        answer = send(stub.http, method, path, body, **headers)
        allowed = {401, 405}
        if credential == "swapped csrf" and path.startswith(("/v1/me", "/v1/session")):
            if method == "GET" or path == "/v1/me/plan/quote":
                continue  # the session itself is good: reading is allowed
            allowed = {403, 405}
        assert answer.status_code in allowed, (method, path, answer.status_code)
        assert "Traceback" not in answer.text
    assert stub.ledger() == ledger


def test_a_customer_reaches_only_the_own_account(stub: Stub, two: tuple[Customer, Customer]) -> None:
    """With another's numbers and ids, on every path and method: 404, 401, or the own data."""
    first, second = two
    foreign = {receipt["number"] for receipt in first.receipts()}
    before = first.account(), first.receipts(), first.activity()
    smuggled = "account=1&account_id=1&email=" + first.email
    for number, (method, path, body) in itertools.product(foreign, requests(stub, next(iter(foreign)))):
        path = path.replace(next(iter(foreign)), number)
        if path in ("/v1/session", "/v1/me/password"):
            continue
        answer = second.send(
            method, f"/../..{path}?{smuggled}", body, "probe", **{"X-Account": "1", "X-User-Id": "1"}
        )
        assert answer.status_code < 500, (method, path)
        assert first.email not in answer.text
        assert not foreign & set(answer.text.replace('"', " ").split()), (method, path)
        if "/receipts/R-" in path or path.startswith(("/v1/agent", "/_stub")):
            assert answer.status_code in (401, 404, 405), (method, path, answer.status_code)
    assert (first.account(), first.receipts(), first.activity()) == before


def test_cursors_of_others_show_nothing_of_theirs(stub: Stub, two: tuple[Customer, Customer]) -> None:
    """Whatever cursor is sent, only the own rows come back."""
    first, second = two
    own = {line["event"] for line in second.activity()}
    numbers = {receipt["number"] for receipt in second.receipts()}
    for cursor in range(1, 40):
        seen = second.get(f"/activity?cursor={cursor}").json()["items"]
        assert {line["event"] for line in seen} <= own
        listed = second.get(f"/receipts?cursor={cursor}").json()["items"]
        assert {receipt["number"] for receipt in listed} <= numbers
    assert first.email != second.email


def test_signing_out_ends_one_session_only(stub: Stub) -> None:
    """Each browser has its own session."""
    here = stub.customer()
    there = stub.browser(here.email)
    there.sign_in()
    assert here.http.delete("/v1/session", headers={"X-CSRF-Token": here.csrf}).status_code == 204
    assert "kb_session" not in here.http.cookies
    assert here.get("").status_code == 401
    assert there.get("").status_code == 200


def test_tokens_open_only_their_own_plane(stub: Stub) -> None:
    """A customer's, an agent's and the control token are not taken for one another."""
    customer = stub.customer()
    tokens = {"customer": customer.http.cookies["kb_session"], "agent": "agent", "control": "control"}
    planes = {
        "customer": "/v1/me",
        "agent": f"/v1/agent/accounts/{customer.email}",
        "control": "/_stub/clock",
    }
    for (name, token), (plane, path) in itertools.product(tokens.items(), planes.items()):
        answer = stub.http.get(path, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == (200 if name == plane else 401), (name, plane)
