"""What goes over HTTP, checked and documented. Times ISO 8601, money in minor units."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from kb.billing.clock import iso
from kb.billing.model import (
    Account,
    Activity,
    Contact,
    Purchase,
    Quote,
    Receipt,
    RefundRequest,
    Report,
    ScheduledSession,
)
from kb.billing.plans import CURRENCY, Plan, PlanId, find

LARGEST = 2**53 - 1


def whole(value: object) -> object:
    """JSON has one kind of number: 338.0 is the integer 338. Strings and truth values stay what they are."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Whole = BeforeValidator(whole)
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


class SignInOut(BaseModel):
    """The CSRF token for changes made with the session cookie, and where to go next."""

    csrf: str
    next: Literal["/account", "/account/plans"]


class PeriodOut(BaseModel):
    """From start until just before end."""

    start: Instant
    end: Instant


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
    language: Literal["it", "en"]
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
        running = account.state == "active" and account.plan is not None
        return cls.model_construct(
            email=account.email,
            version=account.version,
            kind=account.kind,
            country=account.country,
            language=account.language,
            state=account.state,
            plan=account.plan,
            features=list(find(account.plan).features) if running and account.plan else [],
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
    language: Literal["it", "en"]
    state: Literal["no_plan", "active", "suspended"]
    plan: PlanId | None
    auto_renew: bool
    next_billing: Instant | None
    access_until: Instant | None

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
        )


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


class ReceiptOut(BaseModel):
    """A receipt."""

    number: str
    at: Instant
    kind: Literal["first_purchase", "renewal", "plan_change", "reactivation"]
    plan: PlanId
    price: int
    unused: int
    credit_applied: int
    charged: int
    credit_after: int
    currency: str
    period: PeriodOut

    @classmethod
    def of(cls, receipt: Receipt) -> "ReceiptOut":
        """From the record."""
        return cls.model_construct(
            number=receipt.number,
            at=iso(receipt.at),
            kind=receipt.kind,
            plan=receipt.plan,
            price=receipt.price,
            unused=receipt.unused,
            credit_applied=receipt.credit_applied,
            charged=receipt.charged,
            credit_after=receipt.credit_after,
            currency=CURRENCY,
            period=PeriodOut.model_construct(start=iso(receipt.period_start), end=iso(receipt.period_end)),
        )


class PurchaseOut(BaseModel):
    """The receipt and the account's version after it."""

    receipt: ReceiptOut
    version: int

    @classmethod
    def of(cls, purchase: Purchase) -> "PurchaseOut":
        """From the record."""
        return cls.model_construct(receipt=ReceiptOut.of(purchase.receipt), version=purchase.version)


class ReceiptsOut(BaseModel):
    """A page of receipts; pass next_cursor as cursor for the next one."""

    items: list[ReceiptOut]
    next_cursor: int | None


class ActivityOut(BaseModel):
    """One billing event."""

    event: int
    at: Instant
    op: str
    plan: PlanId | None
    receipt: str | None
    charged: int
    refunded: int
    credit: int
    balance: int

    @classmethod
    def of(cls, activity: Activity) -> "ActivityOut":
        """From the record."""
        return cls.model_construct(
            event=activity.event,
            at=iso(activity.at),
            op=activity.op,
            plan=activity.plan,
            receipt=activity.receipt,
            charged=activity.charged,
            refunded=activity.refunded,
            credit=activity.credit,
            balance=activity.balance,
        )


class ActivitiesOut(BaseModel):
    """A page of activity; pass next_cursor as cursor for the next one."""

    items: list[ActivityOut]
    next_cursor: int | None


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


class RefundOut(BaseModel):
    """A refund request, and whom to ask about it."""

    id: int
    amount: int
    state: Literal["pending", "approved", "rejected"]
    currency: str
    contact: ContactOut

    @classmethod
    def of(cls, request: RefundRequest, contact: Contact) -> "RefundOut":
        """From the record."""
        return cls(
            id=request.id,
            amount=request.amount,
            state=request.state,
            currency=CURRENCY,
            contact=ContactOut.of(contact),
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
            name={"it": plan.name("it"), "en": plan.name("en")},
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
    method: str
    path: str
    requires: list[Literal["session", "idempotency-key"]]


class ActionsOut(BaseModel):
    """The action catalogue."""

    items: list[ActionOut]


class MeetingOut(BaseModel):
    """A scheduled session."""

    id: str
    title: str
    starts: Instant
    minutes: int

    @classmethod
    def of(cls, session: ScheduledSession) -> "MeetingOut":
        """From the record."""
        return cls(id=session.id, title=session.title, starts=iso(session.starts), minutes=session.minutes)


class MeetingsOut(BaseModel):
    """Scheduled sessions, soonest first."""

    items: list[MeetingOut]


class ReportOut(BaseModel):
    """A usage report."""

    id: str
    title: str
    month: str
    meetings: int

    @classmethod
    def of(cls, report: Report) -> "ReportOut":
        """From the record."""
        return cls(id=report.id, title=report.title, month=report.month, meetings=report.meetings)


class ReportsOut(BaseModel):
    """Reports, newest first."""

    items: list[ReportOut]


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
