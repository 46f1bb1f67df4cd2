"""The forecast is what the clock then does, to the cent and to the second.

In the suite 300 random pasts, each with up to six choices; ``--hypothesis-profile=long`` tries 10,000.
"""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stub import FAST

from kb.billing.domain import forecast, plans
from kb.billing.domain.errors import BillingError, CorporatePlan
from kb.billing.domain.forecast import Charge, Forecast
from kb.billing.domain.model import Account, Card
from kb.billing.domain.proration import boundary
from kb.billing.domain.timeline import months
from kb.billing.service import Billing
from kb.billing.store.database import Database

PASTS = 10_000 if settings().max_examples >= 1000 else 300
MOST_CHOICES = 6
SOLD = [plan.id for plan in plans.CATALOGUE if not plan.managed]
STARTS = st.sampled_from([1738281600, 1709164800, 1703980799, 1740787199])  # ends of months, a leap day
CARDS = st.sampled_from(
    [
        Card("visa", "4242", "2040-01", "accepted"),
        Card("visa", "4242", "2025-09", "accepted"),
        Card("visa", "0002", "2040-01", "refused"),
        None,
    ]
)
# Seconds, days, and the very boundaries of the running period: one before, at, one after.
WAITS = st.one_of(st.integers(0, 50 * 86400), st.sampled_from(["end-1", "end", "end+1"]))
ACTS = st.sampled_from([*SOLD, "off", "on", "refused", "expires", "refund"])
STEPS = st.lists(st.tuples(WAITS, ACTS), max_size=6)
Past = list[tuple[int | str, str]]


def live(start: int, card: Card | None, applies: bool, steps: Past) -> tuple[Billing, list[int]]:
    """Accounts with one past, made by the service's own operations; what is refused changes nothing."""
    billing, keys = Billing(Database(None), FAST), map(str, itertools.count())
    billing.start_clock(start)
    ids = [
        billing.add_account(f"{place}@example.com", "", card=card, auto_apply_credit=applies).id
        for place in range(MOST_CHOICES)
    ]
    for wait, step in steps:
        billing.advance_clock(max(billing.clock(), later(billing, ids[0], wait)))
        for account in ids:
            try:
                act(billing, account, step, next(keys))
            except BillingError:
                continue
    return billing, ids


def later(billing: Billing, account: int, wait: int | str) -> int:
    """When the next step comes."""
    if isinstance(wait, int):
        return billing.clock() + wait
    return billing.account(account).end + {"end-1": -1, "end": 0, "end+1": 1}[wait]


