"""What an article's panel says about the visitor's own account, in whole sentences ready to show.

``GET /account/state?operations=a,b&done=a`` answers 200 to everybody, signed in or not, and changes nothing.
"""

from collections.abc import Callable

from starlette.responses import JSONResponse, Response

from kb.billing.domain.errors import SamePlan
from kb.billing.domain.model import Account
from kb.billing.domain.payments import next_payment
from kb.billing.domain.plans import find
from kb.billing.locale.formats import card_name, date, expiry, money
from kb.billing.portal.done import done_text
from kb.billing.portal.view import secured
from kb.billing.portal.visit import Visit

MOST_OPERATIONS = 10


async def state(visit: Visit) -> Response:
    """The sentence for each operation asked about, and for the one just done if the account bears it out."""
    query = visit.request.query_params
    asked = query.get("operations", "").split(",")[:MOST_OPERATIONS]
    signed_in = visit.session is not None
    answer = {
        "signed_in": signed_in,
        "now": {name: sentence for name in asked if signed_in and (sentence := sentence_for(visit, name))},
        "done": done_text(visit, query.get("done", "")),
    }
    return secured(JSONResponse(answer), visit)


def sentence_for(visit: Visit, operation: str) -> str | None:
    """What a signed-in visitor should know before choosing an operation; None when that is nothing."""
    account = visit.account()
    say = _SENTENCES.get(operation)
    if say is None:
        return None
    if account.kind == "corporate" and operation not in _FOR_CORPORATE:
        contact = visit.billing.contacts(account.country, "corporate_billing")
        return visit.t("state.corporate", contact=contact.direct.display if contact.direct else contact.page)
    return say(visit, account)


def _plan_name(visit: Visit, account: Account) -> str:
    return find(account.plan or "").name(visit.language)


def _signed_in(visit: Visit, account: Account) -> str:
    return visit.t("state.signed_in", email=account.email)


def _not_running(visit: Visit, account: Account) -> str | None:
    if account.state == "suspended":
        return visit.t("state.suspended", date=date(account.end, visit.language))
    return visit.t("state.no_plan") if account.state == "no_plan" else None


def _renewal(off_key: str, on_key: str) -> Callable[[Visit, Account], str | None]:
    def say(visit: Visit, account: Account) -> str | None:
        if stopped := _not_running(visit, account):
            return stopped
        payment = next_payment(account)
        key = on_key if account.auto_renew else off_key
        return visit.t(
            f"{key}_credit" if key == "state.renews" and payment.credit else key,
            plan=_plan_name(visit, account),
            date=date(account.end, visit.language),
            amount=money(payment.card + payment.credit, visit.language),
            credit=money(payment.credit, visit.language),
        )

    return say


def _quotes(visit: Visit, account: Account) -> str:
    lines = []
    for plan in visit.billing.plans():
        if plan.managed:
            continue
        try:
            due = visit.billing.quote_plan_change(account.id, plan.id).due_now
        except SamePlan:
            continue
        amount = money(due, visit.language)
        lines.append(visit.t("state.quote", plan=plan.name(visit.language), amount=amount))
    quotes = "; ".join(lines)
    if account.state == "active":
        return visit.t("state.quotes", plan=_plan_name(visit, account), quotes=quotes)
    return f"{_not_running(visit, account)} {visit.t('state.prices', quotes=quotes)}"


def _purchase(visit: Visit, account: Account) -> str | None:
    if account.state == "active":
        return visit.t("state.active", plan=_plan_name(visit, account))
    return _not_running(visit, account)


def _card(visit: Visit, account: Account) -> str:
    if account.card is None:
        return visit.t("state.no_card")
    return visit.t("state.card", card=card_name(account.card), exp=expiry(account.card.exp))


def _credit(visit: Visit, account: Account) -> str:
    return visit.t("state.credit", amount=money(account.credit, visit.language))


def _last_event(visit: Visit, account: Account) -> str | None:
    newest = visit.billing.activity(account.id, limit=1).items
    if not newest:
        return None
    what = visit.t(f"activity.op_{newest[0].op}")
    return visit.t("state.last_event", what=what, date=date(newest[0].at, visit.language))


_FOR_CORPORATE = frozenset({"signIn", "changePassword", "listScheduledSessions", "listReports"})
_SENTENCES: dict[str, Callable[[Visit, Account], str | None]] = {
    "signIn": _signed_in,
    "changePassword": _signed_in,
    "getAccount": _renewal("state.can_turn_on", "state.renews"),
    "turnOffRenewal": _renewal("state.off", "state.renews"),
    "turnOnRenewal": _renewal("state.can_turn_on", "state.on"),
    "changePlan": _quotes,
    "quotePlanChange": _quotes,
    "listPlans": _quotes,
    "purchasePlan": _purchase,
    "updateBillingData": _card,
    "requestRefund": _credit,
    "listBillingActivity": _last_event,
    "listReceipts": _last_event,
    "downloadReceipt": _last_event,
    "listScheduledSessions": _not_running,
    "listReports": _not_running,
}
