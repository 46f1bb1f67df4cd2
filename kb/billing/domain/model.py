"""The records of the billing service. Times: UTC seconds of the billing clock. Money: minor units."""

from dataclasses import dataclass
from typing import Literal

State = Literal["no_plan", "active", "suspended"]
AccountKind = Literal["self_service", "corporate"]
Language = str  # a code that locale/strings has a catalogue for
ReceiptKind = Literal["first_purchase", "renewal", "plan_change", "reactivation"]
MailKind = Literal[
    "receipt_first_purchase",
    "receipt_renewal",
    "receipt_plan_change",
    "receipt_reactivation",
    "password_changed",
    "renewal_refused",
    "renewal_card_missing",
]
RefundState = Literal["pending", "approved", "rejected"]
CardOutcome = Literal["accepted", "refused"]
CardFault = Literal["card_missing", "card_refused"]


@dataclass(frozen=True, slots=True)
class Card:
    """Billing data: never a card number. ``exp`` is "YYYY-MM"; ``outcome`` is what the bank will answer."""

    brand: str
    last4: str
    exp: str
    outcome: CardOutcome


@dataclass(frozen=True, slots=True)
class Account:
    """A customer's account.

    ``anchor`` and ``k`` place the period [start, end); ``value`` is the price paid for it.
    """

    id: int
    email: str
    kind: AccountKind
    country: str
    language: Language
    auto_apply_credit: bool = True
    version: int = 1
    state: State = "no_plan"
    plan: str | None = None
    auto_renew: bool = False
    anchor: int = 0
    k: int = 0
    start: int = 0
    end: int = 0
    value: int = 0
    credit: int = 0
    hold: int = 0
    card: Card | None = None

    @property
    def next_billing(self) -> int | None:
        """When the next automatic payment falls due; None when there will be none."""
        renews = self.state == "active" and self.auto_renew and self.kind == "self_service"
        return self.end if renews else None

    @property
    def access_until(self) -> int | None:
        """The second at which access ends unless the plan renews; None without a period of its own."""
        return self.end if self.end else None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a plan change or purchase would do now; nothing is written.

    ``next_billing``: end of the new period.
    """

    plan: str
    price: int
    unused: int
    credit_applied: int
    due_now: int
    credit_after: int
    next_billing: int
    as_of: int
    version: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal row, seen from the customer: cash < 0 left the card; cash + credit + sales + hold = 0."""

    op: str
    cash: int = 0
    credit: int = 0
    sales: int = 0
    hold: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """An immutable receipt. ``number`` is "" until the store has numbered it.

    ``card_brand`` and ``card_last4`` name the card that was charged; None when none was.
    """

    number: str
    account: int
    at: int
    kind: ReceiptKind
    plan: str
    price: int
    unused: int
    credit_applied: int
    charged: int
    credit_after: int
    period_start: int
    period_end: int
    card_brand: str | None = None
    card_last4: str | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """The result of changePlan and purchasePlan: the receipt and the account's version after it."""

    receipt: Receipt
    version: int


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal row as stored; ``event`` is the same for the rows that one operation posted."""

    seq: int
    event: int
    account: int
    at: int
    op: str
    key: str
    cash: int
    credit: int
    sales: int
    hold: int


@dataclass(frozen=True, slots=True)
class Activity:
    """One billing event.

    ``charged`` and ``refunded`` are on the card, ``credit`` moved, ``balance`` is the credit after it.
    ``op``: first_purchase, renewal, plan_change, reactivation, refund_requested, refund_approved,
    refund_rejected, renewal_refused, renewal_card_missing.
    """

    event: int
    at: int
    op: str
    plan: str | None
    receipt: str | None
    charged: int
    refunded: int
    credit: int
    balance: int


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """Newest first; ``next_cursor`` is None on the last page."""

    items: tuple[Activity, ...]
    next_cursor: int | None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Newest first; ``next_cursor`` is None on the last page."""

    items: tuple[Receipt, ...]
    next_cursor: int | None


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """A request to pay credit back to the card; while pending the amount is held."""

    id: int
    account: int
    at: int
    amount: int
    state: RefundState


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail in the outbox, before it becomes text; ``receipt`` is the number of the one it carries."""

    id: int
    account: int
    to: str
    at: int
    kind: MailKind
    receipt: str | None
    language: Language


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in session; ``expires`` is on the REAL clock, so moving the billing clock signs nobody out."""

    account: int
    csrf: str
    expires: int


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The result of signIn: ``token`` for the cookie or Bearer, ``next`` is where to send the browser."""

    token: str
    csrf: str
    next: str
    account: Account


@dataclass(frozen=True, slots=True)
class Books:
    """The sums of the ledger; ``faults`` is empty when the books balance."""

    payments: int
    refunds: int
    sales: int
    credit: int
    hold: int
    faults: tuple[str, ...]
