"""How an effect of rules.py becomes rows, all of them in the caller's transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kb.billing import clock
from kb.billing.domain import plans, rules
from kb.billing.domain.errors import AlreadySettled, InvalidRequest, StaleVersion
from kb.billing.domain.model import Account, Purchase, Receipt, RefundRequest
from kb.billing.domain.plans import Plan
from kb.billing.store import idempotency
from kb.billing.store.writes import Store

Decision = Callable[[Account, Plan, int, int | None], rules.Effect]


@dataclass(frozen=True, slots=True)
class Order:
    """A request to buy or change. ``op`` is the operationId, ``decide`` the rule of rules.py for it."""

    op: str
    decide: Decision
    account: int
    plan: str
    key: str
    expected_due: int | None = None
    if_version: int | None = None


def buy(store: Store, order: Order) -> Purchase:
    """Carry out an order, or give the answer that its key was given before.

    Raises what ``order.decide`` raises, StaleVersion, IdempotencyKeyReused, InvalidRequest.
    """
    print_ = idempotency.fingerprint(order.op, [order.plan, order.expected_due])
    # Before the version: a retry that arrives after its own effect finds a newer one.
    answer = idempotency.recall(store, order.account, order.key, order.op, print_)
    if answer is not None:
        return idempotency.purchase_from(answer)
    before, now = store.account(order.account), store.clock()
    if order.if_version is not None and order.if_version != before.version:
        raise StaleVersion(before.version)
    effect = order.decide(before, plans.find(order.plan), now, order.expected_due)
    receipt = apply(store, effect, now, order.key)
    assert receipt is not None, "a purchase always has a receipt"
    purchase = Purchase(receipt, effect.account.version)
    idempotency.keep(store, order.account, order.key, order.op, print_, purchase)
    return purchase


def ask_refund(store: Store, account: int, amount: int, key: str) -> RefundRequest:
    """Hold the amount and store the request, or give the answer that the key was given before."""
    op, print_ = "requestRefund", idempotency.fingerprint("requestRefund", amount)
    answer = idempotency.recall(store, account, key, op, print_)
    if answer is not None:
        return idempotency.refund_request_from(answer)
    now = store.clock()
    apply(store, rules.hold_refund(store.account(account), amount), now, key)
    request = store.add_refund_request(account, now, amount)
    idempotency.keep(store, account, key, op, print_, request)
    return request


def settle(store: Store, request: int, approve: bool) -> RefundRequest:
    """The decision on a pending request. Raises NotFound, AlreadySettled."""
    found = store.refund_request(request)
    if found.state != "pending":
        raise AlreadySettled
    effect = rules.settle_refund(store.account(found.account), found.amount, approve)
    apply(store, effect, store.clock(), f"refund-{request}")
    settled = replace(found, state="approved" if approve else "rejected")
    store.settle_refund_request(request, settled.state)
    return settled


def advance(store: Store, to: int) -> None:
    """Let everything due up to ``to`` happen, in order of time and account, and set the clock.

    Raises InvalidRequest when that is more than clock.MAX_EVENTS.
    """
    for _ in range(clock.MAX_EVENTS):
        due = store.next_due(to)
        if due is None:
            store.set_clock(to)
            return
        apply(store, rules.fall_due(due), due.end, f"due-{due.end}")
    raise InvalidRequest(f"more than {clock.MAX_EVENTS} events fall due until then: advance in smaller steps")


def apply(store: Store, effect: rules.Effect, at: int, key: str) -> Receipt | None:
    """Write an effect; its receipt, if it has one, comes back with its number."""
    store.save_account(effect.account)
    if not effect.entries:
        return None
    event = store.post(effect.account.id, at, key, effect.entries)
    if effect.mail:
        store.add_mail(effect.account, at, effect.mail)
    return effect.receipt and store.add_receipt(event, effect.receipt, effect.account.language)
