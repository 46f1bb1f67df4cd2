"""Random lives of customers that seek the boundaries, against the naive model and the invariants I1 to I12.

In the suite 50 lives of up to 40 steps; ``--hypothesis-profile=long`` runs 1,000 lives of up to 60.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from billing_model import PRICES, Modelled
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kb.billing import clock, datasets
from kb.billing.auth.passwords import Hasher
from kb.billing.domain.errors import (
    BillingDataRequired,
    BillingError,
    IdempotencyKeyReused,
    InsufficientCredit,
    QuoteChanged,
    StaleVersion,
)
from kb.billing.domain.model import Card
from kb.billing.service import Billing
from kb.billing.store.database import Database

DAY = 86400
LIVES, STEPS = 50, 40
CARDS = {"good": ("4242", "2199-12"), "refused": ("0002", "2199-12"), "expired": ("4242", "2020-01")}
HASHER = Hasher(time_cost=1, memory_kib=8)
WHO = st.integers(0, 1)
PLANS = st.sampled_from(sorted(PRICES))


class Lives(RuleBasedStateMachine):
    """Two customers, one with and one without automatic use of credit, on one clock."""

    @initialize(start=st.sampled_from(["2025-01-31", "2024-02-29", "2025-03-15", "2023-12-31T23:59:59"]))
    def begin(self, start: str) -> None:
        """Open the service at a day that months treat badly."""
        self.billing = Billing(Database(), HASHER)
        datasets.load(self.billing, "empty", clock.instant(start))
        card = Card("visa", *CARDS["good"], "accepted")
        self.ids = [
            self.billing.add_account(f"{place}@example.com", "-", auto_apply_credit=place == 0, card=card).id
            for place in range(2)
        ]
        self.models = [Modelled(applies_credit=place == 0) for place in range(2)]
        self.seen: tuple[list[object], list[object]] = ([], [])
        self.done: list[tuple[Callable[[str], object], str, object]] = []
        self.pending: list[tuple[int, int, int]] = []
        self.count = 0

    def teardown(self) -> None:
        """Close the database."""
        if hasattr(self, "billing"):
            self.billing.database.close()

    # -- what customers do

    @rule(who=WHO, plan=PLANS)
    def buy_or_change(self, who: int, plan: str) -> None:
        """Change a running plan or buy one: as the model and the quote (I9) say, or refused and no trace."""
        model, account, now = self.models[who], self.ids[who], self.billing.clock()
        act = self.billing.change_plan if model.state == "active" else self.billing.purchase_plan
        if model.plan == plan and model.state == "active":
            self.refused(BillingError, lambda: act(account, plan, self.key()))
            return
        offer = self.billing.quote_plan_change(account, plan)
        applied, due = model.terms(plan, now)
        assert (offer.unused, offer.credit_applied, offer.due_now) == (model.unused(now), applied, due)
        assert 0 <= offer.unused <= model.value
        self.by_days(model, offer.unused, now)
        self.refused(QuoteChanged, lambda: act(account, plan, self.key(), expected_due=due + 1))
        if due and model.card != "good":
            self.refused(BillingDataRequired, lambda: act(account, plan, self.key()))
            return
        key = self.key()

        def bought(with_key: str) -> object:
            return act(account, plan, with_key, expected_due=offer.due_now)

        receipt = bought(key).receipt  # type: ignore[attr-defined]
        assert receipt.charged == offer.due_now
        assert receipt.credit_after == offer.credit_after
        assert receipt.period_end == offer.next_billing
        model.begin(plan, now)
        self.done.append((bought, key, bought(key)))

    def by_days(self, model: Modelled, unused: int, now: int) -> None:
        """I11: at whole UTC days counting days gives the same as counting seconds."""
        if model.state == "active" and not any(moment % DAY for moment in (model.start, model.end, now)):
            days = (model.end - now) // DAY, (model.end - model.start) // DAY
            assert unused == model.value * days[0] // days[1]

    @rule(who=WHO, on=st.booleans())
    def renewal(self, who: int, on: bool) -> None:
        """Turn the renewal on or off; a second time nothing happens."""
        act = self.billing.turn_on_renewal if on else self.billing.turn_off_renewal
        if self.models[who].state != "active":
            self.refused(BillingError, lambda: act(self.ids[who]))
            return
        once = act(self.ids[who])
        self.models[who].on = on
        assert act(self.ids[who]) == once

    @rule(who=WHO, card=st.sampled_from(sorted(CARDS)))
    def card(self, who: int, card: str) -> None:
        """Give other billing data: nothing is charged."""
        self.billing.update_billing_data(self.ids[who], "visa", *CARDS[card])
        self.models[who].card = card

    @rule(who=WHO, share=st.sampled_from(["one", "all", "half", "more"]))
    def ask_refund(self, who: int, share: str) -> None:
        """Ask for credit back, up to the last unit and not one more."""
        model, account = self.models[who], self.ids[who]
        credit = model.credit
        amount = {"one": 1, "all": credit, "half": credit // 2, "more": credit + 1}[share]
        if not 0 < amount <= credit:
            kind = InsufficientCredit if amount else BillingError
            self.refused(kind, lambda: self.billing.request_refund(account, amount, self.key()))
            return
        key = self.key()

        def asked(with_key: str) -> object:
            return self.billing.request_refund(account, amount, with_key)

        request = asked(key)
        self.done.append((asked, key, request))
        self.pending.append((request.id, who, amount))  # type: ignore[attr-defined]
        model.credit -= amount
        model.hold += amount

    @precondition(lambda self: self.pending)
    @rule(approve=st.booleans(), place=st.integers(0, 10))
    def settle(self, approve: bool, place: int) -> None:
        """The operator decides, once."""
        request, who, amount = self.pending.pop(place % len(self.pending))
        self.billing.settle_refund(request, approve)
        self.refused(BillingError, lambda: self.billing.settle_refund(request, not approve))
        model = self.models[who]
        model.hold -= amount
        model.refunded += amount if approve else 0
        model.credit += 0 if approve else amount

    @precondition(lambda self: self.done)
    @rule(place=st.integers(0, 100))
    def retry(self, place: int) -> None:
        """I7: the same key and payload give the same answer and no new row; another payload is refused."""
        act, key, answer = self.done[place % len(self.done)]
        before = self.dump()
        assert act(key) == answer
        assert self.dump() == before
        account = getattr(answer, "account", None) or answer.receipt.account  # type: ignore[attr-defined]
        self.refused(IdempotencyKeyReused, lambda: self.billing.request_refund(account, 2**40, key))
        self.refused(
            IdempotencyKeyReused, lambda: self.billing.change_plan(account, "pro-y", key, expected_due=1)
        )

    @rule(who=WHO)
    def stale(self, who: int) -> None:
        """A change made for an older version is refused."""
        version = self.billing.account(self.ids[who]).version - 1
        self.refused(
            StaleVersion,
            lambda: self.billing.change_plan(self.ids[who], "pro-y", self.key(), if_version=version),
        )

    # -- time

    @rule(who=WHO, near=st.sampled_from([-1, 0, 1]))
    def to_the_end(self, who: int, near: int) -> None:
        """To a period's last second, its end, or the second after."""
        self.advance(self.models[who].end + near)

    @rule(who=WHO, part=st.integers(1, 16))
    def into_the_period(self, who: int, part: int) -> None:
        """To a sixteenth of a period: halves and quarters of minor units lie there."""
        model = self.models[who]
        self.advance(model.start + (model.end - model.start) * part // 16)

    @rule(days=st.integers(1, 40))
    def to_midnight(self, days: int) -> None:
        """To a UTC midnight, where days can be counted."""
        self.advance((self.billing.clock() // DAY + days) * DAY)

    @rule()
    def to_the_last_of_the_month(self) -> None:
        """To the last second of a month."""
        now = datetime.fromtimestamp(self.billing.clock(), UTC)
        year, month = (now.year + 1, 1) if now.month == 12 else (now.year, now.month + 1)
        self.advance(int(datetime(year, month, 1, tzinfo=UTC).timestamp()) - 1)

    @rule(seconds=st.sampled_from([1, 59, 3600, 400 * DAY]))
    def onwards(self, seconds: int) -> None:
        """A second, or more than a year."""
        self.advance(self.billing.clock() + seconds)

    def advance(self, to: int) -> None:
        """I10: in two steps or in one, the same database; backwards is refused."""
        now = self.billing.clock()
        self.refused(BillingError, lambda: self.billing.advance_clock(now - 1))
        if to <= now:
            return
        other = Database()
        self.billing.database.sql.backup(other.sql)
        twin = Billing(other, HASHER)
        self.billing.advance_clock(to)
        twin.advance_clock((now + to) // 2)
        twin.advance_clock(to)
        assert "\n".join(other.sql.iterdump()) == self.dump()
        other.close()
        for model in self.models:
            model.until(to)

    # -- what always holds

    @invariant()
    def as_the_model_says(self) -> None:
        """State, period and money of every account are the model's; so are all its receipts (I3, I4, I8)."""
        for model, account in zip(self.models, map(self.billing.account, self.ids), strict=True):
            assert (account.state, account.plan, account.auto_renew) == (model.state, model.plan, model.on)
            assert (account.start, account.end, account.value) == (model.start, model.end, model.value)
            assert (account.credit, account.hold) == (model.credit, model.hold)
            receipts = [
                (
                    r.at,
                    r.kind,
                    r.plan,
                    r.price,
                    r.unused,
                    r.credit_applied,
                    r.charged,
                    r.credit_after,
                    r.period_end,
                )
                for r in reversed(self.billing.receipts(account.id, limit=10_000).items)
            ]
            assert receipts == model.receipts

    @invariant()
    def books_balance(self) -> None:
        """I1, I2, I3, I6: per account payments = sales + credit + hold + refunds; a receipt is an e-mail."""
        for model, account in zip(self.models, self.ids, strict=True):
            books = self.billing.books(account)
            assert books.faults == ()
            assert (books.payments, books.refunds) == (model.paid, model.refunded)
            assert (books.sales, books.credit, books.hold) == (model.sales, model.credit, model.hold)
            assert books.payments == books.sales + books.credit + books.hold + books.refunds
            assert min(books.credit, books.hold, books.payments - books.refunds) >= 0
            mails = [mail for mail in self.billing.outbox(account) if mail.receipt]
            receipts = list(reversed(self.billing.receipts(account, limit=10_000).items))
            assert [(mail.receipt, mail.kind, mail.at) for mail in mails] == [
                (receipt.number, f"receipt_{receipt.kind}", receipt.at) for receipt in receipts
            ]

    @invariant()
    def nothing_is_rewritten(self) -> None:
        """I5: journal and receipts only grow; every journal row sums to zero."""
        journal: list[object] = list(self.billing.ledger())
        receipts: list[object] = [
            receipt for account in self.ids for receipt in self.billing.receipts(account, limit=10_000).items
        ]
        assert journal[: len(self.seen[0])] == self.seen[0]
        assert all(receipt in receipts for receipt in self.seen[1])
        assert all(row.cash + row.credit + row.sales + row.hold == 0 for row in self.billing.ledger())
        self.seen = journal, receipts

    @invariant()
    def activity_is_the_ledger(self) -> None:
        """The activity list adds up to the ledger, its newest line shows the credit that is there."""
        for account in self.ids:
            lines = self.billing.activity(account, limit=10_000).items
            assert sum(line.charged for line in lines) == self.billing.books(account).payments
            assert (lines[0].balance if lines else 0) == self.billing.account(account).credit

    def refused(self, kind: type[BillingError], act: Callable[[], object]) -> None:
        """I12: a refusal leaves the database as it was, to the byte of its dump."""
        before = self.dump()
        with pytest.raises(kind):
            act()
        assert self.dump() == before

    def dump(self) -> str:
        """The whole database as text."""
        return "\n".join(self.billing.database.sql.iterdump())

    def key(self) -> str:
        """A fresh idempotency key."""
        self.count += 1
        return f"key-{self.count}"


TestLives = Lives.TestCase
if settings.get_current_profile_name() != "long":
    TestLives.settings = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
