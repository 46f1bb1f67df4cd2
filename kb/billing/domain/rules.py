"""What the operations do to an account: pure functions from an account and an instant to the effect.

No clock and no database here. A refusal is raised before anything is made, so that a failure writes nothing.
"""

from dataclasses import dataclass, replace

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
from kb.billing.domain.model import Account, Card, Entry, MailKind, Quote, Receipt, ReceiptKind
from kb.billing.domain.payments import card_fault, next_payment, payment
from kb.billing.domain.plans import Plan, find
from kb.billing.domain.proration import boundary, unused_value

SECONDS_PER_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Effect:
    """What an operation does: the account after it, the journal rows it posts, the receipt it issues.

    ``mail`` is an e-mail without a receipt that tells of it.
    """

    account: Account
    entries: tuple[Entry, ...] = ()
    receipt: Receipt | None = None
    mail: MailKind | None = None


def quote(account: Account, plan: Plan, now: int) -> Quote:
    """What changing to (or, without a running subscription, buying) ``plan`` at ``now`` comes to.

    Raises CorporatePlan, SamePlan.
    """
    _require_self_service(account, plan)
    if account.state == "active" and account.plan == plan.id:
        raise SamePlan
    unused = unused_value(account.value, account.start, account.end, now) if account.state == "active" else 0
    credit = account.credit + unused
    paid = payment(account, plan.price, credit)
    return Quote(
        plan=plan.id,
        price=plan.price,
        unused=unused,
        credit_applied=paid.credit,
        due_now=paid.card,
        credit_after=credit - paid.credit,
        next_billing=boundary(now, 1, plan.interval),
        as_of=now,
        version=account.version,
    )


def is_late_downgrade(account: Account, offer: Quote) -> bool:
    """Whether a cheaper plan costs something today, because little of the running period is left."""
    return account.state == "active" and offer.price < account.value and offer.due_now > 0


def features(account: Account) -> tuple[str, ...]:
    """What the account may use: its plan's features, while the subscription runs."""
    return find(account.plan).features if account.state == "active" and account.plan else ()


