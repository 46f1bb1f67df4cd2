"""Choosing a plan: every price with what is due today, then the whole sum, and only then "Buy now"."""

from dataclasses import dataclass

from starlette.responses import Response

from kb.billing.domain.errors import (
    AlreadyActive,
    BillingDataRequired,
    CorporatePlan,
    IdempotencyKeyReused,
    NotActive,
    NotFound,
    QuoteChanged,
    SamePlan,
    StaleVersion,
)
from kb.billing.domain.model import Account, Quote
from kb.billing.domain.payments import card_accepts
from kb.billing.domain.plans import Plan
from kb.billing.domain.rules import is_late_downgrade, require_self_service
from kb.billing.portal.problems import Problem, explain
from kb.billing.portal.view import finished, redirect, render
from kb.billing.portal.visit import Visit


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan on the selection page; ``quote`` is None for the plan that runs already."""

    plan: Plan
    quote: Quote | None


async def selection(visit: Visit) -> Response:
    """All plans with what each comes to today. Reading the quotes writes nothing."""
    account = visit.account()
    require_self_service(account)
    plans = visit.billing.plans()
    offers = [Offer(plan, _quote(visit, account, plan)) for plan in plans if not plan.managed]
    return render(visit, "plans.html", offers=offers, query=visit.request.url.query)


def _quote(visit: Visit, account: Account, plan: Plan) -> Quote | None:
    try:
        return visit.billing.quote_plan_change(account.id, plan.id)
    except SamePlan:
        return None


async def review(visit: Visit) -> Response:
    """The whole sum of one plan, before anything is paid."""
    plan = _plan(visit)
    try:
        return _review(visit, plan)
    except SamePlan:
        return redirect(visit, "/account/plans")


async def buy(visit: Visit) -> Response:
    """Change to the plan, or buy it when no subscription runs; only at the amount that the customer saw."""
    plan = _plan(visit)
    account = visit.account()
    active = account.state == "active"
    try:
        _act(visit, account, plan, active)
    except (
        BillingDataRequired,
        QuoteChanged,
        StaleVersion,
        IdempotencyKeyReused,
        NotActive,
        AlreadyActive,
    ) as error:
        return _review(visit, plan, explain(visit, error))
    return finished(visit, "changePlan" if active else "purchasePlan", "/account")


def _act(visit: Visit, account: Account, plan: Plan, active: bool) -> None:
    form = visit.form
    key, due = form.get("key", ""), _whole(form.get("expected_due"))
    if active:
        visit.billing.change_plan(
            account.id, plan.id, key, expected_due=due, if_version=_whole(form.get("version"))
        )
    else:
        visit.billing.purchase_plan(account.id, plan.id, key, expected_due=due)


def _whole(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 16 else None


def _plan(visit: Visit) -> Plan:
    wanted = visit.request.path_params["plan"]
    plan = next((plan for plan in visit.billing.plans() if plan.id == wanted), None)
    if plan is None:
        raise NotFound
    if plan.managed:
        raise CorporatePlan
    return plan


def _review(visit: Visit, plan: Plan, *problems: Problem) -> Response:
    account = visit.account()
    quote = visit.billing.quote_plan_change(account.id, plan.id)
    running = account.state == "active"
    return render(
        visit,
        "review.html",
        problems[0].status if problems else 200,
        problems=problems,
        plan=plan,
        old=_running_plan(visit, account),
        quote=quote,
        running=running,
        owes_although_cheaper=is_late_downgrade(account, quote),
        card_works=card_accepts(account.card, visit.billing.clock()),
    )


def _running_plan(visit: Visit, account: Account) -> Plan | None:
    return next((plan for plan in visit.billing.plans() if plan.id == account.plan), None)
