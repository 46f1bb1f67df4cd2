"""The control plane and the faults that it plants."""

import time

import httpx
import pytest
from stub import PERIOD_END, START, Stub

from kb.billing.api.control import LOOPBACK


def plant(stub: Stub, operation: str, kind: str, **more: int) -> None:
    """Plant a fault."""
    stub.control("POST", "/faults", {"operationId": operation, "kind": kind, **more})


def test_a_status_fault_happens_its_times_and_does_nothing(stub: Stub) -> None:
    """The next two calls fail before anything is done; the third works."""
    customer = stub.customer("pro-m")
    ledger = stub.ledger()
    plant(stub, "changePlan", "status", times=2, status=503)
    for _ in range(2):
        answer = customer.change("team-m", "k")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json()["retryable"]
    assert stub.ledger() == ledger
    assert customer.change("team-m", "k").status_code == 200


def test_an_answer_lost_after_the_commit_is_recovered_by_its_key(stub: Stub) -> None:
    """The connection breaks after the effect: the retry with the same key finds the answer, once."""
    customer = stub.customer("pro-m")
    plant(stub, "changePlan", "drop_after_commit")
    with pytest.raises(httpx.RemoteProtocolError):
        customer.change("team-m", "k")
    after = stub.ledger()
    assert customer.account()["plan"] == "team-m"
    assert customer.change("team-m", "k").status_code == 200
    assert stub.ledger() == after
    assert len(stub.outbox(customer)) == 2


def test_a_slow_operation_holds_nobody_else_up(stub: Stub) -> None:
    """Latency delays the call that it is planted on; others are answered meanwhile."""
    plant(stub, "listPlans", "latency", milliseconds=600)
    started = time.monotonic()
    with (
        httpx.Client(base_url=stub.url, timeout=0.3, verify=False) as impatient,
        pytest.raises(httpx.ReadTimeout),
    ):
        impatient.get("/v1/plans")
    assert stub.http.get("/v1/facts").status_code == 200
    assert stub.http.get("/v1/plans").status_code == 200
    assert time.monotonic() - started >= 0.3


def test_unknown_operations_bear_no_fault(stub: Stub) -> None:
    """A misspelt operation is refused; a reset clears what was planted."""
    with pytest.raises(httpx.HTTPStatusError, match="404"):
        plant(stub, "changePlam", "status")
    plant(stub, "listPlans", "status")
    stub.reset()
    assert stub.http.get("/v1/plans").status_code == 200


def test_the_clock_goes_to_an_instant_or_by_a_duration(stub: Stub) -> None:
    """Exactly one of both; never backwards."""
    assert stub.control("POST", "/clock/advance", {"by": "P1M"})["now"] == PERIOD_END
    assert (
        stub.control("POST", "/clock/advance", {"to": "2025-05-02T00:00:00+02:00"})["now"]
        == "2025-05-01T22:00:00Z"
    )
    for body in ({}, {"by": "P1M", "to": START}, {"to": START}, {"by": "soon"}):
        with pytest.raises(httpx.HTTPStatusError, match="422"):
            stub.control("POST", "/clock/advance", body)


def test_a_reset_signs_everybody_out_and_repeats_the_demo(stub: Stub) -> None:
    """The demo is the same every time: ids, dates, amounts."""
    customer = stub.customer("pro-m")
    stub.reset("demo")
    assert customer.get("").status_code == 401
    first = stub.ledger()
    demo = stub.browser("with@example.com", "prova-demo-2026")
    assert demo.sign_in().status_code == 401
    stub.reset("demo")
    assert stub.ledger() == first


def test_the_ledger_and_the_outbox_show_everything(stub: Stub) -> None:
    """Journal rows with their sums, e-mails with their text in the customer's language."""
    customer = stub.customer("pro-m", language="en")
    (row,) = stub.ledger()
    assert (row["op"], row["cash"], row["sales"]) == ("first_purchase", -3900, 3900)
    assert stub.books() == {
        "payments": 3900,
        "refunds": 0,
        "sales": 3900,
        "credit": 0,
        "hold": 0,
        "faults": [],
    }
    (mail,) = stub.outbox(customer)
    assert mail["to"] == customer.email
    assert "Pro" in mail["subject"] + mail["body"]


def test_the_plane_is_for_this_machine_only(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """A caller from elsewhere is refused even with the token; here elsewhere is 127.0.0.2."""
    monkeypatch.setattr("kb.billing.api.control.LOOPBACK", ("127.0.0.2",))
    answer = stub.http.get("/_stub/clock", headers={"Authorization": "Bearer control"})
    assert (answer.status_code, answer.json()["code"]) == (403, "loopback-only")
    assert LOOPBACK == ("127.0.0.1", "::1")
