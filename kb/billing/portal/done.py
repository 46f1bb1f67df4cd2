"""What to say after an action, read from the account's present state: a page never claims what is not so."""

from collections.abc import Callable

from kb.billing.domain.model import Account
from kb.billing.domain.plans import find
from kb.billing.locale.formats import card_name, date, money
from kb.billing.portal.visit import Visit


def done_text(visit: Visit, operation: str) -> str | None:
    """The sentence for an operation just done, or None when the account does not bear it out."""
    if operation == "signOut":
        return None if visit.session else visit.t("done.signOut")
    say = _SENTENCES.get(operation)
    return say(visit, visit.account()) if say and visit.session else None


def _renewal_off(visit: Visit, account: Account) -> str | None:
    if account.state != "active" or account.auto_renew:
        return None
    return visit.t("done.turnOffRenewal", date=date(account.end, visit.language))


def _renewal_on(visit: Visit, account: Account) -> str | None:
    if account.next_billing is None:
        return None
    return visit.t("done.turnOnRenewal", date=date(account.next_billing, visit.language))


def _plan(key: str) -> Callable[[Visit, Account], str | None]:
    def say(visit: Visit, account: Account) -> str | None:
        if account.state != "active" or account.plan is None:
            return None
        return visit.t(key, plan=find(account.plan).name(visit.language))

    return say


def _card(visit: Visit, account: Account) -> str | None:
    return visit.t("done.updateBillingData", card=card_name(account.card)) if account.card else None


def _refund(visit: Visit, account: Account) -> str | None:
    requests = visit.billing.refund_requests(account.id)
    if not requests or requests[0].state != "pending":
        return None
    return visit.t("done.requestRefund", amount=money(requests[0].amount, visit.language))


_SENTENCES: dict[str, Callable[[Visit, Account], str | None]] = {
    "changePassword": lambda visit, _: visit.t("done.changePassword"),
    "turnOffRenewal": _renewal_off,
    "turnOnRenewal": _renewal_on,
    "changePlan": _plan("done.changePlan"),
    "purchasePlan": _plan("done.purchasePlan"),
    "updateBillingData": _card,
    "requestRefund": _refund,
}
