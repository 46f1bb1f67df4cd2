-- The billing database. Times: integer UTC seconds. Money: integer minor units. Journal, receipts and outbox only grow.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('self_service', 'corporate')),
    country TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language <> ''),
    auto_apply_credit INTEGER NOT NULL CHECK (auto_apply_credit IN (0, 1)),
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('no_plan', 'active', 'suspended')),
    plan TEXT,
    auto_renew INTEGER NOT NULL CHECK (auto_renew IN (0, 1)),
    anchor INTEGER NOT NULL,
    k INTEGER NOT NULL,
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL,
    value INTEGER NOT NULL,
    credit INTEGER NOT NULL CHECK (credit >= 0),
    hold INTEGER NOT NULL CHECK (hold >= 0),
    card_brand TEXT,
    card_last4 TEXT,
    card_exp TEXT,
    card_outcome TEXT CHECK (card_outcome IN ('accepted', 'refused'))
) STRICT;
-- The clock asks only for what falls due next, in the order in which it happens.
CREATE INDEX account_due ON account (period_end, id) WHERE state = 'active' AND kind = 'self_service';

CREATE TABLE credential (
    account INTEGER PRIMARY KEY REFERENCES account (id),
    hash TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    csrf TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL,
    op TEXT NOT NULL,
    key TEXT NOT NULL,
    cash INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    sales INTEGER NOT NULL,
    hold INTEGER NOT NULL,
    CHECK (cash + credit + sales + hold = 0)
) STRICT;
CREATE INDEX journal_account ON journal (account, seq);

CREATE TABLE receipt (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('first_purchase', 'renewal', 'plan_change', 'reactivation')),
    plan TEXT NOT NULL,
    price INTEGER NOT NULL,
    unused INTEGER NOT NULL,
    credit_applied INTEGER NOT NULL,
    charged INTEGER NOT NULL,
    credit_after INTEGER NOT NULL,
    period_start INTEGER NOT NULL,
    period_end INTEGER NOT NULL,
    card_brand TEXT,
    card_last4 TEXT,
    CHECK (price = credit_applied + charged),
    CHECK ((charged > 0) = (card_brand IS NOT NULL AND card_last4 IS NOT NULL))
) STRICT;
CREATE INDEX receipt_account ON receipt (account, id);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    receipt INTEGER UNIQUE REFERENCES receipt (id),
    language TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_account ON outbox (account, id);

CREATE TABLE refund_request (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'rejected'))
) STRICT;
CREATE INDEX refund_request_account ON refund_request (account, id);

CREATE TABLE idempotency (
    account INTEGER NOT NULL REFERENCES account (id),
    key TEXT NOT NULL,
    op TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;

-- INSERT OR REPLACE deletes first: with recursive_triggers on (see writes.py) the same triggers stop it too.
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END;
CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt is append-only'); END;
CREATE TRIGGER outbox_no_update BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'outbox is append-only'); END;
CREATE TRIGGER outbox_no_delete BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'outbox is append-only'); END;
