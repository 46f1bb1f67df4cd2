"""The pure rules: one golden case for each decision, each at its boundary."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from billing_model import months_later
from hypothesis import given
from hypothesis import strategies as st

from kb.billing.domain import payments, plans, rules
from kb.billing.domain.errors import (
    AlreadyActive,
    BillingDataRequired,
    CorporatePlan,
    InsufficientCredit,
    InvalidRequest,
    NotActive,
    QuoteChanged,
    SamePlan,
    SubscriptionSuspended,
)
from kb.billing.domain.model import Account, Card
from kb.billing.domain.proration import boundary, unused_value

GOOD = Card("visa", "4242", "2025-04", "accepted")
REFUSED = replace(GOOD, outcome="refused")
NEW = Account(1, "a@example.com", "self_service", "IT", "it", card=GOOD)
PRO, TEAM, STARTER = map(plans.find, ("pro-m", "team-m", "starter-m"))


def at(text: str) -> int:
    """An ISO instant in seconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


START, HALF, END = at("2025-04-01"), at("2025-04-16"), at("2025-05-01")
ACTIVE = rules.purchase(NEW, PRO, START).account
OFF = rules.set_renewal(ACTIVE, on=False)
SUSPENDED = rules.fall_due(OFF).account
CORPORATE = rules.open_account(replace(NEW, kind="corporate"))


@pytest.mark.parametrize(
    ("anchor", "count", "interval", "expected"),
    [
        ("2025-01-31", 1, 1, "2025-02-28"),
        ("2025-01-31", 2, 1, "2025-03-31"),
        ("2024-01-31", 1, 1, "2024-02-29"),
        ("2024-02-29", 1, 12, "2025-02-28"),
        ("2024-02-29", 4, 12, "2028-02-29"),
        ("2025-12-15T23:59:59", 1, 1, "2026-01-15T23:59:59"),
    ],
)
def test_periods_end_on_the_anchors_day(anchor: str, count: int, interval: int, expected: str) -> None:
    """A period ends on the anchor's day, lowered to the month's last, never drifting."""
    assert boundary(at(anchor), count, interval) == at(expected)


@given(anchor=st.integers(0, 4 * 10**9), months=st.integers(1, 240))
def test_boundary_agrees_with_a_calendar(anchor: int, months: int) -> None:
    """Counting months with a calendar loop gives the same instant, whatever the anchor."""
    assert boundary(anchor, months, 1) == months_later(anchor, months)


@given(value=st.integers(0, 10**7), start=st.integers(0, 10**9), length=st.integers(1, 10**8), data=st.data())
def test_unused_value_is_rounded_down(value: int, start: int, length: int, data: st.DataObject) -> None:
    """What is left is at most its share and less than one unit below it."""
    now = start + data.draw(st.integers(0, length - 1))
    unused = unused_value(value, start, start + length, now)
    assert 0 <= value * (start + length - now) - unused * length < length


@pytest.mark.parametrize("now", [START - 1, END, END + 1])
def test_unused_value_exists_only_within_the_period(now: int) -> None:
    """Outside [start, end) the question is a fault of the caller."""
    with pytest.raises(ValueError, match="outside the period"):
        unused_value(3900, START, END, now)


@pytest.mark.parametrize(
    ("card", "now", "accepted"),
    [
        (None, START, False),
        (REFUSED, START, False),
        (GOOD, at("2025-04-30T23:59:59"), True),
        (GOOD, at("2025-05-01"), False),
    ],
)
def test_a_card_is_good_through_its_month(card: Card | None, now: int, accepted: bool) -> None:
    """No card, a refused one, or one whose month has passed does not pay."""
    assert (payments.card_fault(card, now) is None) is accepted


@pytest.mark.parametrize(
    ("credit", "applies", "expected"),
    [
        (0, True, (0, 3900)),
        (900, True, (900, 3000)),
        (3900, True, (3900, 0)),
        (5000, True, (3900, 0)),
        (5000, False, (0, 3900)),
    ],
)
def test_credit_pays_the_next_renewal_first_where_it_applies_by_itself(
    credit: int, applies: bool, expected: tuple[int, int]
) -> None:
    """What is announced is what the renewal then takes: by credit, by card."""
    running = rules.purchase(NEW, PRO, START).account
    account = replace(running, credit=credit, auto_apply_credit=applies)
    announced = payments.next_payment(account)
    assert (announced.credit, announced.card) == expected
    (entry,) = rules.fall_due(replace(account, card=replace(GOOD, exp="2030-01"))).entries
    assert (-entry.credit, -entry.cash) == expected
    assert payments.next_payment(NEW) == payments.Payment(0, 0)


