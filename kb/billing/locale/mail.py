"""What an e-mail says, in the account's language: made when it is shown, from its kind and its receipt."""

from dataclasses import dataclass

from kb.billing.domain.issuer import ISSUER
from kb.billing.domain.model import Language, Mail, Receipt
from kb.billing.domain.plans import find
from kb.billing.locale.formats import date, moment, money, paid_with
from kb.billing.locale.texts import plan_name, text

# What the customer may want next, page by page. The pages ask who is there: no link signs anybody in.
_PAGES = {
    "password_changed": (("label.contacts", "/account/contacts"),),
    "renewal_refused": (
        ("label.update_billing_data", "/account/billing-data"),
        ("label.plan_selection", "/account/plans"),
    ),
}
_PAGES["renewal_card_missing"] = _PAGES["renewal_refused"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What the customer reads, in parts: ``rows`` are names and values, ``links`` names and addresses."""

    language: Language
    subject: str
    opening: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    closing: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it as plain text."""
        width = max((len(name) for name, _ in self.rows), default=0) + 2
        parts = (
            *self.opening,
            "\n".join(f"{name + ':':<{width}} {value}" for name, value in self.rows),
            *self.notes,
            "\n".join(f"{name}: {address}" for name, address in self.links),
            *self.closing,
        )
        return "\n\n".join(part for part in parts if part)


def compose(mail: Mail, receipt: Receipt | None, country: str = "", origin: str = "") -> Letter:
    """What the e-mail says.

    Args:
        mail: The e-mail as the outbox keeps it.
        receipt: The one that ``mail.receipt`` names, None for e-mails without one.
        country: The customer's, whose time the text tells.
        origin: Where the account pages stand, "https://host".
    """
    language = mail.language
    values = _receipt_values(receipt, language) if receipt else {"date": moment(mail.at, language, country)}
    pages = _receipt_pages(receipt) if receipt else _PAGES[mail.kind]
    return Letter(
        language,
        text(language, f"mail.subject_{mail.kind}", **values),
        (text(language, "mail.hello"), text(language, f"mail.{mail.kind}", **values)),
        _receipt_rows(receipt, language) if receipt else (),
        (_find_receipts(language) if receipt else _what_next(mail),),
        tuple((text(language, label), f"{origin}{path}") for label, path in pages),
        (text(language, "mail.no_password"), f"{text(language, 'mail.goodbye')}\n{ISSUER.name}"),
    )


def _what_next(mail: Mail) -> str:
    """What the customer can do about what an e-mail without a receipt tells."""
    if mail.kind == "password_changed":
        return text(mail.language, "mail.not_you")
    names = {name: text(mail.language, f"label.{name}") for name in ("my_account", "update_billing_data")}
    return text(mail.language, "mail.renewal_again", **names)


def _find_receipts(language: str) -> str:
    names = {name: text(language, f"label.{name}") for name in ("my_account", "view_all_activity")}
    return text(language, "mail.find_receipts", **names)


def _receipt_pages(receipt: Receipt) -> tuple[tuple[str, str], ...]:
    return (
        ("label.download_receipt", f"/account/receipts/{receipt.number}"),
        ("label.my_account", "/account"),
    )


def _receipt_values(receipt: Receipt, language: str) -> dict[str, object]:
    return {"number": receipt.number, "plan": plan_name(language, receipt.plan)}


def _receipt_rows(receipt: Receipt, language: str) -> tuple[tuple[str, str], ...]:
    plan = find(receipt.plan)
    per = text(language, f"account.per_{plan.interval}")
    plan_line = text(language, "receipt.plan_line", plan=plan_name(language, plan.id), per=per)
    return (
        (text(language, "receipt.number"), receipt.number),
        (text(language, "receipt.date"), date(receipt.at, language)),
        (text(language, "receipt.issuer"), f"{ISSUER.name}, {ISSUER.address}"),
        (plan_line, money(receipt.price, language)),
        *_credit_row(receipt, language),
        (text(language, "receipt.charged"), money(receipt.charged, language)),
        (text(language, "receipt.method"), paid_with(receipt, language)),
        (text(language, "receipt.period"), _period(receipt, language)),
    )


def _credit_row(receipt: Receipt, language: str) -> list[tuple[str, str]]:
    applied = receipt.credit_applied
    return [(text(language, "receipt.credit_applied"), money(-applied, language))] if applied else []


def _period(receipt: Receipt, language: str) -> str:
    dates = {"start": date(receipt.period_start, language), "end": date(receipt.period_end, language)}
    return text(language, "account.period_dates", **dates)
