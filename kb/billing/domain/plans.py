"""The catalogue of plans: what can be bought, for how much, and what it unlocks."""

from dataclasses import dataclass
from typing import Literal, get_args

from kb.billing.domain.errors import InvalidRequest

PlanId = Literal["starter-m", "plus-m", "pro-m", "team-m", "pro-y", "corporate"]
CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: ``price`` in minor units per ``interval`` calendar months; ``managed``: not sold online."""

    id: PlanId
    price: int
    interval: int
    managed: bool
    features: tuple[str, ...]


def _plan(plan: PlanId, price: int, interval: int, *features: str) -> Plan:
    return Plan(plan, price, interval, plan == "corporate", features)


_BASIC = ("meetings", "screen_sharing")
_PRO = (*_BASIC, "recording", "reports")
_TEAM = (*_PRO, "shared_calendar", "administration")

CATALOGUE: tuple[Plan, ...] = (
    _plan("starter-m", 1900, 1, *_BASIC),
    _plan("plus-m", 2495, 1, *_BASIC, "recording"),
    _plan("pro-m", 3900, 1, *_PRO),
    _plan("team-m", 6900, 1, *_TEAM),
    _plan("pro-y", 39000, 12, *_PRO),
    _plan("corporate", 0, 1, *_TEAM, "account_manager"),
)
_BY_ID = {plan.id: plan for plan in CATALOGUE}
assert tuple(_BY_ID) == get_args(PlanId), "PlanId and CATALOGUE list the same plans in the same order"


def find(plan: str) -> Plan:
    """The plan of this id. Raises InvalidRequest when the catalogue has none."""
    for known, found in _BY_ID.items():
        if known == plan:
            return found
    raise InvalidRequest(f"unknown plan {plan!r}; the plans are {', '.join(_BY_ID)}")
