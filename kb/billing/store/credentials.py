"""Credentials and sessions in SQLite. A session is stored under the hash of its token, never the token."""

import hashlib
import secrets

from kb.billing.domain.model import Session
from kb.billing.store.database import Database

_TOKEN_BYTES = 32


def new_token() -> str:
    """A token that nobody guesses: 256 random bits, URL-safe."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """What the database knows of a token."""
    return hashlib.sha256(token.encode()).digest()


class Credentials:
    """Passwords and sessions; expiry is on the real clock."""

    def __init__(self, database: Database) -> None:
        """Work on this connection."""
        self.sql = database.sql

    def password_hash(self, account: int) -> str | None:
        """The PHC string of the account's password; None when the account is gone."""
        row = self.sql.execute("SELECT hash FROM credential WHERE account = ?", (account,)).fetchone()
        return str(row[0]) if row else None

    def set_password_hash(self, account: int, password_hash: str, at: int) -> None:
        """Replace it."""
        self.sql.execute(
            "UPDATE credential SET hash = ?, changed_at = ? WHERE account = ?", (password_hash, at, account)
        )

    def add_session(self, token: str, session: Session) -> None:
        """Store a session under the hash of its token."""
        self.sql.execute(
            "INSERT INTO session VALUES (?, ?, ?, ?)",
            (token_hash(token), session.account, session.csrf, session.expires),
        )

    def session(self, token: str) -> Session | None:
        """The session of this token hash, expired or not."""
        row = self.sql.execute(
            "SELECT account, csrf, expires FROM session WHERE token_hash = ?", (token_hash(token),)
        ).fetchone()
        return Session(*row) if row else None

    def drop_session(self, token: str) -> None:
        """End one session."""
        self.sql.execute("DELETE FROM session WHERE token_hash = ?", (token_hash(token),))

    def drop_other_sessions(self, account: int, keep: str) -> None:
        """End the account's sessions except one."""
        self.sql.execute(
            "DELETE FROM session WHERE account = ? AND token_hash <> ?", (account, token_hash(keep))
        )

    def drop_expired_sessions(self, now: int) -> None:
        """Forget sessions that nobody can use any more."""
        self.sql.execute("DELETE FROM session WHERE expires <= ?", (now,))