def test_a_renewal_without_a_card_is_not_called_a_refusal() -> None:
    """The e-mail and the event say what is missing."""
    running = rules.purchase(NEW, PRO, START).account
    for card, why in ((None, "renewal_card_missing"), (replace(GOOD, outcome="refused"), "renewal_refused")):
        effect = rules.fall_due(replace(running, card=card))
        assert (effect.account.state, effect.mail, [entry.op for entry in effect.entries]) == (
            "suspended",
            why,
            [why],
        )


def test_a_late_downgrade_is_one_that_costs_something() -> None:
    """A cheaper plan with money due; not a free one, not a dearer one, not a purchase."""
    running = rules.purchase(NEW, PRO, START).account
    late = running.end - 1
    assert rules.is_late_downgrade(running, rules.quote(running, STARTER, late))
    assert not rules.is_late_downgrade(running, rules.quote(running, STARTER, START))
    assert not rules.is_late_downgrade(running, rules.quote(running, TEAM, late))
    stopped = replace(running, state="suspended")
    assert not rules.is_late_downgrade(stopped, rules.quote(stopped, STARTER, late))


def test_a_begun_day_counts_whole() -> None:
    """One second left is one day left; after the end none is."""
    running = rules.purchase(NEW, PRO, START).account
    moments = (running.end - 86401, running.end - 86400, running.end - 1, running.end, running.end + 5)
    assert [rules.days_left(running, now) for now in moments] == [2, 1, 1, 0, 0]


def test_features_are_open_while_the_subscription_runs() -> None:
    """Nothing without a plan, nothing when suspended."""
    running = rules.purchase(NEW, PRO, START).account
    assert rules.features(running) == PRO.features
    assert rules.features(replace(running, state="suspended")) == rules.features(NEW) == ()


def test_a_change_posts_a_deposit_and_a_charge() -> None:
    """The unused value is deposited in one row, then the new period is paid from credit and card."""
    effect = rules.change_plan(ACTIVE, TEAM, HALF, expected_due=4950)
    deposit, charge = effect.entries
    assert (deposit.op, deposit.credit, deposit.sales) == ("unused_value", 1950, -1950)
    assert (charge.op, charge.cash, charge.credit, charge.sales) == ("plan_change", -4950, -1950, 6900)
    assert effect.account.version == ACTIVE.version + 1
    assert (effect.account.start, effect.account.end) == (HALF, at("2025-05-16"))


def test_a_change_without_unused_value_posts_only_the_charge() -> None:
    """In the last second of a short period nothing is left: no empty deposit row."""
    effect = rules.change_plan(ACTIVE, TEAM, END - 1)
    assert [entry.op for entry in effect.entries] == ["plan_change"]


def test_a_late_downgrade_can_owe_money() -> None:
    """On the last day the rest of a dear plan is less than the price of a cheap one: the quote says so."""
    offer = rules.quote(ACTIVE, STARTER, at("2025-04-30"))
    assert (offer.unused, offer.due_now, offer.credit_after) == (130, 1770, 0)


def test_a_renewal_counts_from_the_anchor() -> None:
    """31 January renews on 28 February and then on 31 March."""
    account = rules.purchase(replace(NEW, card=replace(GOOD, exp="2030-01")), PRO, at("2025-01-31")).account
    ends = [account.end]
    for _ in range(3):
        account = rules.fall_due(account).account
        ends.append(account.end)
    assert ends == [at("2025-02-28"), at("2025-03-31"), at("2025-04-30"), at("2025-05-31")]
    assert account.k == 3


def test_a_renewal_paid_by_credit_needs_no_card() -> None:
    """Credit that covers the price renews the plan even when the card is refused."""
    rich = replace(ACTIVE, credit=3900, card=REFUSED)
    effect = rules.fall_due(rich)
    assert (effect.account.state, effect.account.credit) == ("active", 0)
    assert rules.fall_due(replace(rich, credit=3899)).account.state == "suspended"


