"""The next twelve months of an account, choice by choice: what falls due, until when access lasts; pure.

Nothing is estimated: each step is the rule that the clock will apply (rules.fall_due).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.billing.domain import plans, rules
from kb.billing.domain.errors import BillingError
from kb.billing.domain.model import Account
from kb.billing.domain.plans import Plan
from kb.billing.domain.proration import boundary

MONTHS = 12
Choice = Literal["keep", "turn_off", "downgrade", "annual"]


@dataclass(frozen=True, slots=True)
class Charge:
    """A payment at ``at``: minor units from the card and from the credit."""

    at: int
    card: int
    credit: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a choice made now leads to within twelve months.

    Attributes:
        choice: What the customer would do.
        plan: The plan afterwards.
        charges: In order of time; one made by the choice itself comes first.
        ends: When access ends; None when it lasts beyond the twelve months.
        after: The account at the end of them.
    """

    choice: Choice
    plan: str
    charges: tuple[Charge, ...]
    ends: int | None
    after: Account

    @property
    def total(self) -> int:
        """Minor units charged to the card in all."""
        return sum(charge.card for charge in self.charges)

    @property
    def credit(self) -> int:
        """Minor units taken from the credit in all."""
        return sum(charge.credit for charge in self.charges)


def choices(account: Account, now: int) -> tuple[Forecast, ...]:
    """The forecasts of a running self-service subscription, those that the account can choose; else none.

    The downgrade is to the next cheaper plan of the same interval, the annual plan is the first there is.
    """
    if account.kind == "corporate" or account.state != "active":
        return ()
    found = [
        _forecast("keep", rules.Effect(rules.set_renewal(account, on=True)), now),
        _forecast("turn_off", rules.Effect(rules.set_renewal(account, on=False)), now),
    ]
    for choice, plan in (("downgrade", _cheaper(account)), ("annual", _annual(account))):
        effect = _change(account, plan, now) if plan else None
        if effect is not None:
            found.append(_forecast(choice, effect, now))  # type: ignore[arg-type]
    return tuple(found)


def _forecast(choice: Choice, effect: rules.Effect, now: int) -> Forecast:
    until = boundary(now, MONTHS, 1)
    charges, account = list(_charges(effect, now)), effect.account
    while account.state == "active" and account.end <= until:
        at = account.end
        step = rules.fall_due(account)
        charges += _charges(step, at)
        account = step.account
    ends = account.end if account.state != "active" or not account.auto_renew else None
    return Forecast(choice, effect.account.plan or "", tuple(charges), ends, account)


def _charges(effect: rules.Effect, at: int) -> Iterator[Charge]:
    if effect.receipt:
        yield Charge(at, effect.receipt.charged, effect.receipt.credit_applied)


def _change(account: Account, plan: Plan, now: int) -> rules.Effect | None:
    """The change, with renewal as it is; None where it would be refused, for want of a card for example."""
    try:
        return rules.change_plan(account, plan, now)
    except BillingError:
        return None


def _cheaper(account: Account) -> Plan | None:
    own = plans.find(account.plan or "")
    cheaper = [each for each in plans.CATALOGUE if each.interval == own.interval and _is_below(each, own)]
    return max(cheaper, key=lambda each: each.price, default=None)


def _is_below(plan: Plan, own: Plan) -> bool:
    return not plan.managed and plan.price < own.price


def _annual(account: Account) -> Plan | None:
    yearly = (each for each in plans.CATALOGUE if each.interval == MONTHS and each.id != account.plan)
    return next(yearly, None)
