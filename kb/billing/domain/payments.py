"""Who pays a price: how much of it the account's credit, how much the card, and why the card cannot."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kb.billing.domain.model import Account, Card, CardFault, CardOutcome
from kb.billing.domain.plans import find

# The test card that the stub's bank refuses: by its last digits, as it is never given a number.
REFUSED_LAST4 = "0002"


@dataclass(frozen=True, slots=True)
class Payment:
    """A price in minor units, shared out: ``credit`` is used, ``card`` is charged."""

    credit: int
    card: int


def payment(account: Account, price: int, credit: int) -> Payment:
    """How ``price`` is paid with ``credit`` at hand: by credit first, where it applies by itself."""
    used = min(price, credit) if account.auto_apply_credit else 0
    return Payment(used, price - used)


def next_payment(account: Account) -> Payment:
    """What the renewal at the period's end comes to, as the account stands; nothing without a plan."""
    return payment(account, find(account.plan).price if account.plan else 0, account.credit)


def bank_answer(last4: str) -> CardOutcome:
    """What the stub's bank will say to the card."""
    return "refused" if last4 == REFUSED_LAST4 else "accepted"


def card_fault(card: Card | None, now: int) -> CardFault | None:
    """Why the card cannot pay: there is none, or the bank refuses it, as it does once its month is over."""
    if card is None:
        return "card_missing"
    return None if card.outcome == "accepted" and _is_valid(card, now) else "card_refused"


def _is_valid(card: Card, now: int) -> bool:
    return card.exp >= datetime.fromtimestamp(now, UTC).strftime("%Y-%m")
