"""What an operation writes: accounts, journal, receipts, outbox, refund requests, idempotency keys."""

from dataclasses import replace

from kb.billing.domain.emails import normal_email
from kb.billing.domain.errors import NotFound
from kb.billing.domain.model import Account, Entry, MailKind, Receipt, RefundRequest, RefundState
from kb.billing.store.database import Database
from kb.billing.store.rows import ACCOUNT_COLUMNS, RECEIPT_COLUMNS, account_from, account_row, receipt_number

_ACCOUNT_SET = ", ".join(f"{name} = ?" for name in ACCOUNT_COLUMNS.split(", ")[1:])
_ACCOUNT_MARKS = ", ".join("?" for _ in ACCOUNT_COLUMNS.split(", "))
_RECEIPT_MARKS = ", ".join("?" for _ in ["event", *RECEIPT_COLUMNS.split(", ")])


class Store:
    """Reads and writes records. Writes are valid only inside the database's ``transaction()``."""

    def __init__(self, database: Database) -> None:
        """Work on this connection."""
        self.sql = database.sql

    def clock(self) -> int:
        """Now on the billing clock."""
        return int(self.sql.execute("SELECT value FROM meta WHERE name = 'clock'").fetchone()[0])

    def set_clock(self, to: int) -> None:
        """Put the billing clock there."""
        self.sql.execute("UPDATE meta SET value = ? WHERE name = 'clock'", (str(to),))

    def add_account(self, account: Account, password_hash: str, at: int) -> Account:
        """Store a new account with its credential; the account comes back with its id."""
        cursor = self.sql.execute(
            f"INSERT INTO account ({ACCOUNT_COLUMNS}) VALUES ({_ACCOUNT_MARKS})",
            (None, *account_row(account)[1:]),
        )
        added = replace(account, id=cursor.lastrowid or 0)
        self.sql.execute("INSERT INTO credential VALUES (?, ?, ?)", (added.id, password_hash, at))
        return added

    def account(self, account: int) -> Account:
        """Raises NotFound."""
        return self._account("id = ?", account)

    def account_by_email(self, email: str) -> Account:
        """Raises NotFound."""
        return self._account("email = ?", normal_email(email))

    def is_registered(self, email: str) -> bool:
        """Whether an account has this address."""
        return self.sql.execute("SELECT 1 FROM account WHERE email = ?", (email,)).fetchone() is not None

    def next_due(self, until: int) -> Account | None:
        """The account whose period ends first, at ``until`` at the latest; by end, then id."""
        row = self.sql.execute(
            f"SELECT {ACCOUNT_COLUMNS} FROM account WHERE state = 'active' AND kind = 'self_service' "
            "AND period_end <= ? ORDER BY period_end, id LIMIT 1",
            (until,),
        ).fetchone()
        return account_from(row) if row else None

    def save_account(self, account: Account) -> None:
        """Write the account's new state."""
        values = account_row(account)
        self.sql.execute(f"UPDATE account SET {_ACCOUNT_SET} WHERE id = ?", (*values[1:], values[0]))

    def _account(self, condition: str, value: object) -> Account:
        row = self.sql.execute(
            f"SELECT {ACCOUNT_COLUMNS} FROM account WHERE {condition}", (value,)
        ).fetchone()
        if row is None:
            raise NotFound
        return account_from(row)

    # -- journal, receipts, outbox: they only grow

    def post(self, account: int, at: int, key: str, entries: tuple[Entry, ...]) -> int:
        """Append the rows of one event; returns the event's number, which is its first row's."""
        event: int = self.sql.execute("SELECT coalesce(max(seq), 0) + 1 FROM journal").fetchone()[0]
        self.sql.executemany(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (event + place, event, account, at, row.op, key, row.cash, row.credit, row.sales, row.hold)
                for place, row in enumerate(entries)
            ],
        )
        return event

    def add_receipt(self, event: int, receipt: Receipt, language: str) -> Receipt:
        """Store a receipt together with its e-mail; the receipt comes back with its number."""
        cursor = self.sql.execute(
            f"INSERT INTO receipt (event, {RECEIPT_COLUMNS}) VALUES ({_RECEIPT_MARKS})",
            (
                event,
                None,
                receipt.account,
                receipt.at,
                receipt.kind,
                receipt.plan,
                receipt.price,
                receipt.unused,
                receipt.credit_applied,
                receipt.charged,
                receipt.credit_after,
                receipt.period_start,
                receipt.period_end,
                receipt.card_brand,
                receipt.card_last4,
            ),
        )
        number = cursor.lastrowid or 0
        self._add_mail(receipt.account, receipt.at, f"receipt_{receipt.kind}", number, language)
        return replace(receipt, number=receipt_number(number))

    def add_mail(self, account: Account, at: int, kind: MailKind) -> None:
        """Put an e-mail without a receipt into the outbox."""
        self._add_mail(account.id, at, kind, None, account.language)

    def _add_mail(self, account: int, at: int, kind: str, receipt: int | None, language: str) -> None:
        self.sql.execute(
            "INSERT INTO outbox (account, at, kind, receipt, language) VALUES (?, ?, ?, ?, ?)",
            (account, at, kind, receipt, language),
        )

    # -- refund requests and idempotency keys

    def add_refund_request(self, account: int, at: int, amount: int) -> RefundRequest:
        """Store a pending request."""
        cursor = self.sql.execute(
            "INSERT INTO refund_request (account, at, amount, state) VALUES (?, ?, ?, 'pending')",
            (account, at, amount),
        )
        return RefundRequest(cursor.lastrowid or 0, account, at, amount, "pending")

    def refund_request(self, request: int) -> RefundRequest:
        """Raises NotFound."""
        row = self.sql.execute(
            "SELECT id, account, at, amount, state FROM refund_request WHERE id = ?", (request,)
        ).fetchone()
        if row is None:
            raise NotFound
        return RefundRequest(*row)

    def settle_refund_request(self, request: int, state: RefundState) -> None:
        """Record the decision."""
        self.sql.execute("UPDATE refund_request SET state = ? WHERE id = ?", (state, request))

    def remembered(self, account: int, key: str) -> tuple[str, str, str] | None:
        """(op, fingerprint, body) of the request that used this key before."""
        row: tuple[str, str, str] | None = self.sql.execute(
            "SELECT op, fingerprint, body FROM idempotency WHERE account = ? AND key = ?", (account, key)
        ).fetchone()
        return row

    def remember(self, account: int, key: str, op: str, fingerprint: str, body: str) -> None:
        """Keep the answer; it commits with the effect or not at all."""
        self.sql.execute(
            "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?)", (account, key, op, fingerprint, body)
        )