def act(billing: Billing, account: int, step: str, key: str) -> None:
    """One thing that a customer does."""
    if step in ("off", "on"):
        (billing.turn_off_renewal if step == "off" else billing.turn_on_renewal)(account)
    elif step == "refused":
        billing.update_billing_data(account, "visa", "0002", "2040-01")
    elif step == "expires":
        billing.update_billing_data(account, "visa", "4242", "2025-11")
    elif step == "refund":
        billing.request_refund(account, max(1, billing.account(account).credit // 2), key)
    elif billing.account(account).state == "active":
        billing.change_plan(account, step, key)
    else:
        billing.purchase_plan(account, step, key)


def choose(billing: Billing, account: int, told: Forecast) -> None:
    """Really do what the forecast is about."""
    steps = {"keep": "", "turn_off": "off", "turn_on": "on"}
    if step := steps.get(told.choice, told.plan):
        act(billing, account, step, f"choice-{account}")


def charges(billing: Billing, account: int, since: int) -> list[Charge]:
    """What was charged after the first ``since`` receipts."""
    receipts = billing.receipts(account, limit=1000).items[::-1][since:]
    return [Charge(each.at, each.charged, each.credit_applied) for each in receipts]


def holds(told: Forecast, account: Account, lived: list[Charge]) -> None:
    """Hold a forecast against the account after twelve months lived, one second before they are over."""
    assert list(told.charges) == lived
    assert (told.total, told.credit) == (sum(one.card for one in lived), sum(one.credit for one in lived))
    assert told.after == account
    strip = months(told)
    assert [charge for month in strip for charge in month.charges] == lived
    assert all(month.access == "none" for month in strip) is not told.runs


@settings(max_examples=PASTS)
@given(STARTS, CARDS, st.booleans(), STEPS, st.sampled_from(SOLD))
def test_the_forecast_is_what_the_clock_does(
    start: int, card: Card | None, applies: bool, steps: Past, wanted: str
) -> None:
    """Each choice lived through by an account of its own: same charges at the same seconds, same end."""
    billing, ids = live(start, card, applies, steps)
    now = billing.clock()
    told = billing.forecast(ids[0], wanted)
    seen = len(billing.receipts(ids[0], limit=1000).items)
    lives = dict(zip(ids, told, strict=False))
    for account, choice in lives.items():
        choose(billing, account, choice)
    billing.advance_clock(boundary(now, forecast.MONTHS, 1) - 1)
    for account, choice in lives.items():
        as_first = replace(billing.account(account), id=ids[0], email="0@example.com")
        holds(choice, as_first, charges(billing, account, seen))
    ends_hold(billing, lives)
    billing.database.close()


def ends_hold(billing: Billing, lives: dict[int, Forecast]) -> None:
    """Where access ends: it has ended to the second, or it ends at that second and not one before."""
    for account, told in sorted(lives.items(), key=lambda pair: pair[1].ends or 0):
        after = billing.account(account)
        assert (told.ends is None) is (not told.runs or (after.state == "active" and after.auto_renew))
        if told.ends is None:
            continue
        assert after.end == told.ends
        if after.state == "active":
            billing.advance_clock(max(billing.clock(), told.ends - 1))
            assert billing.account(account).state == "active"
            billing.advance_clock(told.ends)
        assert billing.account(account).state == "suspended"


def test_the_choices_of_a_monthly_customer() -> None:
    """Eleven renewals to keep, none to turn off, the next cheaper plan, a year at once, any other plan."""
    billing, ids = live(1743465600, Card("visa", "4242", "2040-01", "accepted"), True, [(0, "pro-m")])
    told = {each.choice: each for each in billing.forecast(ids[0], "team-m")}
    assert {name: (each.plan, each.total, len(each.charges)) for name, each in told.items()} == {
        "keep": ("pro-m", 11 * 3900, 11),
        "turn_off": ("pro-m", 0, 0),
        "downgrade": ("plus-m", 12 * 2495 - 3900, 12),
        "annual": ("pro-y", 39000 - 3900, 1),
        "chosen": ("team-m", 12 * 6900 - 3900, 12),
    }
    end = billing.account(ids[0]).end
    assert (told["turn_off"].ends, told["turn_off"].ended_by) == (end, "renewal_off")
    assert (told["keep"].ends, told["keep"].ended_by) == (None, None)
    assert [month.access for month in months(told["turn_off"])] == ["all"] + ["none"] * 11


def test_a_month_in_which_access_ends_is_had_in_part() -> None:
    """From April 11 until May 2 at noon, the renewal off: all of April, a part of May."""
    steps: Past = [(86400 + 43200, "pro-m"), (9 * 86400, "off")]
    billing, ids = live(1743465600, Card("visa", "4242", "2040-01", "accepted"), True, steps)
    kept = billing.forecast(ids[0])[0]
    assert [month.access for month in months(kept)] == ["all", "part"] + ["none"] * 11


def test_a_card_that_fails_is_named_as_the_end() -> None:
    """With a card that the bank refuses, to keep the plan is to lose it at the next renewal: by the card."""
    steps: Past = [(0, "pro-m"), (0, "refused")]
    billing, ids = live(1743465600, Card("visa", "4242", "2040-01", "accepted"), True, steps)
    told = {each.choice: (each.total, each.ended_by) for each in billing.forecast(ids[0])}
    # Whatever costs something today is refused today: of the other plans only the cheaper one is left.
    assert told == {"keep": (0, "card"), "turn_off": (0, "renewal_off"), "downgrade": (0, "card")}


def test_who_is_suspended_can_come_back_or_not() -> None:
    """Nothing, the last plan again, a cheaper one, a year; each purchase turns the renewal on."""
    steps: Past = [(0, "pro-m"), (0, "off"), ("end", "on")]
    billing, ids = live(1743465600, Card("visa", "4242", "2040-01", "accepted"), True, steps)
    told = billing.forecast(ids[0], "pro-m")
    assert [(each.choice, each.plan, each.renews, each.runs, each.total) for each in told] == [
        ("keep", "pro-m", False, False, 0),
        ("reactivate", "pro-m", True, True, 12 * 3900),
        ("downgrade", "plus-m", True, True, 12 * 2495),
        ("annual", "pro-y", True, True, 39000),
    ]


def test_a_corporate_customer_has_no_choices() -> None:
    """Their plan is managed for them; who has no plan yet can buy one or none."""
    billing = Billing(Database(None), FAST)
    company = billing.add_account("b@example.com", "", kind="corporate")
    new = billing.add_account("c@example.com", "")
    assert forecast.choices(company, billing.clock()) == ()
    with pytest.raises(CorporatePlan):
        billing.forecast(company.id)
    assert [(each.choice, each.runs) for each in billing.forecast(new.id)] == [("keep", False)]
