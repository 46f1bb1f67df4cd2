"""Answers about an account: to its customer, to an agent, before a change."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Literal

from pydantic import BaseModel

from kb.billing.api.answers_history import PeriodOut
from kb.billing.api.requests import Instant, LanguageCode
from kb.billing.clock import iso
from kb.billing.domain.forecast import Choice, EndedBy, Forecast
from kb.billing.domain.model import Account, Quote
from kb.billing.domain.plans import CURRENCY, PlanId
from kb.billing.domain.rules import features
from kb.billing.operations import panel
from kb.billing.operations.record import Operation, Reader


class SignInOut(BaseModel):
    """The CSRF token for changes made with the session cookie, and where to go next."""

    csrf: str
    next: Literal["/account", "/account/plans"]


class CardOut(BaseModel):
    """The billing data on file."""

    brand: str
    last4: str
    exp: str


class AccountOut(BaseModel):
    """The customer's own account."""

    email: str
    version: int
    kind: Literal["self_service", "corporate"]
    country: str
    language: LanguageCode
    state: Literal["no_plan", "active", "suspended"]
    plan: PlanId | None
    features: list[str]
    auto_renew: bool
    period: PeriodOut | None
    next_billing: Instant | None
    credit: int
    hold: int
    currency: str
    auto_apply_credit: bool
    billing_data: CardOut | None

    @classmethod
    def of(cls, account: Account) -> "AccountOut":
        """From the record. Features are unlocked while the subscription runs."""
        card = account.card
        return cls.model_construct(
            email=account.email,
            version=account.version,
            kind=account.kind,
            country=account.country,
            language=account.language,
            state=account.state,
            plan=account.plan,
            features=list(features(account)),
            auto_renew=account.auto_renew,
            period=PeriodOut(start=iso(account.start), end=iso(account.end)) if account.end else None,
            next_billing=None if account.next_billing is None else iso(account.next_billing),
            credit=account.credit,
            hold=account.hold,
            currency=CURRENCY,
            auto_apply_credit=account.auto_apply_credit,
            billing_data=CardOut(brand=card.brand, last4=card.last4, exp=card.exp) if card else None,
        )


class AgentAccountOut(BaseModel):
    """What an agent's answer depends on, and nothing more."""

    email: str
    kind: Literal["self_service", "corporate"]
    country: str
    language: LanguageCode
    state: Literal["no_plan", "active", "suspended"]
    plan: PlanId | None
    auto_renew: bool
    next_billing: Instant | None
    access_until: Instant | None
    credit: int

    @classmethod
    def of(cls, account: Account) -> "AgentAccountOut":
        """From the record."""
        until = account.access_until
        return cls.model_construct(
            email=account.email,
            kind=account.kind,
            country=account.country,
            language=account.language,
            state=account.state,
            plan=account.plan,
            auto_renew=account.auto_renew,
            next_billing=None if account.next_billing is None else iso(account.next_billing),
            access_until=None if until is None else iso(until),
            credit=account.credit,
        )


class OfferOut(BaseModel):
    """What is offered: the operation, what happens, its button, whether it is the main thing to do."""

    operation: str
    consequence: str
    label: str
    main: bool


class AgentPanelOut(BaseModel):
    """What holds for a customer about an operation: a quote, not an action."""

    operationId: str
    sentence: str | None
    offers: list[OfferOut]

    @classmethod
    def of(cls, reader: Reader, operation: Operation) -> "AgentPanelOut":
        """As the customer's own panel says it; what is for their eyes alone is left out."""
        return cls(
            operationId=operation.id,
            sentence=None if operation.is_personal else panel.sentence(reader, operation),
            offers=[OfferOut(**asdict(offer)) for offer in panel.offers(reader, operation)],
        )


class AgentPanelsOut(BaseModel):
    """What holds for a customer, operation by operation."""

    items: list[AgentPanelOut]


class QuoteOut(BaseModel):
    """What the change would do now."""

    plan: PlanId
    price: int
    unused: int
    credit_applied: int
    due_now: int
    credit_after: int
    next_billing: Instant
    as_of: Instant
    version: int
    currency: str

    @classmethod
    def of(cls, quote: Quote) -> "QuoteOut":
        """From the record."""
        return cls.model_construct(
            plan=quote.plan,
            price=quote.price,
            unused=quote.unused,
            credit_applied=quote.credit_applied,
            due_now=quote.due_now,
            credit_after=quote.credit_after,
            next_billing=iso(quote.next_billing),
            as_of=iso(quote.as_of),
            version=quote.version,
            currency=CURRENCY,
        )


class ChargeOut(BaseModel):
    """A payment to come: what the card and what the credit pays."""

    at: Instant
    card: int
    credit: int


class ChoiceOut(BaseModel):
    """What a choice made now leads to; `access_ends` is null while it goes on, or where there is none."""

    choice: Choice
    plan: PlanId | None
    auto_renew: bool
    access: bool
    access_ends: Instant | None
    ended_by: EndedBy | None
    charges: list[ChargeOut]
    total: int
    credit: int

    @classmethod
    def of(cls, told: Forecast) -> "ChoiceOut":
        """From the record."""
        return cls.model_construct(
            choice=told.choice,
            plan=told.plan or None,
            auto_renew=told.renews,
            access=told.runs,
            access_ends=None if told.ends is None else iso(told.ends),
            ended_by=told.ended_by,
            charges=[ChargeOut(at=iso(each.at), card=each.card, credit=each.credit) for each in told.charges],
            total=told.total,
            credit=told.credit,
        )


class ForecastOut(BaseModel):
    """The next twelve months, choice by choice. Nothing is written."""

    currency: str
    choices: list[ChoiceOut]

    @classmethod
    def of(cls, choices: Iterable[Forecast]) -> "ForecastOut":
        """From the records."""
        return cls(currency=CURRENCY, choices=[ChoiceOut.of(told) for told in choices])
