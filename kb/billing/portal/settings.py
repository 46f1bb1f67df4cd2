"""Pages that change the account without buying: renewal, password, billing data, refund request."""

from datetime import UTC, datetime

from starlette.responses import Response

from kb.billing.domain.errors import (
    BillingError,
    CurrentPasswordWrong,
    InvalidRequest,
    NotActive,
    PasswordRefused,
    TooManyFailures,
)
from kb.billing.domain.payments import next_payment
from kb.billing.domain.rules import hold_refund, require_self_service
from kb.billing.locale.formats import amount_example, parse_amount
from kb.billing.portal.problems import Problem, explain
from kb.billing.portal.stale import STALE, whole
from kb.billing.portal.view import finished, render
from kb.billing.portal.visit import Visit

# The stub's test cards, brand and last four digits: it never asks for a number. The bank refuses 0002.
TEST_CARDS = (("visa", "4242"), ("mastercard", "4444"), ("visa", "0002"))
YEARS_OFFERED = 8


async def renewal_off_form(visit: Visit) -> Response:
    """What turning the renewal off means for this account, on this day."""
    return _renewal(visit, on=False)


async def renewal_off(visit: Visit) -> Response:
    """Turn the renewal off."""
    if _is_stale(visit, on=False):
        return _renewal(visit, Problem(STALE, visit.t("stale.renewal")), on=False)
    visit.billing.turn_off_renewal(visit.account_id())
    return finished(visit, "turnOffRenewal", "/account")


async def renewal_on_form(visit: Visit) -> Response:
    """What turning the renewal back on means for this account, on this day."""
    return _renewal(visit, on=True)


async def renewal_on(visit: Visit) -> Response:
    """Turn the renewal back on."""
    if _is_stale(visit, on=True):
        return _renewal(visit, Problem(STALE, visit.t("stale.renewal")), on=True)
    visit.billing.turn_on_renewal(visit.account_id())
    return finished(visit, "turnOnRenewal", "/account")


def _is_stale(visit: Visit, on: bool) -> bool:
    """Whether the dates and sums that the form showed may hold no longer; a form sent twice is not stale."""
    account = visit.account()
    changes = account.state == "active" and account.auto_renew is not on
    return changes and whole(visit.form.get("version")) != account.version


def _renewal(visit: Visit, *problems: Problem, on: bool) -> Response:
    account = visit.account()
    require_self_service(account)
    if account.state != "active":
        return render(visit, "problem.html", problem=explain(visit, NotActive()))
    template, status = f"renewal-{'on' if on else 'off'}.html", problems[0].status if problems else 200
    return render(
        visit,
        template,
        status,
        problems=problems,
        next_payment=next_payment(account),
        forecast=visit.billing.forecast(account.id),
    )


async def password_form(visit: Visit) -> Response:
    """The form for a new password."""
    return _password(visit)


async def password(visit: Visit) -> Response:
    """Change the password; the account's other sessions end."""
    typed = {name: visit.form.get(name, "") for name in ("current", "new", "repeat")}
    missing = [
        Problem(422, visit.t(f"password.{name}_missing"), name)
        for name in ("current", "new")
        if not typed[name]
    ]
    if not missing and typed["new"] != typed["repeat"]:
        missing = [Problem(422, visit.t("password.repeat_differs"), "repeat")]
    if missing:
        return _password(visit, *missing)
    try:
        await visit.billing.change_password(visit.account_id(), visit.token, typed["current"], typed["new"])
    except (CurrentPasswordWrong, TooManyFailures) as error:
        return _password(visit, explain(visit, error, "current"))
    except PasswordRefused as error:
        message = visit.t(f"password.{error.reason}", **_password_limits(visit))
        return _password(visit, Problem(422, message, "new"))
    return finished(visit, "changePassword", "/account")


def _password(visit: Visit, *problems: Problem) -> Response:
    status = problems[0].status if problems else 200
    return render(visit, "password.html", status, problems=problems, **_password_limits(visit))


def _password_limits(visit: Visit) -> dict[str, object]:
    facts = visit.billing.facts()
    return {
        "minimum": facts["password.min_length"]["value"],
        "maximum": facts["password.max_length"]["value"],
    }


async def card_form(visit: Visit) -> Response:
    """The billing data, and the test cards to choose from."""
    require_self_service(visit.account())
    return _card(visit)


async def card(visit: Visit) -> Response:
    """Save the billing data; never charges."""
    require_self_service(visit.account())
    brand, _, last4 = visit.form.get("card", "").partition(" ")
    if (brand, last4) not in TEST_CARDS:
        return _card(visit, Problem(422, visit.t("card.choose_missing"), "card"))
    exp = f"{visit.form.get('year', '')}-{visit.form.get('month', '')}"
    if exp < _today(visit).strftime("%Y-%m"):
        return _card(visit, Problem(422, visit.t("card.expired"), "month"))
    try:
        visit.billing.update_billing_data(visit.account_id(), brand, last4, exp)
    except InvalidRequest as error:
        return _card(visit, explain(visit, error, "month"))
    return finished(visit, "updateBillingData", "/account")


def _card(visit: Visit, *problems: Problem) -> Response:
    today, account = _today(visit), visit.account()
    present = account.card
    year, month = f"{today.year + 3}", "12"
    if present and present.exp >= today.strftime("%Y-%m"):
        year, month = present.exp.split("-")
    return render(
        visit,
        "billing-data.html",
        problems[0].status if problems else 200,
        problems=problems,
        cards=TEST_CARDS,
        chosen=visit.form.get("card", f"{present.brand} {present.last4}" if present else ""),
        chosen_month=visit.form.get("month", month),
        chosen_year=visit.form.get("year", year),
        months=[f"{month:02}" for month in range(1, 13)],
        next_payment=next_payment(account),
        years=[str(today.year + ahead) for ahead in range(YEARS_OFFERED)],
    )


def _today(visit: Visit) -> datetime:
    return datetime.fromtimestamp(visit.billing.clock(), UTC)


async def refund_form(visit: Visit) -> Response:
    """The form for a refund of credit, and the requests made so far."""
    return _refund(visit)


async def refund(visit: Visit) -> Response:
    """Show what a refund would be; confirmed, ask for it: it is held until the support has decided."""
    require_self_service(visit.account())
    minor = parse_amount(visit.form.get("amount", ""), visit.language)
    if minor is None:
        example = visit.t("refund.amount_invalid", example=amount_example(visit.language))
        return _refund(visit, Problem(422, example, "amount"))
    try:
        if visit.form.get("confirmed") != str(minor):  # what was reviewed is what is asked for
            hold_refund(visit.account(), minor)
            return render(visit, "refund-review.html", amount=minor, typed=visit.form.get("amount", ""))
        visit.billing.request_refund(visit.account_id(), minor, visit.form.get("key", ""))
    except BillingError as error:
        return _refund(visit, explain(visit, error, "amount"))
    return finished(visit, "requestRefund", "/account/refund")


def _refund(visit: Visit, *problems: Problem) -> Response:
    account = visit.account()
    require_self_service(account)
    return render(
        visit,
        "refund.html",
        problems[0].status if problems else 200,
        problems=problems,
        typed=visit.form.get("amount", ""),
        example=amount_example(visit.language),
        requests=visit.billing.refund_requests(account.id),
    )
