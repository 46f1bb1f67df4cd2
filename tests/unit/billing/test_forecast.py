"""The forecast is what the clock then does, to the cent and to the second."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from stub import FAST

from kb.billing.domain import forecast, plans
from kb.billing.domain.errors import BillingError
from kb.billing.domain.forecast import Charge, Forecast
from kb.billing.domain.model import Card
from kb.billing.domain.proration import boundary
from kb.billing.service import Billing
from kb.billing.store.database import Database

SOLD = [plan.id for plan in plans.CATALOGUE if not plan.managed]
CARDS = st.sampled_from(
    [Card("visa", "4242", "2040-01", "accepted"), Card("visa", "4242", "2027-04", "accepted")]
)
STEPS = st.lists(
    st.tuples(st.integers(1, 50 * 86400), st.sampled_from([*SOLD, "off", "on", "refused", "refund"])),
    max_size=5,
)


def live(first: str, card: Card, applies: bool, steps: list[tuple[int, str]]) -> tuple[Billing, int]:
    """An account with a past, made by the service's own operations; what is refused changes nothing."""
    billing, keys = Billing(Database(None), FAST), map(str, itertools.count())
    account = billing.add_account("a@example.com", "", card=card, auto_apply_credit=applies).id
    billing.purchase_plan(account, first, next(keys))
    for seconds, step in steps:
        billing.advance_clock(billing.clock() + seconds)
        try:
            act(billing, account, step, next(keys))
        except BillingError:
            continue
    return billing, account


def act(billing: Billing, account: int, step: str, key: str) -> None:
    """One thing that a customer does."""
    if step in ("off", "on"):
        (billing.turn_off_renewal if step == "off" else billing.turn_on_renewal)(account)
    elif step == "refused":
        billing.update_billing_data(account, "visa", "0002", "2040-01")
    elif step == "refund":
        billing.request_refund(account, max(1, billing.account(account).credit // 2), key)
    elif billing.account(account).state == "active":
        billing.change_plan(account, step, key)
    else:
        billing.purchase_plan(account, step, key)


def lived(billing: Billing, account: int, told: Forecast) -> tuple[list[Charge], str]:
    """What the clock did in the twelve months after the choice was really made."""
    now, seen = billing.clock(), len(billing.receipts(account, limit=1000).items)
    if told.choice in ("downgrade", "annual"):
        billing.change_plan(account, told.plan, "choice")
    else:
        act(billing, account, "on" if told.choice == "keep" else "off", "choice")
    billing.advance_clock(boundary(now, forecast.MONTHS, 1))
    receipts = billing.receipts(account, limit=1000).items
    newest = reversed(receipts[: len(receipts) - seen])
    return [Charge(each.at, each.charged, each.credit_applied) for each in newest], billing.account(
        account
    ).state


@given(st.sampled_from(SOLD), CARDS, st.booleans(), STEPS)
def test_the_forecast_is_what_the_clock_does(
    first: str, card: Card, applies: bool, steps: list[tuple[int, str]]
) -> None:
    """Each choice lived through in a service of its own: same charges at the same seconds, same end."""
    billing, account = live(first, card, applies, steps)
    for told in forecast.choices(billing.account(account), billing.clock()):
        other, same = live(first, card, applies, steps)
        charges, state = lived(other, same, told)
        assert list(told.charges) == charges
        assert told.total == sum(charge.card for charge in charges)
        after = other.account(same)
        assert (told.after.state, told.after.end, told.after.credit) == (state, after.end, after.credit)
        ends = after.end if state != "active" or not after.auto_renew else None
        assert told.ends == ends
        other.database.close()
    billing.database.close()


def test_the_choices_of_a_monthly_customer() -> None:
    """Twelve renewals to keep, none to turn off, the next cheaper plan, and a year paid at once."""
    billing, account = live("pro-m", Card("visa", "4242", "2040-01", "accepted"), True, [])
    told = {each.choice: each for each in forecast.choices(billing.account(account), billing.clock())}
    assert {name: (each.plan, each.total, len(each.charges)) for name, each in told.items()} == {
        "keep": ("pro-m", 12 * 3900, 12),
        "turn_off": ("pro-m", 0, 0),
        "downgrade": ("plus-m", 13 * 2495 - 3900, 13),
        "annual": ("pro-y", 2 * 39000 - 3900, 2),
    }
    assert told["turn_off"].ends == billing.account(account).end
    assert told["keep"].ends is None


def test_only_a_running_subscription_of_ones_own_has_choices() -> None:
    """Nothing is forecast for a Corporate customer, nor without a running plan."""
    billing = Billing(Database(None), FAST)
    company = billing.add_account("b@example.com", "", kind="corporate")
    new = billing.add_account("c@example.com", "")
    assert forecast.choices(company, billing.clock()) == forecast.choices(new, billing.clock()) == ()
