"""The billing clock as people write it, in ISO 8601. The clock itself stands in the database."""

import re
from datetime import UTC, datetime

from kb.billing.domain.errors import InvalidRequest
from kb.billing.domain.proration import boundary

EARLIEST = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
# Where a new database's billing clock starts.
DEFAULT_START = int(datetime(2026, 11, 23, 9, tzinfo=UTC).timestamp())
# Beyond it nobody tests anything, and calendar arithmetic stays far from the year 10000.
LATEST = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp())
# What one advance may do at most, so that a slip of the finger cannot stop the service.
MAX_EVENTS = 50_000
_DURATION = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?"
)
_SECONDS = (86400, 3600, 60, 1)


def iso(instant: int) -> str:
    """Seconds as "2026-11-23T09:00:00Z"."""
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(text: str) -> int:
    """The seconds of an ISO 8601 instant; without an offset it is UTC. Raises InvalidRequest."""
    try:
        moment = datetime.fromisoformat(text)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError) as error:
        raise InvalidRequest(f"{text!r} is not an instant; write for example 2026-11-23T09:00:00Z") from error


def later(now: int, duration: str) -> int:
    """``now`` plus an ISO 8601 duration such as "P1M", "P30D" or "PT1S". Raises InvalidRequest."""
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groups()):
        raise InvalidRequest(f"{duration!r} is not a duration; write for example P1M, P30D, PT12H or PT1S")
    years, months, *rest = (int(part or 0) for part in match.groups())
    total = min(years * 12 + months, 12 * 200)
    return boundary(now, total, 1) + sum(count * unit for count, unit in zip(rest, _SECONDS, strict=True))
