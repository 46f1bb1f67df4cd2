"""Reading pages: my account, activity, receipts, scheduled sessions, reports, contacts."""

from babel import Locale
from starlette.responses import Response

from kb.billing.domain.errors import NotFound
from kb.billing.domain.payments import card_fault, next_payment
from kb.billing.domain.plans import find
from kb.billing.domain.rules import days_left
from kb.billing.domain.standing import standings
from kb.billing.locale.formats import locale_of
from kb.billing.operations.before import failed_renewal
from kb.billing.portal.view import redirect, render
from kb.billing.portal.visit import Visit

RECENT = 5
CARD_TROUBLE = ("card_missing", "card_refused")
PER_PAGE = 20
COUNTRIES = ("AT", "BE", "CH", "DE", "ES", "FR", "GB", "IE", "IT", "NL", "PT", "US")


async def overview(visit: Visit) -> Response:
    """My account: the plan, next payment, credit, card, sign-in details and, last, the recent activity."""
    account, now = visit.account(), visit.billing.clock()
    return render(
        visit,
        "account.html",
        plan=find(account.plan) if account.plan else None,
        next_payment=next_payment(account),
        now=now,
        days_left=days_left(account, now),
        card_works=card_fault(account.card, now) is None,
        card_trouble=next((each for each in standings(account, now) if each in CARD_TROUBLE), ""),
        stopped_by=failed_renewal(visit.reader()),
        recent=visit.billing.activity(account.id, limit=RECENT).items,
    )


async def forecast(visit: Visit) -> Response:
    """The next twelve months of each choice."""
    return render(visit, "year.html", forecast=visit.billing.forecast(visit.account_id()))


async def activity(visit: Visit) -> Response:
    """All billing events, newest first, a page at a time."""
    page = visit.billing.activity(visit.account_id(), _cursor(visit), PER_PAGE)
    return render(visit, "activity.html", page=page)


async def receipts(visit: Visit) -> Response:
    """All receipts, newest first, a page at a time."""
    page = visit.billing.receipts(visit.account_id(), _cursor(visit), PER_PAGE)
    return render(visit, "receipts.html", page=page)


async def receipt(visit: Visit) -> Response:
    """One receipt, made to be printed."""
    found = visit.billing.receipt(visit.account_id(), visit.request.path_params["number"])
    return render(visit, "receipt.html", receipt=found)


async def sessions(visit: Visit) -> Response:
    """The meetings that are planned; a suspended account is told how to get them back."""
    return render(visit, "sessions.html", sessions=visit.billing.scheduled_sessions(visit.account_id()))


async def reports(visit: Visit) -> Response:
    """The usage reports; a suspended account is told how to get them back."""
    return render(visit, "reports.html", reports=visit.billing.reports(visit.account_id()))


async def contacts(visit: Visit) -> Response:
    """Whom to call, by the country one calls from; the customer's own country is chosen already."""
    own = visit.account().country if visit.session else ""
    asked = visit.request.query_params.get("country", own).upper()
    country = asked if asked in COUNTRIES else ""
    names = Locale.parse(locale_of(visit.language)).territories
    return render(
        visit,
        "contacts.html",
        country=country,
        countries=sorted(((code, names[code]) for code in COUNTRIES), key=lambda pair: pair[1]),
        support=visit.billing.contacts(country or None),
        at_home=visit.billing.contacts("US"),
        corporate=visit.billing.contacts(country or None, "corporate_billing"),
    )


async def not_found(visit: Visit) -> Response:
    """Every other address under /account; one with a slash too many leads to the page meant."""
    path = visit.request.url.path
    if path.endswith("/"):
        return redirect(visit, f"/{path.strip('/')}")
    raise NotFound


def _cursor(visit: Visit) -> int | None:
    raw = visit.request.query_params.get("cursor", "")
    return int(raw) if raw.isdecimal() and len(raw) < 16 else None
