"""What the customer can read back: activity, receipts, and what a running subscription gives access to."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse

from kb.billing.api.answers_history import (
    ActivitiesOut,
    ActivityOut,
    MeetingOut,
    MeetingsOut,
    ReceiptOut,
    ReceiptsOut,
    ReportOut,
    ReportsOut,
)
from kb.billing.api.deps import Reader, Service, problems
from kb.billing.api.faults import FaultyRoute
from kb.billing.api.requests import LARGEST
from kb.billing.portal.view import receipt_page

router = APIRouter(prefix="/v1/me", tags=["account"], route_class=FaultyRoute)
Cursor = Annotated[int | None, Query(ge=1, le=LARGEST, description="next_cursor of the page before")]
Limit = Annotated[int, Query(ge=1, le=100)]
_PAGED = problems("not-signed-in", "invalid-request")
_ACCESS = problems("not-signed-in", "subscription-suspended")


@router.get("/activity", operation_id="listBillingActivity", responses=_PAGED)
async def list_activity(
    billing: Service, caller: Reader, cursor: Cursor = None, limit: Limit = 20
) -> ActivitiesOut:
    """Billing events, newest first, with the running credit."""
    page = billing.activity(caller.account, cursor, limit)
    return ActivitiesOut(items=[ActivityOut.of(item) for item in page.items], next_cursor=page.next_cursor)


@router.get("/receipts", operation_id="listReceipts", responses=_PAGED)
async def list_receipts(
    billing: Service, caller: Reader, cursor: Cursor = None, limit: Limit = 20
) -> ReceiptsOut:
    """Receipts, newest first."""
    page = billing.receipts(caller.account, cursor, limit)
    return ReceiptsOut(items=[ReceiptOut.of(item) for item in page.items], next_cursor=page.next_cursor)


@router.get(
    "/receipts/{number}",
    operation_id="downloadReceipt",
    response_model=ReceiptOut,
    responses={
        200: {"description": "JSON, or a printable page by Accept", "content": {"text/html": {}}},
        **problems("not-signed-in", "not-found", "invalid-request"),
    },
)
async def download_receipt(
    request: Request,
    billing: Service,
    caller: Reader,
    number: Annotated[str, Path(max_length=20, examples=["R-000001"])],
) -> Response:
    """One receipt. Another account's is as unknown as one that does not exist."""
    receipt = billing.receipt(caller.account, number)
    account = billing.account(caller.account)
    headers = {"Cache-Control": "private, no-store", "Vary": "Accept"}
    if wants_html(request.headers.get("accept", "")):
        return HTMLResponse(receipt_page(receipt, account.email, account.language), headers=headers)
    return Response(ReceiptOut.of(receipt).model_dump_json(), media_type="application/json", headers=headers)


@router.get("/scheduled-sessions", operation_id="listScheduledSessions", responses=_ACCESS)
async def list_scheduled_sessions(billing: Service, caller: Reader) -> MeetingsOut:
    """The customer's scheduled meetings."""
    return MeetingsOut(items=[MeetingOut.of(item) for item in billing.scheduled_sessions(caller.account)])


@router.get("/reports", operation_id="listReports", responses=_ACCESS)
async def list_reports(billing: Service, caller: Reader) -> ReportsOut:
    """The customer's usage reports."""
    return ReportsOut(items=[ReportOut.of(item) for item in billing.reports(caller.account)])


def wants_html(accept: str) -> bool:
    """Whether text/html comes before JSON in an Accept header, as browsers send it."""
    types = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    html = types.index("text/html") if "text/html" in types else None
    return html is not None and ("application/json" not in types or html < types.index("application/json"))
