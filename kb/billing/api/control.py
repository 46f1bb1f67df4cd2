"""The control plane (/_stub): opt-in, loopback only, its own token. For tests and demonstrations."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

from kb.billing import clock, datasets
from kb.billing.api.deps import BODY, JSON_BODY, Config, Service, holds_token, problems
from kb.billing.api.faults import Fault, FaultKind
from kb.billing.api.problems import Refused
from kb.billing.api.requests import LARGEST, BillingDataIn, Email, LanguageCode, PasswordText, Whole
from kb.billing.api.requests import Request as Body
from kb.billing.domain.errors import InvalidRequest, NotFound, NotSignedIn
from kb.billing.domain.model import Card
from kb.billing.domain.payments import bank_answer
from kb.billing.portal.outbox import written
from kb.billing.service import Billing

LOOPBACK = ("127.0.0.1", "::1")
_bearer = HTTPBearer(scheme_name="control", auto_error=False)
_BODY = problems("not-signed-in", "loopback-only", *BODY, "invalid-request", "not-found")
_READ = problems("not-signed-in", "loopback-only", "invalid-request")


async def the_operator(
    request: Request,
    settings: Config,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> None:
    """Raises Refused(loopback-only) for callers from elsewhere, NotSignedIn without the control token."""
    if request.client is None or request.client.host not in LOOPBACK:
        raise Refused("loopback-only")
    if not holds_token(bearer, settings.control_token):
        raise NotSignedIn


router = APIRouter(prefix="/_stub", tags=["control"], dependencies=[Depends(the_operator)])


class ResetIn(Body):
    """A data set; ``at`` is where the clock of "empty" starts."""

    seed: Literal["empty", "demo"] = "empty"
    at: Annotated[str | None, Field(max_length=40, examples=["2025-04-01T00:00:00Z"])] = None


class AdvanceIn(Body):
    """Exactly one of the two: an instant, or a duration such as P1M."""

    to: Annotated[str | None, Field(max_length=40)] = None
    by: Annotated[str | None, Field(max_length=40, examples=["P1M"])] = None


class FaultIn(Body):
    """A fault for the next calls of an operation."""

    operationId: Annotated[str, Field(max_length=50, examples=["changePlan"])]
    kind: FaultKind
    times: Annotated[int, Field(ge=1, le=1000), Whole] = 1
    status: Annotated[int, Field(ge=400, le=599), Whole] = 503
    milliseconds: Annotated[int, Field(ge=0, le=30_000), Whole] = 0


class SettleIn(Body):
    """The decision."""

    approve: bool


class CustomerIn(Body):
    """A new customer."""

    email: Email
    password: PasswordText
    kind: Literal["self_service", "corporate"] = "self_service"
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "IT"
    language: LanguageCode = "it"
    auto_apply_credit: bool = True
    billing_data: BillingDataIn | None = None


class ClockOut(BaseModel):
    """Now on the billing clock."""

    now: str


@router.post("/reset", operation_id="stubReset", dependencies=[JSON_BODY], responses=_BODY)
async def reset(request: Request, billing: Service, body: ResetIn) -> ClockOut:
    """Wipe everything and load a data set; planted faults are forgotten, everybody is signed out."""
    at = clock.instant(body.at) if body.at else None
    hashes = await asyncio.to_thread(datasets.hashes, billing.authenticator.hasher, body.seed)
    datasets.load(billing, body.seed, at, hashes)
    request.app.state.faults.clear()
    return _clock(billing)


@router.get("/clock", operation_id="stubGetClock", responses=_READ)
async def get_clock(billing: Service) -> ClockOut:
    """Now on the billing clock."""
    return _clock(billing)


@router.post("/clock/advance", operation_id="stubAdvanceClock", dependencies=[JSON_BODY], responses=_BODY)
async def advance_clock(billing: Service, body: AdvanceIn) -> ClockOut:
    """Move the billing clock forward; renewals and suspensions on the way happen in order."""
    if (body.to is None) == (body.by is None):
        raise InvalidRequest("give either to or by")
    target = clock.instant(body.to) if body.to else clock.later(billing.clock(), body.by or "")
    billing.advance_clock(target)
    return _clock(billing)


@router.get("/outbox", operation_id="stubOutbox", responses=_READ)
async def outbox(request: Request, billing: Service) -> list[dict[str, Any]]:
    """The e-mails, oldest first, as they would be sent: subject, plain text, HTML."""
    return [
        {**asdict(mail), "at": clock.iso(mail.at), **asdict(written(billing, mail, request))}
        for mail in billing.outbox()
    ]


@router.get("/ledger", operation_id="stubLedger", responses=_READ)
async def ledger(billing: Service) -> dict[str, Any]:
    """The journal, oldest first, and whether the books balance."""
    return {"rows": [asdict(row) for row in billing.ledger()], "books": asdict(billing.books())}


@router.post(
    "/faults", operation_id="stubPlantFault", status_code=201, dependencies=[JSON_BODY], responses=_BODY
)
async def plant_fault(request: Request, body: FaultIn) -> dict[str, str]:
    """Let the next calls of an operation fail, be slow, or lose their answer after the commit."""
    known = {getattr(route, "operation_id", None) for route in request.app.state.operations}
    if body.operationId not in known:
        raise NotFound
    request.app.state.faults.plant(
        body.operationId, Fault(body.kind, body.times, body.status, body.milliseconds)
    )
    return {"planted": body.operationId}


@router.post(
    "/refund-requests/{request_id}/settle",
    operation_id="stubSettleRefund",
    dependencies=[JSON_BODY],
    responses={**_BODY, **problems("already-settled")},
)
async def settle_refund(
    billing: Service, request_id: Annotated[int, Path(ge=1, le=LARGEST)], body: SettleIn
) -> dict[str, Any]:
    """Decide on a refund request, as customer support would."""
    return asdict(billing.settle_refund(request_id, body.approve))


@router.post(
    "/accounts",
    operation_id="stubCreateAccount",
    status_code=201,
    dependencies=[JSON_BODY],
    responses={**_BODY, **problems("already-registered")},
)
async def create_account(billing: Service, body: CustomerIn) -> dict[str, Any]:
    """Register a customer: the stub has no sign-up of its own."""
    data = body.billing_data
    card = data and Card(data.brand, data.last4, data.exp, bank_answer(data.last4))
    account = await billing.create_account(
        body.email,
        body.password,
        kind=body.kind,
        country=body.country,
        language=body.language,
        auto_apply_credit=body.auto_apply_credit,
        card=card,
    )
    return {"id": account.id, "email": account.email}


def _clock(billing: Billing) -> ClockOut:
    return ClockOut(now=clock.iso(billing.clock()))
