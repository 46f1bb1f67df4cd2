"""The billing clock: how instants and durations are written, and how far it goes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.billing import clock
from kb.billing.domain.errors import (
    InvalidRequest,
)
from kb.billing.domain.model import Account
from kb.billing.service import Billing


@given(st.integers(0, clock.LATEST))
def test_instants_go_there_and_back(moment: int) -> None:
    """Every second has one spelling that is read back."""
    assert clock.instant(clock.iso(moment)) == moment


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ("P1M", "2025-02-28T10:00:00Z"),
        ("P1Y", "2026-01-31T10:00:00Z"),
        ("P13M", "2026-02-28T10:00:00Z"),
        ("P30D", "2025-03-02T10:00:00Z"),
        ("PT1S", "2025-01-31T10:00:01Z"),
        ("P1DT2H3M4S", "2025-02-01T12:03:04Z"),
    ],
)
def test_durations(duration: str, expected: str) -> None:
    """ISO 8601 durations, months of the calendar."""
    assert clock.iso(clock.later(clock.instant("2025-01-31T10:00:00Z"), duration)) == expected


@pytest.mark.parametrize("text", ["", "P", "PT", "1M", "P1W", "-P1D", "P1M ", "p1m"])
def test_not_a_duration(text: str) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(InvalidRequest, match="write for example P1M"):
        clock.later(0, text)


@pytest.mark.parametrize("text", ["", "tomorrow", "2025-13-01"])
def test_not_an_instant(text: str) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(InvalidRequest, match="write for example"):
        clock.instant(text)


def test_offsets_are_understood() -> None:
    """Rome's noon in summer is ten o'clock UTC."""
    assert clock.iso(clock.instant("2025-07-01T12:00:00+02:00")) == "2025-07-01T10:00:00Z"


@pytest.mark.parametrize("to", [-1, clock.LATEST + 1])
def test_the_clock_stays_within_its_years(billing: Billing, to: int) -> None:
    """Backwards or beyond 2200 is refused."""
    with pytest.raises(InvalidRequest):
        billing.advance_clock(to)


def test_one_advance_is_bounded(
    billing: Billing, register: Callable[..., Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many events at once are refused, and nothing of them has happened."""
    account = register().id
    billing.purchase_plan(account, "pro-m", "k")
    monkeypatch.setattr(clock, "MAX_EVENTS", 3)
    before = "\n".join(billing.database.sql.iterdump())
    with pytest.raises(InvalidRequest, match="smaller steps"):
        billing.advance_clock(clock.later(billing.clock(), "P4M"))
    assert "\n".join(billing.database.sql.iterdump()) == before
