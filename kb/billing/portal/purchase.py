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
from kb.billing.domain.payments import card_fault
from kb.billing.domain.plans import Plan
from kb.billing.domain.rules import is_late_downgrade, require_self_service
from kb.billing.portal.problems import Problem, explain
from kb.billing.portal.stale import ACTIONS, Shown, action_for, plan_stale, shown_in
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
    """Do what the form says that its button does, at the amount and in the state that the customer saw."""
    plan, shown = _plan(visit), shown_in(visit)
    try:
        _act(visit, plan, shown)
    except (StaleVersion, QuoteChanged, NotActive, AlreadyActive):
        account = visit.account()
        quote = visit.billing.quote_plan_change(account.id, plan.id)
        return _review(visit, plan, plan_stale(visit, shown, account, quote))
    except (BillingDataRequired, IdempotencyKeyReused) as error:
        return _review(visit, plan, explain(visit, error))
    return finished(visit, shown.action, "/account")


def _act(visit: Visit, plan: Plan, shown: Shown) -> None:
    if shown.action not in ACTIONS:
        raise StaleVersion(visit.account().version)
    buy_or_change = visit.billing.change_plan if shown.action == "changePlan" else visit.billing.purchase_plan
    key = visit.form.get("key", "")
    buy_or_change(visit.account_id(), plan.id, key, expected_due=shown.due, if_version=shown.version)


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
        action=action_for(account),
        owes_although_cheaper=is_late_downgrade(account, quote),
        card_works=card_fault(account.card, visit.billing.clock()) is None,
        forecast=visit.billing.forecast(account.id, plan.id),
    )


def _running_plan(visit: Visit, account: Account) -> Plan | None:
    return next((plan for plan in visit.billing.plans() if plan.id == account.plan), None)
