"""The billing service: one method per operation, the only door to the data for the API and the account pages.

Every method runs on the event loop's thread and is one transaction; only those that hash a password are
coroutines. A refusal is an exception of errors.py and writes nothing.
"""

from collections.abc import Callable, Mapping

from kb.billing import clock, effects, facts, samples
from kb.billing.auth.passwords import Hasher
from kb.billing.auth.signin import Authenticator
from kb.billing.domain import contacts, emails, forecast, model, payments, plans, rules
from kb.billing.domain.errors import AlreadyRegistered, InvalidRequest
from kb.billing.domain.model import (
    Account,
    AccountKind,
    Card,
    Language,
    Purchase,
    Quote,
    Receipt,
    ReceiptPage,
    RefundRequest,
    Session,
    SignedIn,
)
from kb.billing.settings import real_now
from kb.billing.store.database import Database
from kb.billing.store.reads import Queries
from kb.billing.store.writes import Store


class Billing:
    """All operations over one database.

    ``now`` is the REAL clock; the billing clock stands in the database.
    """

    def __init__(
        self, database: Database, hasher: Hasher | None = None, now: Callable[[], int] = real_now
    ) -> None:
        """Take over an open database; a fresh one gets its clock set to clock.DEFAULT_START."""
        self.database = database
        self._store = Store(database)
        self._queries = Queries(database)
        self.authenticator = Authenticator(database, self._store, hasher or Hasher(), now)
        if database.meta("clock") is None:
            self.start_clock(clock.DEFAULT_START)

    async def sign_in(self, email: str, password: str, address: str, replaced: str | None = None) -> SignedIn:
        """Open a session in place of the earlier one, ``replaced``. Raises as Authenticator.sign_in."""
        return await self.authenticator.sign_in(email, password, address, replaced)

    def sign_out(self, token: str) -> None:
        """End the session; an unknown token is no fault."""
        self.authenticator.sign_out(token)

    def session(self, token: str | None) -> Session:
        """The running session of a token. Raises NotSignedIn."""
        return self.authenticator.session(token)

    def check_csrf(self, session: Session, csrf: str | None) -> None:
        """Raises CsrfMismatch unless ``csrf`` is the session's token."""
        self.authenticator.check_csrf(session, csrf)

    async def change_password(self, account: int, token: str, current: str, new: str) -> None:
        """Replace the password, end the other sessions. Raises as Authenticator.change_password."""
        await self.authenticator.change_password(account, token, current, new)

    # -- the customer's account

    def account(self, account: int) -> Account:
        """The account as it stands. Raises NotFound."""
        return self._store.account(account)

    def quote_plan_change(self, account: int, plan: str) -> Quote:
        """What changing to (or buying) ``plan`` now comes to. Raises SamePlan, CorporatePlan."""
        return rules.quote(self.account(account), plans.find(plan), self.clock())

    def forecast(self, account: int, plan: str | None = None) -> tuple[forecast.Forecast, ...]:
        """The next twelve months, choice by choice, ``plan`` among them. Raises CorporatePlan."""
        rules.require_self_service(found := self.account(account))
        return forecast.choices(found, self.clock(), plans.find(plan) if plan else None)

    def change_plan(
        self,
        account: int,
        plan: str,
        key: str,
        *,
        expected_due: int | None = None,
        if_version: int | None = None,
    ) -> Purchase:
        """Change a running subscription's plan at once.

        Raises BillingDataRequired, CorporatePlan, SamePlan, NotActive, QuoteChanged, StaleVersion,
        IdempotencyKeyReused, InvalidRequest.
        """
        decide = rules.change_plan
        return self._buy(effects.Order("changePlan", decide, account, plan, key, expected_due, if_version))

    def purchase_plan(self, account: int, plan: str, key: str, **conditions: int | None) -> Purchase:
        """Buy a plan from no_plan or suspended, on change_plan's conditions.

        Raises as change_plan, AlreadyActive for NotActive.
        """
        return self._buy(effects.Order("purchasePlan", rules.purchase, account, plan, key, **conditions))

    def turn_off_renewal(self, account: int) -> Account:
        """Let the subscription end with its period. Raises CorporatePlan, NotActive."""
        return self._update(account, lambda before: rules.set_renewal(before, on=False))

    def turn_on_renewal(self, account: int) -> Account:
        """Let it renew again, before its period ends. Raises CorporatePlan, NotActive."""
        return self._update(account, lambda before: rules.set_renewal(before, on=True))

    def update_billing_data(self, account: int, brand: str, last4: str, exp: str) -> Account:
        """Replace the card; never charges. ``last4`` decides what the bank will answer."""
        card = Card(brand, last4, exp, payments.bank_answer(last4))
        return self._update(account, lambda before: rules.set_card(before, card))

    def request_refund(self, account: int, amount: int, key: str) -> RefundRequest:
        """Ask for credit to be paid back; it is held. Raises InsufficientCredit, CorporatePlan."""
        with self.database.transaction():
            return effects.ask_refund(self._store, account, amount, key)

    def refund_requests(self, account: int) -> tuple[RefundRequest, ...]:
        """Newest first."""
        return self._queries.refund_requests(account)

    def activity(self, account: int, cursor: int | None = None, limit: int = 20) -> model.ActivityPage:
        """Billing events newest first; ``cursor`` is the page before's next_cursor."""
        return self._queries.activity(account, cursor, limit)

    def receipts(self, account: int, cursor: int | None = None, limit: int = 20) -> ReceiptPage:
        """Receipts newest first; ``cursor`` is the page before's next_cursor."""
        return self._queries.receipts(account, cursor, limit)

    def receipt(self, account: int, number: str) -> Receipt:
        """Raises NotFound, also for another account's receipt."""
        return self._queries.receipt(account, number)

    def scheduled_sessions(self, account: int) -> tuple[samples.ScheduledSession, ...]:
        """Raises SubscriptionSuspended."""
        return samples.scheduled_sessions(self.clock(), self._with_access(account).language)

    def reports(self, account: int) -> tuple[samples.Report, ...]:
        """Raises SubscriptionSuspended."""
        return samples.reports(self.clock(), self._with_access(account).language)

    def plans(self) -> tuple[plans.Plan, ...]:
        """The catalogue."""
        return plans.CATALOGUE

    def contacts(self, country: str | None = None, kind: str = "support") -> contacts.Contact:
        """Whom to ask in a country; the page where there is no number of its own. Raises InvalidRequest."""
        return contacts.find(country, kind)

    def facts(self) -> Mapping[str, facts.Fact]:
        """The public facts by name."""
        return facts.facts()

    # -- support agents and the operator

    def account_by_email(self, email: str) -> Account:
        """Raises NotFound."""
        return self._store.account_by_email(email)

    def clock(self) -> int:
        """Now on the billing clock: it stands still until it is advanced."""
        return self._store.clock()

    def start_clock(self, at: int) -> None:
        """Set the clock of a database without customers."""
        with self.database.transaction():
            self.database.set_meta("clock", str(at))

    def advance_clock(self, to: int) -> int:
        """Move the clock forward and let everything due happen, in order. Raises InvalidRequest."""
        if not self.clock() <= to <= clock.LATEST:
            raise InvalidRequest(
                f"the clock goes forward only, from {clock.iso(self.clock())} to 2200 at the latest"
            )
        with self.database.transaction():
            effects.advance(self._store, to)
        return to

    def settle_refund(self, request: int, approve: bool) -> RefundRequest:
        """The operator's decision on a pending request. Raises NotFound, AlreadySettled."""
        with self.database.transaction():
            return effects.settle(self._store, request, approve)

    def outbox(self, account: int | None = None) -> tuple[model.Mail, ...]:
        """E-mails, oldest first."""
        return self._queries.outbox(account)

    def ledger(self, account: int | None = None) -> tuple[model.JournalRow, ...]:
        """The journal, oldest first."""
        return self._queries.ledger(account)

    def books(self, account: int | None = None) -> model.Books:
        """The ledger's sums, and what does not balance."""
        return self._queries.books(account)

    async def create_account(self, email: str, password: str, **given: object) -> Account:
        """As add_account, from a password."""
        return self.add_account(email, await self.authenticator.hasher.hash(password), **given)  # type: ignore[arg-type]

    def add_account(
        self,
        email: str,
        password_hash: str,
        *,
        kind: AccountKind = "self_service",
        country: str = "IT",
        language: Language = "it",
        auto_apply_credit: bool = True,
        card: Card | None = None,
    ) -> Account:
        """Register a customer: self-service without a plan, corporate on the managed plan.

        Raises AlreadyRegistered.
        """
        account = rules.open_account(
            Account(0, emails.normal_email(email), kind, country, language, auto_apply_credit, card=card)
        )
        with self.database.transaction():
            if self._store.is_registered(account.email):
                raise AlreadyRegistered
            return self._store.add_account(account, password_hash, self.clock())

    def _buy(self, order: effects.Order) -> Purchase:
        with self.database.transaction():
            return effects.buy(self._store, order)

    def _update(self, account: int, decide: Callable[[Account], Account]) -> Account:
        with self.database.transaction():
            before = self._store.account(account)
            after = decide(before)
            if after is not before:
                self._store.save_account(after)
        return after

    def _with_access(self, account: int) -> Account:
        found = self.account(account)
        rules.require_access(found)
        return found
