"""Whom to ask: customer support and the corporate billing center."""

from dataclasses import dataclass
from typing import Literal

from kb.billing.domain.errors import InvalidRequest


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number: ``e164`` to dial, ``display`` to read."""

    e164: str
    display: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask.

    Outside the countries with a number of their own, ``page`` is the way and the phones are None.
    """

    kind: Literal["support", "corporate_billing"]
    country: str | None
    page: str
    toll_free: Phone | None
    direct: Phone | None
    email: str | None


CONTACTS_PAGE = "/account/contacts"
TOLL_FREE = Phone("+18002636317", "1 800 263 6317")
DIRECT = Phone("+18056177000", "+1 805 617 7000")
SUPPORT_EMAIL = "support@example.com"
# A number from the range kept free for fiction: the seed names the center, not how to reach it.
CORPORATE_PHONE = Phone("+18055550100", "+1 805 555 0100")
CORPORATE_EMAIL = "corporate-billing@example.com"


def support(country: str | None) -> Contact:
    """Customer support.

    The numbers are those of the United States: from elsewhere the page leads to the local one. One may write
    from everywhere.
    """
    at_home = country == "US"
    return Contact(
        kind="support",
        country=country,
        page=CONTACTS_PAGE,
        toll_free=TOLL_FREE if at_home else None,
        direct=DIRECT if at_home else None,
        email=SUPPORT_EMAIL,
    )


def corporate_billing(country: str | None) -> Contact:
    """The corporate billing center: one for all countries, by direct line and e-mail."""
    return Contact("corporate_billing", country, CONTACTS_PAGE, None, CORPORATE_PHONE, CORPORATE_EMAIL)


def find(country: str | None, kind: str) -> Contact:
    """The contact of ``kind`` (support, corporate_billing) for a two-letter country code in any case."""
    code = country.upper() if country else None
    if kind == "support":
        return support(code)
    if kind == "corporate_billing":
        return corporate_billing(code)
    raise InvalidRequest(f"unknown kind {kind!r}; the kinds are support, corporate_billing")
