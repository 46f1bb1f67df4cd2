"""The billing service: one method per operation, the only door to the data for the API and the account pages.

Every method runs on the event loop's thread and is one transaction; only the two that hash a password are
coroutines. A refusal is an exception of errors.py and writes nothing.
"""

from collections.abc import Mapping
from typing import Protocol

from kb.billing.model import (
    Account,
    ActivityPage,
    Books,
    Card,
    Contact,
    JournalRow,
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
from kb.billing.plans import Plan


class BillingFace(Protocol):
    """The published face of class Billing (this outline goes when the class is complete)."""

    # -- sign-in. ``address``: the client's IP address; times of sessions are on the real clock
    async def sign_in(self, email: str, password: str, address: str) -> SignedIn:
        """Raises SignInFailed, TooManyFailures(retry_after)."""

    def sign_out(self, token: str) -> None:
        """End the session; unknown tokens are ignored."""

    def session(self, token: str | None) -> Session:
        """Raises NotSignedIn. ``session.csrf`` goes into forms; ``session.account`` is the account id."""

    def check_csrf(self, session: Session, csrf: str | None) -> None:
        """Raises CsrfMismatch."""

    async def change_password(self, account: int, token: str, current: str, new: str) -> None:
        """Keeps the session ``token``, ends the others. Raises CurrentPasswordWrong, PasswordRefused(reason)."""

    # -- the customer's own account
    def account(self, account: int) -> Account: ...

    def quote_plan_change(self, account: int, plan: str) -> Quote:
        """Also of a purchase when suspended/no_plan. Raises SamePlan, CorporatePlan, InvalidRequest."""

    def change_plan(
        self, account: int, plan: str, key: str, *, expected_due: int | None = None, if_version: int | None = None
    ) -> Purchase:
        """``key``: idempotency key (any non-empty string; put one into the form).

        Raises BillingDataRequired(due), CorporatePlan, SamePlan, NotActive, QuoteChanged(expected, due),
        StaleVersion(version), IdempotencyKeyReused, InvalidRequest.
        """

    def purchase_plan(self, account: int, plan: str, key: str, *, expected_due: int | None = None) -> Purchase:
        """From no_plan or suspended. Raises as change_plan, and AlreadyActive."""

    def turn_off_renewal(self, account: int) -> Account:
        """Raises CorporatePlan, NotActive."""

    def turn_on_renewal(self, account: int) -> Account:
        """Raises CorporatePlan, NotActive."""

    def update_billing_data(self, account: int, brand: str, last4: str, exp: str) -> Account:
        """Never charges. ``exp``: "YYYY-MM". ``last4`` "0002" is the card that the bank refuses."""

    def request_refund(self, account: int, amount: int, key: str) -> RefundRequest:
        """Raises InsufficientCredit(requested, credit), CorporatePlan, IdempotencyKeyReused."""

    def refund_requests(self, account: int) -> tuple[RefundRequest, ...]:
        """Newest first."""

    def activity(self, account: int, cursor: int | None = None, limit: int = 20) -> ActivityPage: ...

    def receipts(self, account: int, cursor: int | None = None, limit: int = 20) -> ReceiptPage: ...

    def receipt(self, account: int, number: str) -> Receipt:
        """Raises NotFound, also for another account's receipt."""

    def scheduled_sessions(self, account: int) -> tuple[ScheduledSession, ...]:
        """Raises SubscriptionSuspended."""

    def reports(self, account: int) -> tuple[Report, ...]:
        """Raises SubscriptionSuspended."""

    # -- signed links (15 real minutes, bound to account, operation and version)
    def sign_link(self, account: int, operation: str) -> str: ...

    def open_link(self, token: str, operation: str) -> int:
        """The account id. Raises LinkRefused."""

    # -- public
    def plans(self) -> tuple[Plan, ...]: ...

    def contacts(self, country: str | None = None, kind: str = "support") -> Contact: ...

    def facts(self) -> Mapping[str, Mapping[str, object]]: ...

    # -- support agents, operator, control
    def account_by_email(self, email: str) -> Account:
        """Raises NotFound."""

    def clock(self) -> int:
        """Now on the BILLING clock: it stands still until it is advanced."""

    def advance_clock(self, to: int) -> int: ...

    def settle_refund(self, request: int, approve: bool) -> RefundRequest: ...

    def outbox(self, account: int | None = None) -> tuple[Mail, ...]:
        """Oldest first; the text is made of kind, receipt and language when it is shown."""

    def ledger(self, account: int | None = None) -> tuple[JournalRow, ...]: ...

    def books(self, account: int | None = None) -> Books: ...

    async def create_account(
        self,
        email: str,
        password: str,
        *,
        kind: str = "self_service",
        country: str = "IT",
        language: str = "it",
        auto_apply_credit: bool = True,
        card: Card | None = None,
    ) -> Account: ...
