"""The text of an e-mail, in the account's language: made when it is shown, from its kind and its receipt."""

from dataclasses import dataclass

from kb.billing.domain.model import Mail, Receipt
from kb.billing.domain.plans import find
from kb.billing.locale.formats import date, moment, money
from kb.billing.locale.texts import plan_name, text


@dataclass(frozen=True, slots=True)
class MailText:
    """What the customer reads: a subject line and a plain-text body."""

    subject: str
    body: str


def compose(mail: Mail, receipt: Receipt | None, country: str = "") -> MailText:
    """The e-mail's text.

    Args:
        mail: The e-mail as the outbox keeps it.
        receipt: The one that ``mail.receipt`` names, None for e-mails without one.
        country: The customer's, whose time the text tells.
    """
    language = mail.language
    values = _receipt_values(receipt, language) if receipt else {"date": moment(mail.at, language, country)}
    lines = [
        text(language, "mail.hello"),
        "",
        text(language, f"mail.{mail.kind}", **values),
        "",
        *(_receipt_lines(receipt, language) if receipt else [_what_next(mail)]),
        "",
        text(language, "mail.goodbye"),
    ]
    return MailText(text(language, f"mail.subject_{mail.kind}", **values), "\n".join(lines))


def _what_next(mail: Mail) -> str:
    """What the customer can do about what an e-mail without a receipt tells."""
    if mail.kind == "password_changed":
        return text(mail.language, "mail.not_you")
    names = {name: text(mail.language, f"label.{name}") for name in ("my_account", "update_billing_data")}
    return text(mail.language, "mail.renewal_again", **names)


def _receipt_values(receipt: Receipt, language: str) -> dict[str, object]:
    return {"number": receipt.number, "plan": plan_name(language, receipt.plan)}


def _receipt_lines(receipt: Receipt, language: str) -> list[str]:
    plan = find(receipt.plan)
    per = text(language, f"account.per_{plan.interval}")
    rows = [
        (text(language, "receipt.number"), receipt.number),
        (text(language, "receipt.date"), date(receipt.at, language)),
        (
            text(language, "receipt.plan_line", plan=plan_name(language, plan.id), per=per),
            money(receipt.price, language),
        ),
        *_credit_row(receipt, language),
        (text(language, "receipt.charged"), money(receipt.charged, language)),
        (text(language, "receipt.period"), _period(receipt, language)),
    ]
    width = max(len(name) for name, _ in rows) + 2
    return [
        *(f"{name + ':':<{width}} {value}" for name, value in rows),
        "",
        text(
            language,
            "mail.find_receipts",
            my_account=text(language, "label.my_account"),
            view_all_activity=text(language, "label.view_all_activity"),
        ),
    ]


def _credit_row(receipt: Receipt, language: str) -> list[tuple[str, str]]:
    applied = receipt.credit_applied
    return [(text(language, "receipt.credit_applied"), money(-applied, language))] if applied else []


def _period(receipt: Receipt, language: str) -> str:
    dates = {"start": date(receipt.period_start, language), "end": date(receipt.period_end, language)}
    return text(language, "account.period_dates", **dates)
