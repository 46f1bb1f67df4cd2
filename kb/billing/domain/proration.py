"""Billing periods: calendar months counted from an anchor, in UTC; pure integer arithmetic."""

import calendar
from datetime import UTC, datetime


def boundary(anchor: int, count: int, interval: int) -> int:
    """The end of period ``count`` (1 is the first) of ``interval`` calendar months after ``anchor``.

    Always counted from the anchor and clipped to the month's last day, so that 31 January gives 28 February
    and then 31 March again. Seconds since the epoch in and out.
    """
    start = datetime.fromtimestamp(anchor, UTC)
    years, month = divmod(start.month - 1 + count * interval, 12)
    year = start.year + years
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return int(start.replace(year=year, month=month + 1, day=day).timestamp())


def unused_value(value: int, start: int, end: int, now: int) -> int:
    """The part of ``value`` not yet used at ``now``, rounded DOWN: no sequence of changes can create value.

    ``start <= now < end``; anything else is a fault of the caller, because at ``end`` the clock has already
    renewed or suspended the account. Raises ValueError.
    """
    if not start <= now < end:
        msg = f"now {now} lies outside the period [{start}, {end})"
        raise ValueError(msg)
    return value * (end - now) // (end - start)
