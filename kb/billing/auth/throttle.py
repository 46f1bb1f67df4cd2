"""The sign-in limit: five failures in fifteen minutes, per account and address. Real clock, in memory."""

from collections import deque

from kb.billing.domain.errors import TooManyFailures

MAX_FAILURES = 5
WINDOW_SECONDS = 15 * 60
_MAX_KEYS = 10_000


class Throttle:
    """Counts attempts until they are known to have succeeded.

    An attempt counts BEFORE its password is checked: a hundred sent at once must not all slip through while
    the first is still being hashed.
    """

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._attempts: dict[tuple[str, str], deque[int]] = {}

    def attempt(self, email: str, address: str, now: int) -> None:
        """Count an attempt. Raises TooManyFailures at the limit; the refused one is not counted."""
        recent = self._attempts.setdefault((email, address), deque())
        while recent and recent[0] <= now - WINDOW_SECONDS:
            recent.popleft()
        if len(recent) >= MAX_FAILURES:
            raise TooManyFailures(recent[0] + WINDOW_SECONDS - now)
        recent.append(now)
        if len(self._attempts) > _MAX_KEYS:
            self._forget(now)

    def succeeded(self, email: str, address: str) -> None:
        """Forget the attempts: the right password was given."""
        self._attempts.pop((email, address), None)

    def clear(self) -> None:
        """Forget everybody."""
        self._attempts.clear()

    def _forget(self, now: int) -> None:
        old = [key for key, times in self._attempts.items() if not times or times[-1] <= now - WINDOW_SECONDS]
        for key in old or list(self._attempts)[: _MAX_KEYS // 2]:
            del self._attempts[key]
