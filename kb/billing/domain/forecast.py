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
Choice = Literal["keep", "turn_off", "turn_on", "reactivate", "downgrade", "annual", "chosen"]
EndedBy = Literal["renewal_off", "card"]


@dataclass(frozen=True, slots=True)
class Charge:
    """A payment at ``at``: minor units from the card and from the credit."""

    at: int
    card: int
    credit: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a choice made at ``now`` leads to before ``until``, twelve calendar months later.

    Attributes:
        choice: What the customer would do; "keep" is to do nothing.
        plan: The plan afterwards; "" for none.
        renews: Whether the renewal is on afterwards.
        runs: Whether there is access right after the choice.
        now: When the choice is made.
        until: The first second after the twelve months; what falls due then is not counted.
        charges: In order of time; one made by the choice itself comes first.
        ends: When access ends, also after ``until`` if that is certain; None while it renews or does not run.
        ended_by: Why it ends.
        after: The account just before ``until``.
    """

    choice: Choice
    plan: str
    renews: bool
    runs: bool
    now: int
    until: int
    charges: tuple[Charge, ...]
    ends: int | None
    ended_by: EndedBy | None
    after: Account

    @property
    def total(self) -> int:
        """Minor units charged to the card in all."""
        return sum(charge.card for charge in self.charges)

    @property
    def credit(self) -> int:
        """Minor units taken from the credit in all."""
        return sum(charge.credit for charge in self.charges)


def choices(account: Account, now: int, chosen: Plan | None = None) -> tuple[Forecast, ...]:
    """The forecasts of what a self-service customer can choose; none for a Corporate plan.

    What would be refused now, for want of a card for example, is no choice. The downgrade is to the next
    cheaper plan of the same interval, the annual plan is the first there is.

    Args:
        account: The account as it stands; everything due up to ``now`` has happened.
        now: When the choice is made.
        chosen: A plan to compare with, unless it is among the others already.
    """
    if account.kind == "corporate":
        return ()
    found = [_forecast(choice, effect, now) for choice, effect in _renewals(account)]
    bought: set[str] = set()
    for choice, plan in _plans(account, chosen):
        effect = None if plan is None or plan.id in bought else _bought(account, plan, now)
        if effect is not None:
            bought.add(effect.account.plan or "")
            found.append(_forecast(choice, effect, now))
    return tuple(found)


def _renewals(account: Account) -> Iterator[tuple[Choice, rules.Effect]]:
    yield "keep", rules.Effect(account)
    if account.state == "active":
        switched = rules.set_renewal(account, on=not account.auto_renew)
        yield "turn_off" if account.auto_renew else "turn_on", rules.Effect(switched)


def _plans(account: Account, chosen: Plan | None) -> Iterator[tuple[Choice, Plan | None]]:
    """The plans to compare with; the one that runs already is refused later, as any purchase of it."""
    own = plans.find(account.plan) if account.plan else None
    yield "reactivate", own if account.state == "suspended" else None
    yield "downgrade", _cheaper(own) if own else None
    yield "annual", next((each for each in plans.CATALOGUE if each.interval == MONTHS), None)
    yield "chosen", chosen


def _cheaper(own: Plan) -> Plan | None:
    cheaper = (
        each
        for each in plans.CATALOGUE
        if each.interval == own.interval and not each.managed and each.price < own.price
    )
    return max(cheaper, key=lambda each: each.price, default=None)


def _bought(account: Account, plan: Plan, now: int) -> rules.Effect | None:
    """The change, with renewal as it is, or the purchase; None where it would be refused."""
    buy = rules.change_plan if account.state == "active" else rules.purchase
    try:
        return buy(account, plan, now)
    except BillingError:
        return None


def _forecast(choice: Choice, effect: rules.Effect, now: int) -> Forecast:
    until, chosen = boundary(now, MONTHS, 1), effect.account
    charges, account, last = list(_charges(effect, now)), chosen, chosen
    while account.state == "active" and account.end < until:
        at, last = account.end, account
        step = rules.fall_due(account)
        charges += _charges(step, at)
        account = step.account
    runs = chosen.state == "active"
    ending = runs and (account.state != "active" or not account.auto_renew)
    return Forecast(
        choice,
        chosen.plan or "",
        chosen.auto_renew,
        runs,
        now,
        until,
        tuple(charges),
        account.end if ending else None,
        ("card" if last.auto_renew else "renewal_off") if ending else None,
        account,
    )


def _charges(effect: rules.Effect, at: int) -> Iterator[Charge]:
    if effect.receipt:
        yield Charge(at, effect.receipt.charged, effect.receipt.credit_applied)
