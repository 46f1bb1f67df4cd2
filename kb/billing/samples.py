"""Meetings and reports to show behind the subscription: made up from the clock, the same for everybody."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kb.billing.domain.model import Language
from kb.billing.locale.texts import text

MEETINGS = 3


@dataclass(frozen=True, slots=True)
class ScheduledSession:
    """An online meeting that the customer has planned."""

    id: str
    title: str
    starts: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Report:
    """A usage report of one past month."""

    id: str
    title: str
    month: str
    meetings: int


def scheduled_sessions(now: int, language: Language) -> tuple[ScheduledSession, ...]:
    """The meetings of the next three days, at nine o'clock UTC."""
    morning = datetime.fromtimestamp(now, UTC).replace(hour=9, minute=0, second=0)
    return tuple(
        ScheduledSession(
            f"s{day}",
            text(language, f"sessions.sample_{day}"),
            int((morning + timedelta(days=day)).timestamp()),
            30 * day,
        )
        for day in range(1, MEETINGS + 1)
    )


def reports(now: int, language: Language) -> tuple[Report, ...]:
    """One report for each of the last three months, newest first."""
    month = datetime.fromtimestamp(now, UTC).replace(day=1)
    found = []
    for back in range(1, 4):
        month = (month - timedelta(days=1)).replace(day=1)
        found.append(
            Report(f"r{back}", text(language, "reports.sample"), month.strftime("%Y-%m"), 10 + 3 * back)
        )
    return tuple(found)
