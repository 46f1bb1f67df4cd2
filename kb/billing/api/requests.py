"""What goes over HTTP, checked and documented. Times ISO 8601, money in minor units."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from kb.billing.domain.plans import PlanId
from kb.billing.locale.texts import LANGUAGES

LARGEST = 2**53 - 1


def whole(value: object) -> object:
    """JSON has one kind of number: 338.0 is the integer 338. Strings and truth values stay what they are."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Whole = BeforeValidator(whole)
LanguageCode = Annotated[
    str, Field(pattern=f"^({'|'.join(LANGUAGES)})$", json_schema_extra={"enum": list(LANGUAGES)})
]
Amount = Annotated[int, Field(ge=0, le=LARGEST, description="minor units of the currency"), Whole]
PasswordText = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
Email = Annotated[str, StringConstraints(min_length=3, max_length=254, pattern=r"^[^@\s/]+@[^@\s/]+$")]


class Request(BaseModel):
    """Unknown fields are refused: a misspelt one must not be ignored. Types are taken at their word."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SignInIn(Request):
    """Credentials."""

    email: Email = Field(examples=["active@example.com"])
    password: PasswordText = Field(examples=["prova-demo-2026"])


class PasswordIn(Request):
    """The current password and the new one; its rules are public facts (password.*)."""

    current: PasswordText = Field(examples=["prova-demo-2026"])
    new: PasswordText = Field(examples=["nuova-chiave-7"])


class PlanIn(Request):
    """A plan of the catalogue."""

    plan: PlanId = Field(examples=["team-m"])


class PurchaseIn(PlanIn):
    """A plan, and the amount that the customer confirmed."""

    expected_due: Amount | None = None


class BillingDataIn(Request):
    """A card as its holder knows it.

    The stub never takes a card number; last4 "0002" is refused by the bank.
    """

    brand: Literal["visa", "mastercard", "amex"]
    last4: str = Field(pattern=r"^[0-9]{4}$", examples=["4242"])
    exp: str = Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2030-12"])


class RefundIn(Request):
    """How much credit to pay back."""

    amount: Annotated[int, Field(ge=1, le=LARGEST, examples=[100]), Whole]
