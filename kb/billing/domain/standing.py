"""How an account stands, in the words by which pages decide what to offer; pure."""

from typing import Literal, get_args

from kb.billing.domain.model import Account
from kb.billing.domain.payments import card_fault, next_payment

Standing = Literal[
    "corporate",
    "no_plan",
    "suspended_card",
    "suspended",
    "renewal_off",
    "card_missing",
    "card_refused",
    "no_credit",
    "active",
]
STANDINGS: tuple[Standing, ...] = get_args(Standing)


def conditions(account: Account) -> tuple[str, ...]:
    """What articles call the account in the sections that hold for some only.

    "renewal-off" and "active", "no-plan" and "not-active", "credit"; a Corporate plan is that and no more, as
    its sections say all that holds for it.
    """
    if account.kind == "corporate":
        return ("corporate",)
    credit = "credit" if account.credit else "no-credit"
    if account.state != "active":
        return ("self-service", "not-active", account.state.replace("_", "-"), credit)
    return ("self-service", "active", "renewal-on" if account.auto_renew else "renewal-off", credit)


def standings(account: Account, now: int) -> tuple[Standing, ...]:
    """All that is true of the account at ``now``, what matters most first.

    ``card_missing`` and ``card_refused`` are said only where the next payment would need the card;
    ``suspended_card`` is a suspended account whose card could not pay its plan again; ``active`` is a
    subscription that runs and renews.
    """
    runs = account.state == "active"
    fault = card_fault(account.card, now) if next_payment(account).card else None
    fails = fault if runs and account.auto_renew else None
    true: dict[Standing, bool] = {
        "corporate": account.kind == "corporate",
        "no_plan": account.state == "no_plan",
        "suspended_card": account.state == "suspended" and fault is not None,
        "suspended": account.state == "suspended",
        "renewal_off": runs and account.kind == "self_service" and not account.auto_renew,
        "card_missing": fails == "card_missing",
        "card_refused": fails == "card_refused",
        "no_credit": account.credit == 0,
        "active": runs and account.auto_renew,
    }
    return tuple(standing for standing in STANDINGS if true[standing])
