"""What is read in lists: activity, receipts, journal, outbox, refunds; and whether the books balance."""

from kb.billing.domain.errors import NotFound
from kb.billing.domain.model import (
    Activity,
    ActivityPage,
    Books,
    JournalRow,
    Mail,
    Receipt,
    ReceiptPage,
    RefundRequest,
)
from kb.billing.store.database import Database
from kb.billing.store.rows import RECEIPT_COLUMNS, receipt_from, receipt_id, receipt_number

_ACTIVITY = """
SELECT e.event, e.at, e.op, r.plan, r.id, e.charged, e.refunded, e.credit, e.balance FROM (
    SELECT event, max(at) AS at, max(op) FILTER (WHERE op <> 'unused_value') AS op,
           -sum(min(cash, 0)) AS charged, sum(max(cash, 0)) AS refunded,
           sum(credit) AS credit, sum(sum(credit)) OVER (ORDER BY event) AS balance
    FROM journal WHERE account = ? GROUP BY event
) AS e LEFT JOIN receipt AS r ON r.event = e.event
WHERE e.event < ? ORDER BY e.event DESC LIMIT ?
"""
_BOOKS = """
SELECT coalesce(-sum(min(cash, 0)), 0), coalesce(sum(max(cash, 0)), 0), coalesce(sum(sales), 0),
       coalesce(sum(credit), 0), coalesce(sum(hold), 0)
FROM journal WHERE ?1 IS NULL OR account = ?1
"""
# Each query lists the rows that break one rule; the books balance when all are empty.
_RULES = {
    "the journal of account {} does not add up to its credit and hold": """
        SELECT a.id FROM account AS a LEFT JOIN journal AS j ON j.account = a.id
        GROUP BY a.id HAVING coalesce(sum(j.credit), 0) <> a.credit OR coalesce(sum(j.hold), 0) <> a.hold""",
    "account {} was refunded more than it paid": """
        SELECT account FROM journal GROUP BY account HAVING sum(cash) > 0""",
    "journal row {} does not sum to zero": """
        SELECT seq FROM journal WHERE cash + credit + sales + hold <> 0""",
    "receipt {} has no e-mail of its kind": """
        SELECT r.id FROM receipt AS r
        LEFT JOIN outbox AS m ON m.receipt = r.id AND m.kind = 'receipt_' || r.kind
        WHERE m.id IS NULL""",
    "e-mail {} has no receipt": """
        SELECT id FROM outbox WHERE kind LIKE 'receipt%' AND receipt IS NULL""",
    "receipt {} does not match its journal rows": """
        SELECT r.id FROM receipt AS r LEFT JOIN journal AS j ON j.event = r.event AND j.account = r.account
        GROUP BY r.id HAVING count(j.seq) = 0
        OR sum(j.cash) <> -r.charged OR sum(j.sales) <> r.price - r.unused""",
    "pending refund requests of account {} do not add up to its hold": """
        SELECT a.id FROM account AS a
        LEFT JOIN refund_request AS q ON q.account = a.id AND q.state = 'pending'
        GROUP BY a.id HAVING coalesce(sum(q.amount), 0) <> a.hold""",
}
_FROM_THE_NEWEST = 2**62


class Queries:
    """Read-only; never inside the way of a write."""

    def __init__(self, database: Database) -> None:
        """Work on this connection."""
        self.sql = database.sql

    def activity(self, account: int, cursor: int | None, limit: int) -> ActivityPage:
        """Events newest first, older than ``cursor``, with the running credit."""
        rows = self.sql.execute(_ACTIVITY, (account, cursor or _FROM_THE_NEWEST, limit + 1)).fetchall()
        items = tuple(
            Activity(event, at, op, plan, receipt_number(receipt) if receipt else None, *money)
            for event, at, op, plan, receipt, *money in rows[:limit]
        )
        return ActivityPage(items, items[-1].event if len(rows) > limit else None)

    def receipts(self, account: int, cursor: int | None, limit: int) -> ReceiptPage:
        """Receipts newest first, older than ``cursor``."""
        rows = self.sql.execute(
            f"SELECT {RECEIPT_COLUMNS} FROM receipt WHERE account = ? AND id < ? ORDER BY id DESC LIMIT ?",
            (account, cursor or _FROM_THE_NEWEST, limit + 1),
        ).fetchall()
        items = tuple(receipt_from(row) for row in rows[:limit])
        return ReceiptPage(items, rows[limit - 1][0] if len(rows) > limit else None)

    def receipt(self, account: int, number: str) -> Receipt:
        """Raises NotFound, for another account's receipt too."""
        row = self.sql.execute(
            f"SELECT {RECEIPT_COLUMNS} FROM receipt WHERE id = ? AND account = ?",
            (receipt_id(number), account),
        ).fetchone()
        if row is None:
            raise NotFound
        return receipt_from(row)

    def refund_requests(self, account: int) -> tuple[RefundRequest, ...]:
        """Newest first."""
        rows = self.sql.execute(
            "SELECT id, account, at, amount, state FROM refund_request WHERE account = ? ORDER BY id DESC",
            (account,),
        )
        return tuple(RefundRequest(*row) for row in rows)

    def ledger(self, account: int | None) -> tuple[JournalRow, ...]:
        """Journal rows of one account or of all, oldest first."""
        rows = self.sql.execute(
            "SELECT * FROM journal WHERE ?1 IS NULL OR account = ?1 ORDER BY seq", (account,)
        )
        return tuple(JournalRow(*row) for row in rows)

    def outbox(self, account: int | None) -> tuple[Mail, ...]:
        """E-mails of one account or of all, oldest first."""
        rows = self.sql.execute(
            "SELECT m.id, m.account, a.email, m.at, m.kind, m.receipt, m.language FROM outbox AS m "
            "JOIN account AS a ON a.id = m.account WHERE ?1 IS NULL OR m.account = ?1 ORDER BY m.id",
            (account,),
        )
        return tuple(
            Mail(mail, account_id, to, at, kind, receipt_number(receipt) if receipt else None, language)
            for mail, account_id, to, at, kind, receipt, language in rows
        )

    def books(self, account: int | None) -> Books:
        """The sums, of one account or of all, and every broken rule of the whole database."""
        payments, refunds, sales, credit, hold = self.sql.execute(_BOOKS, (account,)).fetchone()
        faults = [rule.format(row[0]) for rule, query in _RULES.items() for row in self.sql.execute(query)]
        if payments != sales + credit + hold + refunds:
            faults.append(f"payments {payments} are not sales + credit + hold + refunds")
        return Books(payments, refunds, sales, credit, hold, tuple(faults))
