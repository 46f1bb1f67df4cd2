"""What an account's customer should know before an operation, in one sentence each."""

from kb.billing.domain.errors import SamePlan
from kb.billing.domain.forecast import Choice, choices
from kb.billing.domain.payments import card_fault, next_payment
from kb.billing.domain.standing import standings
from kb.billing.locale.forecasts import year_line
from kb.billing.locale.formats import card_name, date, expiry, money
from kb.billing.locale.texts import plan_name
from kb.billing.operations.record import Reader, Sentence

_RECENT = 5
_FAILED = ("renewal_card_missing", "renewal_refused")


def signed_in(reader: Reader) -> str:
    """As whom the reader is signed in."""
    return reader.t("state.signed_in", email=reader.account.email)


def not_running(reader: Reader) -> str | None:
    """That the subscription does not run, why, and what is needed first; None when it does."""
    if reader.account.state != "suspended":
        return reader.t("state.no_plan") if reader.account.state == "no_plan" else None
    since = date(reader.account.end, reader.language)
    card = "_card" if "suspended_card" in standings(reader.account, reader.billing.clock()) else ""
    if failed := failed_renewal(reader):
        return f"{reader.t(f'account.{failed}', date=since)} {reader.t(f'state.failed{card}')}"
    return reader.t(f"state.suspended{card}", date=since)


def failed_renewal(reader: Reader) -> str:
    """The event of the renewal that failed and suspended the account; empty where it was another end."""
    if reader.account.state != "suspended":
        return ""
    recent = reader.billing.activity(reader.account.id, limit=_RECENT).items
    last = next((each.op for each in recent if not each.op.startswith("refund")), "")
    return last if last in _FAILED else ""


def corporate(reader: Reader) -> str | None:
    """Who manages a Corporate plan, and how to reach them; None for other plans."""
    if reader.account.kind != "corporate":
        return None
    contact = reader.billing.contacts(reader.account.country, "corporate_billing")
    number = contact.direct.display if contact.direct else contact.page
    return reader.t("state.corporate", contact=number.replace(" ", "\N{NO-BREAK SPACE}"))


def renewal(off_key: str, on_key: str) -> Sentence:
    """When the plan renews and for how much (``on_key``), or until when it lasts (``off_key``)."""

    def say(reader: Reader) -> str | None:
        account = reader.account
        if stopped := not_running(reader):
            return stopped
        if account.kind == "corporate":
            return corporate(reader)
        payment = next_payment(account)
        key = on_key if account.auto_renew else off_key
        how = "" if not payment.credit else "_credit" if payment.card else "_all_credit"
        sentence = reader.t(
            f"{key}{how}" if account.auto_renew else key,
            plan=_plan_name(reader),
            date=date(account.end, reader.language),
            amount=money(payment.card + payment.credit, reader.language),
            credit=money(payment.credit, reader.language),
        )
        return _with_warning(reader, sentence)

    return say


def with_year(sentence: Sentence, *only: Choice) -> Sentence:
    """A sentence, then what the choices (``only`` these) come to in twelve months, where there are any."""

    def say(reader: Reader) -> str | None:
        said = sentence(reader)
        told = choices(reader.account, reader.billing.clock())
        line = year_line(told, reader.language, only)
        return " ".join(filter(None, (said, line))) or None

    return say


def quotes(reader: Reader) -> str:
    """What each other plan comes to today."""
    lines = []
    for plan in reader.billing.plans():
        if plan.managed:
            continue
        try:
            due = reader.billing.quote_plan_change(reader.account.id, plan.id).due_now
        except SamePlan:
            continue
        amount = money(due, reader.language)
        lines.append(reader.t("state.quote", plan=plan_name(reader.language, plan.id), amount=amount))
    listed = "; ".join(lines)
    if reader.account.state == "active":
        return _with_warning(reader, reader.t("state.quotes", plan=_plan_name(reader), quotes=listed))
    return f"{not_running(reader)} {reader.t('state.prices', quotes=listed)}"


def purchase(reader: Reader) -> str | None:
    """That a plan runs already, or why one is needed."""
    if reader.account.state == "active":
        return _with_warning(reader, reader.t("state.active", plan=_plan_name(reader)))
    return not_running(reader)


def card(reader: Reader) -> str:
    """The card on file, and whether it is refused."""
    held = reader.account.card
    if held is None:
        return reader.t("state.no_card")
    sentence = reader.t("state.card", card=card_name(held), exp=expiry(held.exp))
    fault = card_fault(held, reader.billing.clock())
    return f"{sentence} {reader.t('state.card_not_valid')}" if fault else sentence


def credit(reader: Reader) -> str:
    """The credit that there is."""
    if not reader.account.credit:
        return reader.t("state.no_credit")
    return reader.t("state.credit", amount=money(reader.account.credit, reader.language))


def last_event(reader: Reader) -> str | None:
    """The newest entry of the activity."""
    newest = reader.billing.activity(reader.account.id, limit=1).items
    if not newest:
        return None
    what = reader.t(f"activity.op_{newest[0].op}")
    return reader.t("state.last_event", what=what, date=date(newest[0].at, reader.language))


def _plan_name(reader: Reader) -> str:
    return plan_name(reader.language, reader.account.plan)


def _with_warning(reader: Reader, sentence: str) -> str:
    """The sentence, and that the next payment will fail for want of a card that pays, where it will."""
    now = standings(reader.account, reader.billing.clock())
    failing = next((one for one in now if one in ("card_missing", "card_refused")), None)
    return f"{sentence} {reader.t(f'state.{failing}')}" if failing else sentence
