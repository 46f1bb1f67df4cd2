"""A forecast cut into calendar months, in UTC, as a page draws them; pure."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal

from kb.billing.domain.forecast import Charge, Forecast
from kb.billing.domain.proration import boundary

Access = Literal["all", "part", "none"]


@dataclass(frozen=True, slots=True)
class Month:
    """What is paid in a month of a forecast, and whether there is access.

    ``start`` is its first second; of the first month the moment of the choice. ``access`` is "part" where it
    ends within the month.
    """

    start: int
    charges: tuple[Charge, ...]
    access: Access

    @property
    def card(self) -> int:
        """Minor units charged to the card."""
        return sum(charge.card for charge in self.charges)


def months(told: Forecast) -> tuple[Month, ...]:
    """All months that the forecast reaches into: thirteen, or twelve from the first second of a month."""
    return tuple(
        Month(
            start,
            tuple(charge for charge in told.charges if start <= charge.at < end),
            _access(told, start, end),
        )
        for start, end in pairwise(_bounds(told))
    )


def _bounds(told: Forecast) -> list[int]:
    midnight = datetime.fromtimestamp(told.now, UTC).replace(day=1, hour=0, minute=0, second=0)
    bounds, count = [told.now], 1
    while (first := boundary(int(midnight.timestamp()), count, 1)) < told.until:
        bounds.append(first)
        count += 1
    return [*bounds, told.until]


def _access(told: Forecast, start: int, end: int) -> Access:
    if not told.runs or (told.ends is not None and told.ends <= start):
        return "none"
    return "all" if told.ends is None or told.ends >= end else "part"
