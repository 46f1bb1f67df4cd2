"""Promises of the clock: the day can be given from outside, as reproducible builds do."""

from datetime import date

import pytest

from kb.clock import VARIABLE, today


@pytest.mark.parametrize("given", [{}, {VARIABLE: ""}, {VARIABLE: "soon"}])
def test_the_day_is_today(given: dict[str, str]) -> None:
    """Without a usable variable it is the machine's day."""
    assert today(given) == date.today()


def test_the_day_can_be_given() -> None:
    """SOURCE_DATE_EPOCH counts seconds since 1970."""
    assert today({VARIABLE: "1796083200"}) == date(2026, 12, 1)