def days_left(account: Account, now: int) -> int:
    """The days until the period's end, a begun one counted whole; none after it."""
    return max(0, -(-(account.end - now) // SECONDS_PER_DAY))


def open_account(account: Account) -> Account:
    """A newly registered account: a corporate one runs at once, on the managed plan, without periods."""
    return account if account.kind == "self_service" else replace(account, state="active", plan="corporate")


def change_plan(account: Account, plan: Plan, now: int, expected_due: int | None = None) -> Effect:
    """Close the running period at ``now``, turn its unused value into credit, open one on ``plan``.

    Renewal stays on or off as it was. Raises NotActive, CorporatePlan, SamePlan, QuoteChanged,
    BillingDataRequired.
    """
    _require_self_service(account, plan)
    if account.state != "active":
        raise NotActive
    offer = _accepted_offer(account, plan, now, expected_due)
    deposit = (Entry("unused_value", credit=offer.unused, sales=-offer.unused),) if offer.unused else ()
    return _open_period(account, offer, "plan_change", deposit)


def purchase(account: Account, plan: Plan, now: int, expected_due: int | None = None) -> Effect:
    """Buy ``plan`` from no_plan (first purchase) or suspended (reactivation); renewal is on afterwards.

    Raises AlreadyActive, CorporatePlan, QuoteChanged, BillingDataRequired.
    """
    _require_self_service(account, plan)
    if account.state == "active":
        raise AlreadyActive
    kind: ReceiptKind = "first_purchase" if account.state == "no_plan" else "reactivation"
    offer = _accepted_offer(account, plan, now, expected_due)
    return _open_period(replace(account, auto_renew=True), offer, kind, ())


def fall_due(account: Account) -> Effect:
    """What happens at the end of the period: the renewal, or the suspension when it is off or not paid."""
    now = account.end
    if not account.auto_renew:
        return Effect(_touched(account, state="suspended"))
    plan = find(account.plan or "")
    paid = next_payment(account)
    # Refused: a suspended account renews nothing; buying a plan turns the renewal on again.
    if paid.card and (fault := card_fault(account.card, now)):
        stopped = _touched(account, state="suspended", auto_renew=False)
        # No money moves, and yet it is an event: the customer reads why the plan has stopped.
        why: MailKind = "renewal_refused" if fault == "card_refused" else "renewal_card_missing"
        return Effect(stopped, (Entry(why),), mail=why)
    renewed = _touched(
        account,
        k=account.k + 1,
        start=now,
        end=boundary(account.anchor, account.k + 2, plan.interval),
        value=plan.price,
        credit=account.credit - paid.credit,
    )
    entry = Entry("renewal", cash=-paid.card, credit=-paid.credit, sales=plan.price)
    return Effect(renewed, (entry,), _receipt(renewed, "renewal", plan.price, 0, paid.credit))


def set_renewal(account: Account, on: bool) -> Account:
    """Turn the renewal on or off; the same account when nothing changes. Raises CorporatePlan, NotActive."""
    require_self_service(account)
    if account.state != "active":
        raise NotActive
    return account if account.auto_renew is on else _touched(account, auto_renew=on)


def set_card(account: Account, card: Card) -> Account:
    """Replace the billing data; never charges. Raises CorporatePlan."""
    require_self_service(account)
    return _touched(account, card=card)


def hold_refund(account: Account, amount: int) -> Effect:
    """Move ``amount`` from credit to hold, out of a renewal's reach.

    Raises CorporatePlan, InsufficientCredit.
    """
    require_self_service(account)
    if amount < 1:
        raise InvalidRequest("the amount of a refund is at least 1 minor unit")
    if amount > account.credit:
        raise InsufficientCredit(amount, account.credit)
    held = _touched(account, credit=account.credit - amount, hold=account.hold + amount)
    return Effect(held, (Entry("refund_requested", credit=-amount, hold=amount),))


def settle_refund(account: Account, amount: int, approve: bool) -> Effect:
    """Pay the held ``amount`` to the card, or give it back as credit."""
    if approve:
        paid = _touched(account, hold=account.hold - amount)
        return Effect(paid, (Entry("refund_approved", cash=amount, hold=-amount),))
    back = _touched(account, hold=account.hold - amount, credit=account.credit + amount)
    return Effect(back, (Entry("refund_rejected", credit=amount, hold=-amount),))


def require_access(account: Account) -> None:
    """Raises SubscriptionSuspended unless the subscription runs."""
    if account.state != "active":
        raise SubscriptionSuspended


def require_self_service(account: Account) -> None:
    """Raises CorporatePlan for accounts that the corporate billing center manages."""
    if account.kind == "corporate":
        raise CorporatePlan


def _require_self_service(account: Account, plan: Plan) -> None:
    require_self_service(account)
    if plan.managed:
        raise CorporatePlan


def _accepted_offer(account: Account, plan: Plan, now: int, expected_due: int | None) -> Quote:
    offer = quote(account, plan, now)
    if expected_due is not None and expected_due != offer.due_now:
        raise QuoteChanged(expected_due, offer.due_now)
    if offer.due_now and (fault := card_fault(account.card, now)):
        raise BillingDataRequired(offer.due_now, fault)
    return offer


def _open_period(account: Account, offer: Quote, kind: ReceiptKind, deposit: tuple[Entry, ...]) -> Effect:
    opened = _touched(
        account,
        state="active",
        plan=offer.plan,
        anchor=offer.as_of,
        k=0,
        start=offer.as_of,
        end=offer.next_billing,
        value=offer.price,
        credit=offer.credit_after,
    )
    charge = Entry(kind, cash=-offer.due_now, credit=-offer.credit_applied, sales=offer.price)
    receipt = _receipt(opened, kind, offer.price, offer.unused, offer.credit_applied)
    return Effect(opened, (*deposit, charge), receipt)


def _receipt(account: Account, kind: ReceiptKind, price: int, unused: int, applied: int) -> Receipt:
    charged = price - applied
    card = account.card if charged else None
    return Receipt(
        number="",
        account=account.id,
        at=account.start,
        kind=kind,
        plan=account.plan or "",
        price=price,
        unused=unused,
        credit_applied=applied,
        charged=charged,
        credit_after=account.credit,
        period_start=account.start,
        period_end=account.end,
        card_brand=card.brand if card else None,
        card_last4=card.last4 if card else None,
    )


def _touched(account: Account, **changes: object) -> Account:
    return replace(account, version=account.version + 1, **changes)  # type: ignore[arg-type]
