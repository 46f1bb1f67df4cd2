"""What to say after an operation, read from the account's present state: never what is not so."""

from kb.billing.locale.formats import card_name, date, money
from kb.billing.locale.texts import plan_name
from kb.billing.operations.record import Reader, Sentence


def renewal_off(reader: Reader) -> str | None:
    """Until when the plan stays active."""
    account = reader.account
    if account.state != "active" or account.auto_renew:
        return None
    return reader.t("done.turnOffRenewal", date=date(account.end, reader.language))


def renewal_on(reader: Reader) -> str | None:
    """When the next charge comes."""
    due = reader.account.next_billing
    return None if due is None else reader.t("done.turnOnRenewal", date=date(due, reader.language))


def plan(key: str) -> Sentence:
    """Which plan runs now."""

    def say(reader: Reader) -> str | None:
        if reader.account.state != "active" or reader.account.plan is None:
            return None
        return reader.t(key, plan=plan_name(reader.language, reader.account.plan))

    return say


def card(reader: Reader) -> str | None:
    """Which card is on file now."""
    held = reader.account.card
    return reader.t("done.updateBillingData", card=card_name(held)) if held else None


def refund(reader: Reader) -> str | None:
    """How much is being reviewed."""
    requests = reader.billing.refund_requests(reader.account.id)
    if not requests or requests[0].state != "pending":
        return None
    return reader.t("done.requestRefund", amount=money(requests[0].amount, reader.language))


def password(reader: Reader) -> str:
    """That the password is a new one."""
    return reader.t("done.changePassword")
