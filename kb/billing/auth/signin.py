"""Signing in and out, sessions and passwords. Sessions and the sign-in limit live on the real clock."""

import secrets
from collections.abc import Callable

from kb.billing.auth.passwords import Hasher, refusal
from kb.billing.auth.throttle import Throttle, password_limits, sign_in_limits
from kb.billing.domain.emails import normal_email
from kb.billing.domain.errors import (
    CsrfMismatch,
    CurrentPasswordWrong,
    NotFound,
    NotSignedIn,
    PasswordRefused,
    SignInFailed,
)
from kb.billing.domain.model import Account, Session, SignedIn
from kb.billing.store.credentials import Credentials, new_token
from kb.billing.store.database import Database
from kb.billing.store.writes import Store

SESSION_SECONDS = 8 * 60 * 60


class Authenticator:
    """Who may come in. ``now`` is the real clock; hashing happens off the event loop."""

    def __init__(self, database: Database, store: Store, hasher: Hasher, now: Callable[[], int]) -> None:
        """Work on this database."""
        self.hasher = hasher
        self.throttle = Throttle()
        self._database = database
        self._store = store
        self._credentials = Credentials(database)
        self._now = now

    async def sign_in(self, email: str, password: str, address: str, replaced: str | None = None) -> SignedIn:
        """Open a session; the one of the token ``replaced``, the browser's earlier one, ends.

        Raises SignInFailed (unknown e-mail or wrong password alike), TooManyFailures.
        """
        name, at = normal_email(email), self._now()
        limits = sign_in_limits(name, address)
        self.throttle.attempt(limits, at)
        account, stored = self._known(name)
        if not await self.hasher.matches(stored, password) or account is None:
            raise SignInFailed
        self.throttle.succeeded(limits, at)
        # Read again: the account may have changed while the password was being hashed.
        return self._open_session(account.id, stored, replaced)

    def sign_out(self, token: str) -> None:
        """End the session; an unknown token is no fault."""
        with self._database.transaction():
            self._credentials.drop_session(token)

    def session(self, token: str | None) -> Session:
        """The running session of a token. Raises NotSignedIn."""
        session = self._credentials.session(token) if token else None
        if session is None or session.expires <= self._now():
            raise NotSignedIn
        return session

    def check_csrf(self, session: Session, csrf: str | None) -> None:
        """Raises CsrfMismatch unless ``csrf`` is the session's token."""
        if csrf is None or not secrets.compare_digest(csrf.encode(), session.csrf.encode()):
            raise CsrfMismatch

    async def change_password(self, account: int, token: str, current: str, new: str) -> None:
        """Replace the password, end the account's other sessions, send an e-mail.

        Raises CurrentPasswordWrong, PasswordRefused, TooManyFailures; NotSignedIn when the session ended
        meanwhile.
        """
        stored = self._credentials.password_hash(account)
        limits, at = password_limits(account), self._now()
        self.throttle.attempt(limits, at)
        if not await self.hasher.matches(stored, current):
            raise CurrentPasswordWrong
        self.throttle.succeeded(limits, at)
        reason = refusal(new, current)
        if reason is not None:
            raise PasswordRefused(reason)
        hashed = await self.hasher.hash(new)
        with self._database.transaction():
            self.session(token)
            if self._credentials.password_hash(account) != stored:
                raise CurrentPasswordWrong
            self._credentials.set_password_hash(account, hashed, self._store.clock())
            self._credentials.drop_other_sessions(account, token)
            self._store.add_mail(self._store.account(account), self._store.clock(), "password_changed")

    def _known(self, email: str) -> tuple[Account | None, str | None]:
        try:
            account = self._store.account_by_email(email)
        except NotFound:
            return None, None
        return account, self._credentials.password_hash(account.id)

    def _open_session(self, account: int, stored: str | None, replaced: str | None) -> SignedIn:
        token, now = new_token(), self._now()
        session = Session(account, new_token(), now + SESSION_SECONDS)
        with self._database.transaction():
            if self._credentials.password_hash(account) != stored:
                raise SignInFailed
            self._credentials.drop_expired_sessions(now)
            if replaced:
                self._credentials.drop_session(replaced)
            self._credentials.add_session(token, session)
        found = self._store.account(account)
        landing = "/account" if found.state == "active" else "/account/plans"
        return SignedIn(token, session.csrf, landing, found)
