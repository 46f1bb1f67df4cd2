"""A refusal of the service as the customer reads it: what happened, and the one link that cures it."""

from dataclasses import dataclass

from kb.billing.domain.errors import BillingError
from kb.billing.locale.formats import money
from kb.billing.portal.visit import Visit

MONEY_DETAILS = frozenset({"due", "expected", "requested", "credit"})
CARD_PAGE = "/account/billing-data"
STATUS = {
    "sign-in-failed": 401,
    "billing-data-required": 402,
    "csrf": 403,
    "current-password-wrong": 403,
    "same-plan": 409,
    "not-active": 409,
    "already-active": 409,
    "quote-changed": 409,
    "insufficient-credit": 409,
    "stale-version": 412,
    "too-many-failures": 429,
}
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Problem:
    """What to tell the customer. ``field``: the id of the field to correct; ``cure``: (address, text)."""

    status: int
    message: str
    field: str = ""
    cure: tuple[str, str] | None = None


def explain(visit: Visit, error: BillingError, field: str = "") -> Problem:
    """The refusal in the visitor's language, its amounts as money, its waiting time in minutes."""
    values = {
        name: money(value, visit.language) if name in MONEY_DETAILS and isinstance(value, int) else value
        for name, value in error.details().items()
    }
    if isinstance(retry := values.get("retry_after"), int):
        values["minutes"] = max(1, -(-retry // 60))
    key = f"problem.{error.code}"
    message = visit.t(key if error.code in KNOWN else "problem.invalid-request", **values)
    return Problem(STATUS.get(error.code, UNPROCESSABLE), message, field, _cure(visit, error.code))


def _cure(visit: Visit, code: str) -> tuple[str, str] | None:
    if code == "billing-data-required":
        return CARD_PAGE, visit.t("problem.cure_card")
    if code in ("already-active", "not-active", "same-plan"):
        return "/account/plans", visit.t("label.plan_selection")
    return None


KNOWN = frozenset({*STATUS, "idempotency-key-reused", "invalid-request"})
