"""What the billing service refuses, one class per reason; each carries the data that its answer needs."""

from typing import ClassVar

from kb.billing.domain.model import CardFault
from kb.errors import KbError


class BillingError(Exception):
    """A refusal. ``code`` is the name that the API, the account pages and the help articles share."""

    code: ClassVar[str] = "invalid-request"

    @property
    def wording(self) -> str:
        """The name of its words in the catalogues: the code, or one for each of its reasons."""
        return self.code

    def details(self) -> dict[str, object]:
        """The data of this refusal: the public attributes, as JSON-ready values."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}


class InvalidRequest(BillingError):
    """The request is well-formed but means nothing: unknown plan, clock set backwards."""

    def __init__(self, reason: str) -> None:
        """``reason`` says in one sentence what to correct."""
        super().__init__(reason)
        self.reason = reason


class NotSignedIn(BillingError):
    """No session, an unknown one, or one that has expired."""

    code = "not-signed-in"


class SignInFailed(BillingError):
    """Unknown e-mail or wrong password: deliberately the same answer."""

    code = "sign-in-failed"


class TooManyFailures(BillingError):
    """Sign-in is paused for this account and address."""

    code = "too-many-failures"

    def __init__(self, retry_after: int) -> None:
        """``retry_after`` in whole seconds of the real clock."""
        super().__init__(f"try again in {retry_after} seconds")
        self.retry_after = retry_after


class CsrfMismatch(BillingError):
    """A cookie session sent a change without its CSRF token."""

    code = "csrf"


class CurrentPasswordWrong(BillingError):
    """The current password does not match: nothing was changed."""

    code = "current-password-wrong"


class PasswordRefused(BillingError):
    """The new password breaks a rule.

    ``reason``: too-short, too-long, no-letter, no-digit, common or same.
    """

    code = "password-refused"

    def __init__(self, reason: str) -> None:
        """``reason`` is the rule that was broken."""
        super().__init__(reason)
        self.reason = reason


class CorporatePlan(BillingError):
    """Corporate plans are managed by the corporate billing center, never online."""

    code = "corporate-plan"


class SubscriptionSuspended(BillingError):
    """The account has no running subscription: buying a plan gives the access back."""

    code = "subscription-suspended"

    def __init__(self) -> None:
        """``action`` names the operation that helps."""
        super().__init__("no running subscription")
        self.action = "purchasePlan"


class BillingDataRequired(BillingError):
    """A payment of ``due`` minor units is needed: no card is on file, or the one that is cannot make it."""

    code = "billing-data-required"

    def __init__(self, due: int, reason: CardFault) -> None:
        """``due`` in minor units."""
        super().__init__(f"{due} is due: {reason}")
        self.due = due
        self.reason = reason
        self.action = "updateBillingData"

    @property
    def wording(self) -> str:
        """A customer without a card is not told that the bank refused one."""
        return f"{self.code}.{self.reason}"


class SamePlan(BillingError):
    """The account is on this plan already."""

    code = "same-plan"


class NotActive(BillingError):
    """The operation needs a running subscription."""

    code = "not-active"


class AlreadyActive(BillingError):
    """The subscription is running: change the plan instead of buying one."""

    code = "already-active"


class QuoteChanged(BillingError):
    """The amount now due is not the one that the customer confirmed."""

    code = "quote-changed"

    def __init__(self, expected: int, due: int) -> None:
        """Both in minor units."""
        super().__init__(f"expected {expected}, now due {due}")
        self.expected = expected
        self.due = due


class InsufficientCredit(BillingError):
    """A refund can be asked only of the credit that is there."""

    code = "insufficient-credit"

    def __init__(self, requested: int, credit: int) -> None:
        """Both in minor units."""
        super().__init__(f"requested {requested}, credit {credit}")
        self.requested = requested
        self.credit = credit


class StaleVersion(BillingError):
    """The account changed after the caller read it."""

    code = "stale-version"

    def __init__(self, version: int) -> None:
        """``version`` is the current one."""
        super().__init__(f"the account is at version {version}")
        self.version = version


class IdempotencyKeyReused(BillingError):
    """The key was used before, for another request."""

    code = "idempotency-key-reused"


class AlreadySettled(BillingError):
    """The refund request was approved or rejected before."""

    code = "already-settled"


class AlreadyRegistered(BillingError):
    """The e-mail address has an account."""

    code = "already-registered"


class NotFound(BillingError):
    """Nothing of this name that the caller may see."""

    code = "not-found"


class StoreUnusable(KbError):
    """The database file cannot be used: the message names the file and the cure."""