@pytest.mark.parametrize(
    ("refusal", "act"),
    [
        (SamePlan, lambda: rules.quote(ACTIVE, PRO, START)),
        (CorporatePlan, lambda: rules.quote(ACTIVE, plans.find("corporate"), START)),
        (CorporatePlan, lambda: rules.quote(CORPORATE, PRO, START)),
        (NotActive, lambda: rules.change_plan(NEW, PRO, START)),
        (NotActive, lambda: rules.change_plan(SUSPENDED, TEAM, END)),
        (CorporatePlan, lambda: rules.change_plan(CORPORATE, PRO, START)),
        (QuoteChanged, lambda: rules.change_plan(ACTIVE, TEAM, HALF, expected_due=4949)),
        (BillingDataRequired, lambda: rules.change_plan(replace(ACTIVE, card=REFUSED), TEAM, HALF)),
        (AlreadyActive, lambda: rules.purchase(ACTIVE, TEAM, HALF)),
        (CorporatePlan, lambda: rules.purchase(CORPORATE, PRO, START)),
        (BillingDataRequired, lambda: rules.purchase(replace(NEW, card=None), PRO, START)),
        (NotActive, lambda: rules.set_renewal(SUSPENDED, on=True)),
        (CorporatePlan, lambda: rules.set_renewal(CORPORATE, on=False)),
        (CorporatePlan, lambda: rules.set_card(CORPORATE, GOOD)),
        (CorporatePlan, lambda: rules.hold_refund(CORPORATE, 1)),
        (InvalidRequest, lambda: rules.hold_refund(ACTIVE, 0)),
        (InsufficientCredit, lambda: rules.hold_refund(ACTIVE, 1)),
        (SubscriptionSuspended, lambda: rules.require_access(SUSPENDED)),
        (SubscriptionSuspended, lambda: rules.require_access(NEW)),
        (InvalidRequest, lambda: plans.find("pro")),
    ],
)
def test_refusals(refusal: type[Exception], act: object) -> None:
    """Each operation names its reason before anything is made."""
    with pytest.raises(refusal):
        act()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("card", "reason"),
    [(None, "card_missing"), (REFUSED, "card_refused"), (replace(GOOD, exp="2024-12"), "card_refused")],
)
def test_a_payment_that_fails_says_why(card: Card | None, reason: str) -> None:
    """No bank is blamed where there is no card; a card whose month has passed is refused."""
    with pytest.raises(BillingDataRequired) as caught:
        rules.purchase(replace(NEW, card=card), PRO, START)
    assert caught.value.details() == {"due": PRO.price, "reason": reason, "action": "updateBillingData"}


def test_a_running_subscription_opens_the_service() -> None:
    """Nothing is raised while it runs, with renewal on or off."""
    rules.require_access(ACTIVE)
    rules.require_access(OFF)


def test_first_purchase_and_reactivation_are_told_apart() -> None:
    """The receipt says whether the customer is new or came back; both turn renewal on."""
    first, again = rules.purchase(NEW, PRO, START), rules.purchase(SUSPENDED, PRO, START)
    assert [effect.receipt and effect.receipt.kind for effect in (first, again)] == [
        "first_purchase",
        "reactivation",
    ]
    assert first.account.auto_renew
    assert again.account.auto_renew


def test_a_downgrade_paid_by_unused_value_needs_no_card() -> None:
    """Nothing due, no card asked."""
    effect = rules.change_plan(replace(ACTIVE, card=None), STARTER, START)
    assert effect.receipt is not None
    assert (effect.receipt.charged, effect.account.credit) == (0, 2000)


def test_renewal_switch_is_idempotent() -> None:
    """Turning it to where it is changes nothing, not even the version."""
    assert rules.set_renewal(OFF, on=False) is OFF
    assert rules.set_renewal(OFF, on=True).version == OFF.version + 1


def test_a_settled_refund_goes_to_the_card_or_back() -> None:
    """Approved: from hold to the card. Rejected: from hold to credit."""
    held = rules.hold_refund(replace(ACTIVE, credit=100), 60).account
    paid, back = (rules.settle_refund(held, 60, approve) for approve in (True, False))
    assert (held.credit, held.hold) == (40, 60)
    assert (paid.account.credit, paid.account.hold, paid.entries[0].cash) == (40, 0, 60)
    assert (back.account.credit, back.account.hold, back.entries[0].cash) == (100, 0, 0)


def test_next_billing_is_the_next_automatic_payment() -> None:
    """Only a running subscription with renewal on has one; access has an end only with a period."""
    assert [account.next_billing for account in (ACTIVE, OFF, SUSPENDED, CORPORATE, NEW)] == [
        END,
        *[None] * 4,
    ]
    assert [account.access_until for account in (ACTIVE, SUSPENDED, CORPORATE)] == [END, END, None]
