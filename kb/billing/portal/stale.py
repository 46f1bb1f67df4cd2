"""What a form was made from, carried in it: an action confirmed later is still the one that was shown."""

from dataclasses import dataclass

from kb.billing.domain.model import Account, Quote
from kb.billing.locale.formats import date, money
from kb.billing.locale.texts import plan_name
from kb.billing.portal.problems import Problem
from kb.billing.portal.visit import Visit

CONFLICT, STALE = 409, 412
ACTIONS = ("changePlan", "purchasePlan")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the customer saw beside the button.

    Attributes:
        action: The operation that the button stands for.
        version: The account's version; -1 when the form does not say.
        due: What was to pay, in minor units; -1 when the form does not say.
        plan: The plan that ran, "" for none.
        renewal: Whether the renewal was on.
    """

    action: str
    version: int
    due: int
    plan: str
    renewal: bool


def shown_in(visit: Visit) -> Shown:
    """What the sent form was made from."""
    form = visit.form
    version, due = whole(form.get("version")), whole(form.get("expected_due"))
    return Shown(form.get("action", ""), version, due, form.get("old_plan", ""), form.get("renewal") == "on")


def action_for(account: Account) -> str:
    """The operation by which this account gets another plan now."""
    return "changePlan" if account.state == "active" else "purchasePlan"


def whole(typed: str | None) -> int:
    """A whole number of a form's hidden field; -1, which nothing equals, for what is none."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 16 else -1


def plan_stale(visit: Visit, shown: Shown, account: Account, quote: Quote) -> Problem:
    """What changed since the review page of a plan was shown, in sentences; nothing was charged."""
    named = shown.action in ACTIONS
    found = (*_states(visit, shown, account), *_details(visit, shown, account, quote)) if named else ()
    status = CONFLICT if shown.version == account.version else STALE
    return Problem(status, " ".join((visit.t("stale.lead"), *(found or (visit.t("stale.unnamed"),)))))


def _states(visit: Visit, shown: Shown, account: Account) -> tuple[str, ...]:
    if shown.action == action_for(account):
        return ()
    plan = plan_name(visit.language, account.plan)
    if account.state == "active":
        return (visit.t("stale.started", plan=plan),)
    return (visit.t("stale.ended", plan=plan, date=date(account.end, visit.language)),)


def _details(visit: Visit, shown: Shown, account: Account, quote: Quote) -> tuple[str, ...]:
    running = shown.action == action_for(account) == "changePlan"
    sentences = []
    if running and shown.plan != account.plan:
        sentences.append(visit.t("stale.plan", plan=plan_name(visit.language, account.plan)))
    if running and shown.renewal != account.auto_renew:
        sentences.append(visit.t("stale.renewal_on" if account.auto_renew else "stale.renewal_off"))
    if shown.due not in (-1, quote.due_now):
        amounts = {"expected": money(shown.due, visit.language), "due": money(quote.due_now, visit.language)}
        sentences.append(visit.t("stale.amount", **amounts))
    return tuple(sentences)
