"""What becomes of a refusal: status, helpful article, and on the account pages the page and the cure."""

from collections.abc import Mapping
from dataclasses import dataclass

GENERAL = "problem.html"


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one refusal is answered, by the API and by the account pages alike.

    Attributes:
        status: Of the answer.
        article: The article that helps; None where none does.
        retryable: Whether the same request may work later.
        page: The template of its page; the words of the general one are `problem.CODE`.
        cure: The operation that puts it right, for the page's one button.
    """

    status: int
    article: str | None = None
    retryable: bool = False
    page: str = GENERAL
    cure: str | None = None


REFUSALS: Mapping[str, Refusal] = {
    "bad-request": Refusal(400),
    "idempotency-key-missing": Refusal(400),
    "not-signed-in": Refusal(401),
    "sign-in-failed": Refusal(401, "change-password"),
    "billing-data-required": Refusal(402, "reactivate-account", cure="updateBillingData"),
    "corporate-plan": Refusal(403, "corporate-plans", page="corporate.html"),
    "current-password-wrong": Refusal(403, "change-password"),
    "csrf": Refusal(403),
    "subscription-suspended": Refusal(403, "reactivate-account", page="blocked.html"),
    "loopback-only": Refusal(403),
    "not-found": Refusal(404, page="not-found.html"),
    "method-not-allowed": Refusal(405),
    "same-plan": Refusal(409, "change-plan", cure="listPlans"),
    "not-active": Refusal(409, "reactivate-account", cure="listPlans"),
    "already-active": Refusal(409, "change-plan", cure="listPlans"),
    "quote-changed": Refusal(409, "plan-change-charges", retryable=True),
    "insufficient-credit": Refusal(409, "contact-refund"),
    "already-settled": Refusal(409),
    "already-registered": Refusal(409),
    "stale-version": Refusal(412, retryable=True),
    "body-too-large": Refusal(413),
    "media-type": Refusal(415),
    "invalid-request": Refusal(422),
    "password-refused": Refusal(422, "change-password"),
    "idempotency-key-reused": Refusal(422),
    "too-many-failures": Refusal(429, "change-password", retryable=True),
    "internal": Refusal(500, retryable=True),
    "unavailable": Refusal(503, retryable=True),
}
