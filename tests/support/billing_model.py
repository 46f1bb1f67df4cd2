"""A second, naive implementation of the billing rules: the oracle that the service is compared with.

It shares nothing with kb.billing: months are counted with a calendar loop, money with fractions.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import floor

PRICES = {
    "starter-m": (1900, 1),
    "plus-m": (2495, 1),
    "pro-m": (3900, 1),
    "team-m": (6900, 1),
    "pro-y": (39000, 12),
}


def months_later(anchor: int, months: int) -> int:
    """``anchor`` plus calendar months: the day is lowered until the month has it."""
    start = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=anchor)
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for day in range(start.day, 27, -1):
        try:
            moment = start.replace(year=year, month=month, day=day)
        except ValueError:
            continue
        return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
    moment = start.replace(year=year, month=month)
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())


@dataclass
class Modelled:
    """A customer as the rules say; a receipt: at, kind, plan, price, unused, used, charged, credit, end."""

    applies_credit: bool
    card: str = "good"
    state: str = "no_plan"
    plan: str | None = None
    on: bool = False
    anchor: int = 0
    renewals: int = 0
    start: int = 0
    end: int = 0
    value: int = 0
    credit: int = 0
    hold: int = 0
    paid: int = 0
    refunded: int = 0
    sales: int = 0
    receipts: list[tuple[object, ...]] = field(default_factory=list)

    def unused(self, now: int) -> int:
        """The whole minor units that are left of the running period."""
        if self.state != "active":
            return 0
        return floor(Fraction(self.value) * Fraction(self.end - now, self.end - self.start))

    def terms(self, plan: str, now: int) -> tuple[int, int]:
        """(credit applied, due) of a change or purchase."""
        credit, price = self.credit + self.unused(now), PRICES[plan][0]
        applied = min(price, credit) if self.applies_credit else 0
        return applied, price - applied

    def begin(self, plan: str, now: int) -> None:
        """A change or purchase that goes through."""
        unused, (applied, due) = self.unused(now), self.terms(plan, now)
        kind = {"active": "plan_change", "no_plan": "first_purchase", "suspended": "reactivation"}[self.state]
        self.on = self.on if self.state == "active" else True
        self.state, self.plan, self.anchor, self.renewals = "active", plan, now, 0
        self.sales += PRICES[plan][0] - unused
        self.credit += unused - applied
        self._period(kind, now, unused, applied, due)

    def expire(self) -> None:
        """The end of the period."""
        price = PRICES[self.plan or ""][0]
        applied = min(price, self.credit) if self.applies_credit else 0
        if not self.on or (price > applied and self.card != "good"):
            self.state, self.on = "suspended", False
            return
        self.renewals += 1
        self.sales += price
        self.credit -= applied
        self._period("renewal", self.end, 0, applied, price - applied)

    def until(self, now: int) -> None:
        """Everything that falls due up to ``now``."""
        while self.state == "active" and self.end <= now:
            self.expire()

    def _period(self, kind: str, now: int, unused: int, applied: int, due: int) -> None:
        price, interval = PRICES[self.plan or ""]
        self.paid += due
        self.start, self.value = now, price
        self.end = months_later(self.anchor, (self.renewals + 1) * interval)
        self.receipts.append((now, kind, self.plan, price, unused, applied, due, self.credit, self.end))
