"""Answers about what has happened: receipts, activity, refunds, and what the subscription gives access to."""

from typing import Literal

from pydantic import BaseModel

from kb.billing.api.answers_public import ContactOut
from kb.billing.api.requests import Instant
from kb.billing.clock import iso
from kb.billing.domain.contacts import Contact
from kb.billing.domain.issuer import ISSUER
from kb.billing.domain.model import Activity, Purchase, Receipt, RefundRequest
from kb.billing.domain.plans import CURRENCY, PlanId
from kb.billing.samples import Report, ScheduledSession


class PeriodOut(BaseModel):
    """From start until just before end."""

    start: Instant
    end: Instant


class IssuerOut(BaseModel):
    """The company that issues a receipt."""

    name: str
    address: str


class ChargedCardOut(BaseModel):
    """The card that a receipt was charged to."""

    brand: str
    last4: str


class ReceiptOut(BaseModel):
    """A receipt; paid_with is null when credit paid it all."""

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
    issuer: IssuerOut
    paid_with: ChargedCardOut | None

    @classmethod
    def of(cls, receipt: Receipt) -> "ReceiptOut":
        """From the record."""
        brand, last4 = receipt.card_brand, receipt.card_last4
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
            issuer=IssuerOut.model_construct(name=ISSUER.name, address=ISSUER.address),
            paid_with=ChargedCardOut.model_construct(brand=brand, last4=last4) if brand else None,
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
