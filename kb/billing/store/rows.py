"""Database rows to records and back; pure."""

from kb.billing.domain.errors import NotFound
from kb.billing.domain.model import Account, Card, Receipt

ACCOUNT_COLUMNS = (
    "id, email, kind, country, language, auto_apply_credit, version, state, plan, auto_renew, anchor, k, "
    "period_start, period_end, value, credit, hold, card_brand, card_last4, card_exp, card_outcome"
)
RECEIPT_COLUMNS = (
    "id, account, at, kind, plan, price, unused, credit_applied, charged, credit_after, "
    "period_start, period_end, card_brand, card_last4"
)
_NUMBER_PREFIX = "R-"
_CARD_FIELDS = 4


def account_from(row: tuple[object, ...]) -> Account:
    """The account of a row of ACCOUNT_COLUMNS."""
    *fields, brand, last4, exp, outcome = row
    card = Card(brand, last4, exp, outcome) if brand is not None else None  # type: ignore[arg-type]
    fields[5], fields[9] = bool(fields[5]), bool(fields[9])
    return Account(*fields, card)  # type: ignore[arg-type, call-arg]


def account_row(account: Account) -> tuple[object, ...]:
    """The values of ACCOUNT_COLUMNS, in their order."""
    card = account.card
    return (
        account.id,
        account.email,
        account.kind,
        account.country,
        account.language,
        account.auto_apply_credit,
        account.version,
        account.state,
        account.plan,
        account.auto_renew,
        account.anchor,
        account.k,
        account.start,
        account.end,
        account.value,
        account.credit,
        account.hold,
        *((card.brand, card.last4, card.exp, card.outcome) if card else (None,) * _CARD_FIELDS),
    )


def receipt_from(row: tuple[object, ...]) -> Receipt:
    """The receipt of a row of RECEIPT_COLUMNS."""
    return Receipt(receipt_number(row[0]), *row[1:])  # type: ignore[arg-type]


def receipt_number(receipt_id: object) -> str:
    """The number that customers see: "R-000042"."""
    return f"{_NUMBER_PREFIX}{receipt_id:06d}"


def receipt_id(number: str) -> int:
    """The id behind a receipt's number. Raises NotFound for anything else, other spellings included."""
    digits = number.removeprefix(_NUMBER_PREFIX)
    if digits.isascii() and digits.isdigit() and len(digits) < 18 and receipt_number(int(digits)) == number:
        return int(digits)
    raise NotFound
