"""All operations. Adding one is adding its record here and its strings to every language's catalogue."""

from kb.billing.domain.forecast import Choice
from kb.billing.domain.standing import STANDINGS, Standing
from kb.billing.operations import after, before
from kb.billing.operations.record import Offer, Operation

Instead = dict[Standing, tuple[Offer, ...]]

_BUY = (Offer("purchasePlan"),)
_LOOK = (Offer("getAccount", main=False),)
_CARD = Offer("updateBillingData")
_CARD_THEN_BUY = (_CARD, Offer("purchasePlan", main=False))
_WITHOUT_PLAN: Instead = {"no_plan": _BUY, "suspended_card": _CARD_THEN_BUY, "suspended": _BUY}
_NOT_RUNNING: tuple[Standing, ...] = ("no_plan", "suspended")
_YEAR: tuple[Choice, ...] = ("keep", "turn_off", "turn_on")
_PLANS: tuple[Choice, ...] = ("keep", "reactivate", "downgrade", "annual")
_SIGNED_IN: Instead = dict.fromkeys(STANDINGS, _LOOK)


def _card_first(operation: str) -> Instead:
    """Where the next payment would fail, the card is the first thing to put right."""
    offers = (_CARD, Offer(operation, main=False))
    return {"card_missing": offers, "card_refused": offers}


_CHANGES = {"changePlan": "label.change_plan", "quotePlanChange": "label.see_price"}


def _change(operation: str) -> Operation:
    return Operation(
        operation,
        "/account/plans",
        _CHANGES.get(operation, "label.plan_selection"),
        state=before.with_year(before.quotes, *_PLANS) if operation == "changePlan" else before.quotes,
        not_for=() if operation == "listPlans" else _NOT_RUNNING,
        result=after.plan("done.changePlan") if operation == "changePlan" else None,
        instead=_WITHOUT_PLAN | _card_first(operation),
    )


def _receipts(operation: str) -> Operation:
    return Operation(
        operation, "/account/receipts", "label.receipts", who="customer", state=before.last_event
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "signIn",
        "/account/sign-in",
        "label.sign_in",
        who="anybody",
        state=before.signed_in,
        is_personal=True,
        instead=_SIGNED_IN,
    ),
    Operation("signOut", "/account", "label.sign_out", who="customer"),
    Operation(
        "getAccount",
        "/account",
        "label.my_account",
        who="customer",
        state=before.renewal("state.can_turn_on", "state.renews"),
        instead={
            **_card_first("getAccount"),
            **{standing: (*offers, *_LOOK) for standing, offers in _WITHOUT_PLAN.items()},
        },
    ),
    Operation(
        "getForecast",
        "/account/forecast",
        "label.forecast",
        state=before.with_year(before.renewal("state.can_turn_on", "state.renews")),
        instead=_WITHOUT_PLAN,
    ),
    Operation(
        "changePassword",
        "/account/password",
        "label.change_password",
        who="customer",
        state=before.signed_in,
        is_personal=True,
        result=after.password,
    ),
    Operation(
        "turnOffRenewal",
        "/account/renewal/off",
        "label.turn_off_renewal",
        state=before.with_year(before.renewal("state.off", "state.renews"), *_YEAR),
        not_for=(*_NOT_RUNNING, "renewal_off"),
        result=after.renewal_off,
        instead={**_WITHOUT_PLAN, "renewal_off": (Offer("turnOnRenewal"),)},
    ),
    Operation(
        "turnOnRenewal",
        "/account/renewal/on",
        "label.turn_on_renewal",
        state=before.with_year(before.renewal("state.can_turn_on", "state.on"), *_YEAR),
        not_for=(*_NOT_RUNNING, "active"),
        result=after.renewal_on,
        instead={**_WITHOUT_PLAN, **_card_first("getAccount"), "active": _LOOK},
    ),
    _change("listPlans"),
    _change("quotePlanChange"),
    _change("changePlan"),
    Operation(
        "purchasePlan",
        "/account/plans",
        "label.plan_selection",
        state=before.with_year(before.purchase, *_PLANS),
        not_for=("renewal_off", "active"),
        result=after.plan("done.purchasePlan"),
        instead={
            **_card_first("changePlan"),
            "suspended_card": _CARD_THEN_BUY,
            "renewal_off": (Offer("turnOnRenewal"), Offer("changePlan", main=False)),
            "active": (Offer("changePlan", main=False),),
        },
        words={"suspended": "account.reactivate", "no_plan": "account.choose_first"},
    ),
    Operation(
        "updateBillingData",
        "/account/billing-data",
        "label.update_billing_data",
        state=before.card,
        is_personal=True,
        result=after.card,
    ),
    Operation(
        "listBillingActivity",
        "/account/activity",
        "label.view_all_activity",
        who="customer",
        state=before.last_event,
    ),
    _receipts("listReceipts"),
    _receipts("downloadReceipt"),
    Operation(
        "requestRefund",
        "/account/refund",
        "label.request_refund",
        state=before.credit,
        not_for=("no_credit",),
        result=after.refund,
        instead={"no_credit": (Offer("getContacts"),)},
    ),
    Operation(
        "listScheduledSessions",
        "/account/sessions",
        "label.scheduled_sessions",
        who="customer",
        state=before.not_running,
        not_for=_NOT_RUNNING,
        instead=_WITHOUT_PLAN,
    ),
    Operation(
        "listReports",
        "/account/reports",
        "label.reports",
        who="customer",
        state=before.not_running,
        not_for=_NOT_RUNNING,
        instead=_WITHOUT_PLAN,
    ),
    Operation(
        "getContacts",
        "/account/contacts",
        "label.contacts",
        who="anybody",
        state=before.corporate,
        words={"corporate": "contacts.corporate"},
        others={"corporate": "contacts.corporate_how"},
    ),
)
BY_ID = {operation.id: operation for operation in OPERATIONS}
