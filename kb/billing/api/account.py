"""The customer's own account: what it is, and everything that changes it."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from kb.billing.api.answers_account import AccountOut, ForecastOut, QuoteOut
from kb.billing.api.answers_history import PurchaseOut, RefundOut
from kb.billing.api.deps import BODY, JSON_BODY, Changer, Reader, Service, not_modified, problems
from kb.billing.api.faults import FaultyRoute
from kb.billing.api.requests import BillingDataIn, PasswordIn, PlanIn, PurchaseIn, RefundIn
from kb.billing.domain.plans import PlanId

router = APIRouter(prefix="/v1/me", tags=["account"], route_class=FaultyRoute)

IdempotencyKey = Annotated[
    str,
    Header(
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="a random value, the same on every retry",
        examples=["5f0c1e9a7b"],
    ),
]
IfMatch = Annotated[str | None, Header(max_length=40, description='the ETag of getAccount, for example "7"')]
_CHANGE = ("not-signed-in", "csrf", "corporate-plan", "invalid-request")
_BODY = (*_CHANGE, *BODY)
_BUY = (*_BODY, "idempotency-key-missing", "idempotency-key-reused", "billing-data-required", "quote-changed")


@router.get(
    "",
    operation_id="getAccount",
    response_model=AccountOut,
    responses={304: {"description": "the caller's copy is current"}, **problems("not-signed-in")},
)
async def get_account(
    request: Request, response: Response, billing: Service, caller: Reader
) -> AccountOut | Response:
    """The account; its version is the ETag."""
    account = billing.account(caller.account)
    headers = {"ETag": f'"{account.version}"', "Cache-Control": "private, no-cache"}
    if not_modified(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return AccountOut.of(account)


@router.get(
    "/forecast",
    operation_id="getForecast",
    responses=problems("not-signed-in", "corporate-plan", "invalid-request"),
)
async def get_forecast(
    billing: Service,
    caller: Reader,
    plan: Annotated[PlanId | None, Query(description="a plan to compare with")] = None,
) -> ForecastOut:
    """What each choice made now leads to within twelve months: charges, credit, until when access lasts."""
    return ForecastOut.of(billing.forecast(caller.account, plan))


@router.put(
    "/password",
    operation_id="changePassword",
    status_code=204,
    response_class=Response,
    dependencies=[JSON_BODY],
    responses=problems(
        "not-signed-in", "csrf", "current-password-wrong", *BODY, "password-refused", "too-many-failures"
    ),
)
async def change_password(billing: Service, caller: Changer, body: PasswordIn) -> Response:
    """Replace the password and end the account's other sessions."""
    await billing.change_password(caller.account, caller.token, body.current, body.new)
    return Response(status_code=204)


@router.post("/renewal/off", operation_id="turnOffRenewal", responses=problems(*_CHANGE, "not-active"))
async def turn_off_renewal(billing: Service, caller: Changer) -> AccountOut:
    """Let the subscription end with its period, without any further charge."""
    return AccountOut.of(billing.turn_off_renewal(caller.account))


@router.post("/renewal/on", operation_id="turnOnRenewal", responses=problems(*_CHANGE, "not-active"))
async def turn_on_renewal(billing: Service, caller: Changer) -> AccountOut:
    """Let the subscription renew again."""
    return AccountOut.of(billing.turn_on_renewal(caller.account))


@router.post(
    "/plan/quote",
    operation_id="quotePlanChange",
    dependencies=[JSON_BODY],
    responses=problems("not-signed-in", "corporate-plan", "same-plan", *BODY, "invalid-request"),
)
async def quote_plan_change(billing: Service, caller: Reader, body: PlanIn) -> QuoteOut:
    """What a change would cost now.

    It writes nothing and tells other sites nothing, so it needs no CSRF token.
    """
    return QuoteOut.of(billing.quote_plan_change(caller.account, body.plan))


@router.post(
    "/plan",
    operation_id="changePlan",
    response_model=PurchaseOut,
    dependencies=[JSON_BODY],
    responses=problems(*_BUY, "not-active", "same-plan", "stale-version"),
)
async def change_plan(
    billing: Service,
    caller: Changer,
    body: PurchaseIn,
    idempotency_key: IdempotencyKey,
    if_match: IfMatch = None,
) -> Response:
    """Change the plan at once; the receipt comes back and goes out by e-mail."""
    purchase = billing.change_plan(
        caller.account,
        body.plan,
        idempotency_key,
        expected_due=body.expected_due,
        if_version=version_of(if_match),
    )
    return Response(PurchaseOut.of(purchase).model_dump_json(), media_type="application/json")


@router.post(
    "/purchase",
    operation_id="purchasePlan",
    status_code=201,
    dependencies=[JSON_BODY],
    responses=problems(*_BUY, "already-active"),
)
async def purchase_plan(
    billing: Service, caller: Changer, body: PurchaseIn, idempotency_key: IdempotencyKey
) -> PurchaseOut:
    """Buy a plan, the first or after a suspension."""
    bought = billing.purchase_plan(caller.account, body.plan, idempotency_key, expected_due=body.expected_due)
    return PurchaseOut.of(bought)


@router.put(
    "/billing-data",
    operation_id="updateBillingData",
    status_code=204,
    response_class=Response,
    dependencies=[JSON_BODY],
    responses=problems(*_BODY),
)
async def update_billing_data(billing: Service, caller: Changer, body: BillingDataIn) -> Response:
    """Replace the card on file; never charges."""
    billing.update_billing_data(caller.account, body.brand, body.last4, body.exp)
    return Response(status_code=204)


@router.post(
    "/refund-requests",
    operation_id="requestRefund",
    status_code=202,
    dependencies=[JSON_BODY],
    responses=problems(*_BODY, "idempotency-key-missing", "idempotency-key-reused", "insufficient-credit"),
)
async def request_refund(
    billing: Service, caller: Changer, body: RefundIn, idempotency_key: IdempotencyKey
) -> RefundOut:
    """Ask for credit to be paid back to the card; it is held until customer support decides."""
    request = billing.request_refund(caller.account, body.amount, idempotency_key)
    return RefundOut.of(request, billing.contacts(billing.account(caller.account).country))


def version_of(if_match: str | None) -> int | None:
    """The version that an If-Match header names: None for no condition, -1 for what no version can be."""
    if if_match is None or if_match.strip() == "*":
        return None
    text = if_match.strip().strip('"')
    return int(text) if text.isascii() and text.isdigit() else -1
