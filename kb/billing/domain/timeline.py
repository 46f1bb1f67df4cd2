"""A forecast cut into its twelve months, as a page draws them; pure."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kb.billing.domain.forecast import MONTHS, Charge, Forecast
from kb.billing.domain.proration import boundary

Access = Literal["all", "part", "none"]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a forecast, from ``start`` on: what is paid in it, and whether there is access.

    ``access`` is "part" where it ends within the month.
    """

    start: int
    charges: tuple[Charge, ...]
    access: Access

    @property
    def card(self) -> int:
        """Minor units charged to the card."""
        return sum(charge.card for charge in self.charges)

    @property
    def credit(self) -> int:
        """Minor units taken from the credit."""
        return sum(charge.credit for charge in self.charges)


def months(told: Forecast) -> tuple[Month, ...]:
    """The months, counted from the moment of the choice and clipped as periods are."""
    bounds = [boundary(told.now, count, 1) for count in range(MONTHS + 1)]
    return tuple(
        Month(
            start,
            tuple(charge for charge in told.charges if start <= charge.at < end),
            _access(told, start, end),
        )
        for start, end in pairwise(bounds)
    )


def _access(told: Forecast, start: int, end: int) -> Access:
    if not told.runs or (told.ends is not None and told.ends <= start):
        return "none"
    return "all" if told.ends is None or told.ends >= end else "part"
