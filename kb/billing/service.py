"""The billing service: one method per operation, the only door to the data for the API and the account pages.

Every method runs on the event loop's thread and is one transaction; only those that hash a password are
coroutines. A refusal is an exception of errors.py and writes nothing.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from kb.billing import clock, contacts, domain, facts, idempotency, links, plans, samples
from kb.billing.credentials import Credentials, new_token
from kb.billing.database import Database
from kb.billing.errors import (
    AlreadyRegistered,
    AlreadySettled,
    CsrfMismatch,
    CurrentPasswordWrong,
    InvalidRequest,
    LinkRefused,
    NotFound,
    NotSignedIn,
    PasswordRefused,
    SignInFailed,
    StaleVersion,
)
from kb.billing.model import (
    Account,
    AccountKind,
    ActivityPage,
    Books,
    Card,
    Contact,
    JournalRow,
    Language,
    Mail,
    Purchase,
    Quote,
    Receipt,
    ReceiptPage,
    RefundRequest,
    Report,
    ScheduledSession,
    Session,
    SignedIn,
)
from kb.billing.passwords import Hasher, refusal
from kb.billing.plans import Plan
from kb.billing.queries import Queries
from kb.billing.settings import real_now
from kb.billing.store import Store
from kb.billing.throttle import Throttle

SESSION_SECONDS = 8 * 60 * 60
REFUSED_LAST4 = "0002"
# 2026-11-23T09:00:00Z: where a new database's billing clock starts.
DEFAULT_START = clock.instant("2026-11-23T09:00:00Z")


class Billing:
    """All operations over one database. ``now`` is the REAL clock; the billing clock stands in the database."""

    def __init__(
        self, database: Database, hasher: Hasher | None = None, now: Callable[[], int] = real_now
    ) -> None:
        """Take over an open database; a fresh one gets its clock set to DEFAULT_START."""
        self.database = database
        self.hasher = hasher or Hasher()
        self._store = Store(database)
        self._credentials = Credentials(database)
        self._queries = Queries(database)
        self.throttle = Throttle()
        self._now = now
        if database.meta("clock") is None:
            self.start_clock(DEFAULT_START)

    # -- sign-in

    async def sign_in(self, email: str, password: str, address: str) -> SignedIn:
        """Open a session. Raises SignInFailed (unknown e-mail or wrong password alike), TooManyFailures."""
        name = email.strip().lower()
        self.throttle.attempt(name, address, self._now())
        account, stored = self._known(name)
        if not await self.hasher.matches(stored, password) or account is None:
            raise SignInFailed
        self.throttle.succeeded(name, address)
        # Read again: the account may have changed while the password was being hashed.
        return self._open_session(account.id, stored)

    def sign_out(self, token: str) -> None:
        """End the session; an unknown token is no fault."""
        with self.database.transaction():
            self._credentials.drop_session(token)

    def session(self, token: str | None) -> Session:
        """The running session of a token. Raises NotSignedIn."""
        session = self._credentials.session(token) if token else None
        if session is None or session.expires <= self._now():
            raise NotSignedIn
        return session

    def check_csrf(self, session: Session, csrf: str | None) -> None:
        """Raises CsrfMismatch unless ``csrf`` is the session's token."""
        if csrf is None or not secrets.compare_digest(csrf.encode(), session.csrf.encode()):
            raise CsrfMismatch

    async def change_password(self, account: int, token: str, current: str, new: str) -> None:
        """Replace the password, end the account's other sessions, send an e-mail.

        Raises CurrentPasswordWrong, PasswordRefused; NotSignedIn when the session ended meanwhile.
        """
        stored = self._credentials.password_hash(account)
        if not await self.hasher.matches(stored, current):
            raise CurrentPasswordWrong
        reason = refusal(new, current)
        if reason is not None:
            raise PasswordRefused(reason)
        hashed = await self.hasher.hash(new)
        with self.database.transaction():
            self.session(token)
            if self._credentials.password_hash(account) != stored:
                raise CurrentPasswordWrong
            self._credentials.set_password_hash(account, hashed, self.clock())
            self._credentials.drop_other_sessions(account, token)
            self._store.add_mail(self._store.account(account), self.clock(), "password_changed")

    # -- the customer's account

    def account(self, account: int) -> Account:
        """The account as it stands. Raises NotFound."""
        return self._store.account(account)

    def quote_plan_change(self, account: int, plan: str) -> Quote:
        """What changing to (or buying) ``plan`` now comes to; writes nothing. Raises SamePlan, CorporatePlan."""
        return domain.quote(self.account(account), plans.find(plan), self.clock())

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
        return self._buy("changePlan", domain.change_plan, account, plan, key, expected_due, if_version)

    def purchase_plan(
        self, account: int, plan: str, key: str, *, expected_due: int | None = None
    ) -> Purchase:
        """Buy a plan from no_plan or suspended. Raises as change_plan, AlreadyActive in the place of NotActive."""
        return self._buy("purchasePlan", domain.purchase, account, plan, key, expected_due, None)

    def turn_off_renewal(self, account: int) -> Account:
        """Let the subscription end with its period. Raises CorporatePlan, NotActive."""
        return self._update(account, lambda before: domain.set_renewal(before, on=False))

    def turn_on_renewal(self, account: int) -> Account:
        """Let it renew again, before its period ends. Raises CorporatePlan, NotActive."""
        return self._update(account, lambda before: domain.set_renewal(before, on=True))

    def update_billing_data(self, account: int, brand: str, last4: str, exp: str) -> Account:
        """Replace the card; never charges. ``last4`` REFUSED_LAST4 is the card that the bank refuses."""
        card = Card(brand, last4, exp, "refused" if last4 == REFUSED_LAST4 else "accepted")
        return self._update(account, lambda before: domain.set_card(before, card))

    def request_refund(self, account: int, amount: int, key: str) -> RefundRequest:
        """Ask for credit to be paid back; it is held. Raises InsufficientCredit, CorporatePlan."""
        op, print_ = "requestRefund", idempotency.fingerprint("requestRefund", amount)
        with self.database.transaction():
            before = idempotency.recall(self._store, account, key, op, print_)
            if before is not None:
                return idempotency.refund_request_from(before)
            effect = domain.hold_refund(self._store.account(account), amount)
            self._apply(effect, self.clock(), key)
            request = self._store.add_refund_request(account, self.clock(), amount)
            idempotency.keep(self._store, account, key, op, print_, request)
        return request

    def refund_requests(self, account: int) -> tuple[RefundRequest, ...]:
        """Newest first."""
        return self._queries.refund_requests(account)

    def activity(self, account: int, cursor: int | None = None, limit: int = 20) -> ActivityPage:
        """Billing events newest first; ``cursor`` is the page before's next_cursor."""
        return self._queries.activity(account, cursor, limit)

    def receipts(self, account: int, cursor: int | None = None, limit: int = 20) -> ReceiptPage:
        """Receipts newest first; ``cursor`` is the page before's next_cursor."""
        return self._queries.receipts(account, cursor, limit)

    def receipt(self, account: int, number: str) -> Receipt:
        """Raises NotFound, also for another account's receipt."""
        return self._queries.receipt(account, number)

    def scheduled_sessions(self, account: int) -> tuple[ScheduledSession, ...]:
        """Raises SubscriptionSuspended."""
        return samples.scheduled_sessions(self.clock(), self._with_access(account).language)

    def reports(self, account: int) -> tuple[Report, ...]:
        """Raises SubscriptionSuspended."""
        return samples.reports(self.clock(), self._with_access(account).language)

    # -- signed links

    def sign_link(self, account: int, operation: str) -> str:
        """A token for an e-mail or the return from sign-in; it names the account's version of now."""
        return links.sign(self._secret(), account, operation, self.account(account).version, self._now())

    def open_link(self, token: str, operation: str) -> int:
        """The account that a token was made for. Raises LinkRefused, also when the account changed since."""
        account, version = links.verify(self._secret(), token, operation, self._now())
        if self.account(account).version != version:
            raise LinkRefused
        return account

    # -- public

    def plans(self) -> tuple[Plan, ...]:
        """The catalogue."""
        return plans.CATALOGUE

    def contacts(self, country: str | None = None, kind: str = "support") -> Contact:
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
        return int(self.database.meta("clock") or DEFAULT_START)

    def start_clock(self, at: int) -> None:
        """Set the clock of a database without customers."""
        with self.database.transaction():
            self.database.set_meta("clock", str(at))
            self.database.set_meta("secret", new_token())

    def advance_clock(self, to: int) -> int:
        """Move the clock forward and let everything due happen, in order. Raises InvalidRequest."""
        if not self.clock() <= to <= clock.LATEST:
            raise InvalidRequest(
                f"the clock goes forward only, from {clock.iso(self.clock())} to 2200 at the latest"
            )
        with self.database.transaction():
            for _ in range(clock.MAX_EVENTS):
                due = self._store.next_due(to)
                if due is None:
                    self.database.set_meta("clock", str(to))
                    return to
                self._apply(domain.fall_due(due), due.end, f"due-{due.end}")
            raise InvalidRequest(
                f"more than {clock.MAX_EVENTS} events fall due until then: advance in smaller steps"
            )

    def settle_refund(self, request: int, approve: bool) -> RefundRequest:
        """The operator's decision on a pending request. Raises NotFound, AlreadySettled."""
        with self.database.transaction():
            found = self._store.refund_request(request)
            if found.state != "pending":
                raise AlreadySettled
            account = self._store.account(found.account)
            self._apply(
                domain.settle_refund(account, found.amount, approve), self.clock(), f"refund-{request}"
            )
            settled = replace(found, state="approved" if approve else "rejected")
            self._store.settle_refund_request(request, settled.state)
        return settled

    def outbox(self, account: int | None = None) -> tuple[Mail, ...]:
        """E-mails, oldest first."""
        return self._queries.outbox(account)

    def ledger(self, account: int | None = None) -> tuple[JournalRow, ...]:
        """The journal, oldest first."""
        return self._queries.ledger(account)

    def books(self, account: int | None = None) -> Books:
        """The ledger's sums, and what does not balance."""
        return self._queries.books(account)

    async def create_account(self, email: str, password: str, **given: object) -> Account:
        """As add_account, from a password."""
        return self.add_account(email, await self.hasher.hash(password), **given)  # type: ignore[arg-type]

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
        account = domain.open_account(
            Account(0, email.strip().lower(), kind, country, language, auto_apply_credit, card=card)
        )
        with self.database.transaction():
            if self._known(account.email)[0] is not None:
                raise AlreadyRegistered
            return self._store.add_account(account, password_hash, self.clock())

    # -- how operations are carried out

    def _buy(
        self,
        op: str,
        decide: Callable[[Account, Plan, int, int | None], domain.Effect],
        account: int,
        plan: str,
        key: str,
        expected_due: int | None,
        if_version: int | None,
    ) -> Purchase:
        print_ = idempotency.fingerprint(op, [plan, expected_due])
        with self.database.transaction():
            # Before the version: a retry that arrives after its own effect finds a newer one.
            answer = idempotency.recall(self._store, account, key, op, print_)
            if answer is not None:
                return idempotency.purchase_from(answer)
            before = self._store.account(account)
            if if_version is not None and if_version != before.version:
                raise StaleVersion(before.version)
            effect = decide(before, plans.find(plan), self.clock(), expected_due)
            receipt = self._apply(effect, self.clock(), key)
            assert receipt is not None, "a purchase always has a receipt"
            purchase = Purchase(receipt, effect.account.version)
            idempotency.keep(self._store, account, key, op, print_, purchase)
        return purchase

    def _apply(self, effect: domain.Effect, at: int, key: str) -> Receipt | None:
        self._store.save_account(effect.account)
        if not effect.entries:
            return None
        event = self._store.post(effect.account.id, at, key, effect.entries)
        return effect.receipt and self._store.add_receipt(event, effect.receipt, effect.account.language)

    def _update(self, account: int, decide: Callable[[Account], Account]) -> Account:
        with self.database.transaction():
            before = self._store.account(account)
            after = decide(before)
            if after is not before:
                self._store.save_account(after)
        return after

    def _known(self, email: str) -> tuple[Account | None, str | None]:
        try:
            account = self._store.account_by_email(email)
        except NotFound:
            return None, None
        return account, self._credentials.password_hash(account.id)

    def _open_session(self, account: int, stored: str | None) -> SignedIn:
        token, now = new_token(), self._now()
        session = Session(account, new_token(), now + SESSION_SECONDS)
        with self.database.transaction():
            if self._credentials.password_hash(account) != stored:
                raise SignInFailed
            self._credentials.drop_expired_sessions(now)
            self._credentials.add_session(token, session)
        found = self.account(account)
        return SignedIn(
            token, session.csrf, "/account" if found.state == "active" else "/account/plans", found
        )

    def _with_access(self, account: int) -> Account:
        found = self.account(account)
        domain.require_access(found)
        return found

    def _secret(self) -> str:
        return self.database.meta("secret") or ""
