"""A refusal of the service as the customer reads it: what happened, and the one link that cures it."""

from dataclasses import dataclass

from kb.billing.domain.errors import BillingError
from kb.billing.locale.formats import money
from kb.billing.operations.catalogue import BY_ID
from kb.billing.portal.visit import Visit
from kb.billing.refusals import REFUSALS, Refusal

MONEY_DETAILS = frozenset({"due", "expected", "requested", "credit"})


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
    refusal = REFUSALS[error.code]
    message = visit.t(f"problem.{error.wording}", **values)
    return Problem(refusal.status, message, field, _cure(visit, refusal))


def _cure(visit: Visit, refusal: Refusal) -> tuple[str, str] | None:
    if refusal.cure is None:
        return None
    operation = BY_ID[refusal.cure]
    return operation.page, visit.t(operation.label)
