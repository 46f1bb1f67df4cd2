"""Answers that anybody may read, and the problem document."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from kb.billing.domain.contacts import Contact
from kb.billing.domain.plans import CURRENCY, Plan, PlanId
from kb.billing.locale.texts import in_all


class PhoneOut(BaseModel):
    """A phone number."""

    e164: str
    display: str


class ContactOut(BaseModel):
    """Whom to ask."""

    kind: Literal["support", "corporate_billing"]
    country: str | None
    page: str
    toll_free: PhoneOut | None
    direct: PhoneOut | None
    email: str | None

    @classmethod
    def of(cls, contact: Contact) -> "ContactOut":
        """From the record."""
        phones = [
            PhoneOut(e164=phone.e164, display=phone.display) if phone else None
            for phone in (contact.toll_free, contact.direct)
        ]
        return cls(
            kind=contact.kind,
            country=contact.country,
            page=contact.page,
            toll_free=phones[0],
            direct=phones[1],
            email=contact.email,
        )


class PlanOut(BaseModel):
    """A plan of the catalogue."""

    id: PlanId
    name: dict[str, str]
    price: int | None
    currency: str
    interval: int
    managed: bool
    features: list[str]

    @classmethod
    def of(cls, plan: Plan) -> "PlanOut":
        """From the record; managed plans have no public price."""
        return cls(
            id=plan.id,
            name=in_all(f"plan.name_{plan.id}"),
            price=None if plan.managed else plan.price,
            currency=CURRENCY,
            interval=plan.interval,
            managed=plan.managed,
            features=list(plan.features),
        )


class PlansOut(BaseModel):
    """The catalogue."""

    items: list[PlanOut]


class FactOut(BaseModel):
    """A public fact."""

    value: object
    unit: str
    source: str


class ActionOut(BaseModel):
    """An operation that an article's actions may name."""

    operationId: str
    title: dict[str, str]
    label: dict[str, str]
    consequence: dict[str, str]
    method: str
    path: str
    requires: list[Literal["session", "idempotency-key"]]
    not_for: list[str]
    changes: bool


class ActionsOut(BaseModel):
    """The action catalogue."""

    items: list[ActionOut]


class ProblemOut(BaseModel):
    """RFC 9457; some codes carry further members."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    operationId: str | None
    help: str | None
    retryable: bool
