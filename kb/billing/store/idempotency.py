"""Idempotency keys: a retry gets the first answer, another request with the same key is refused."""

import hashlib
import json
from dataclasses import asdict

from kb.billing.domain.errors import IdempotencyKeyReused, InvalidRequest
from kb.billing.domain.model import Purchase, Receipt, RefundRequest
from kb.billing.store.writes import Store

MAX_KEY_LENGTH = 200


def fingerprint(op: str, payload: object) -> str:
    """What makes two requests the same one: the operation and its payload."""
    return hashlib.sha256(json.dumps([op, payload], sort_keys=True).encode()).hexdigest()


def recall(store: Store, account: int, key: str, op: str, print_: str) -> dict[str, object] | None:
    """The answer given before to this very request; None the first time.

    Raises IdempotencyKeyReused when the key belongs to another request, InvalidRequest for an unusable key.
    """
    if not 0 < len(key) <= MAX_KEY_LENGTH:
        raise InvalidRequest(f"an idempotency key has 1 to {MAX_KEY_LENGTH} characters")
    row = store.remembered(account, key)
    if row is None:
        return None
    if row[:2] != (op, print_):
        raise IdempotencyKeyReused
    answer: dict[str, object] = json.loads(row[2])
    return answer


def keep(
    store: Store, account: int, key: str, op: str, print_: str, answer: Purchase | RefundRequest
) -> None:
    """Remember the answer, in the transaction of its effect."""
    store.remember(account, key, op, print_, json.dumps(asdict(answer)))


def purchase_from(answer: dict[str, object]) -> Purchase:
    """The remembered answer of changePlan or purchasePlan."""
    return Purchase(Receipt(**answer["receipt"]), answer["version"])  # type: ignore[arg-type]


def refund_request_from(answer: dict[str, object]) -> RefundRequest:
    """The remembered answer of requestRefund."""
    return RefundRequest(**answer)  # type: ignore[arg-type]
