"""Who is signed in to `/agent`: sessions of their own, in memory, so that a new start signs everybody out."""

import secrets
from collections.abc import Callable
from threading import Lock

SECONDS = 8 * 60 * 60  # a working day
MOST = 1_000


class Sessions:
    """Sessions of agents; safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin without any; `clock` tells seconds that never go back."""
        self.clock = clock
        self._until: dict[str, float] = {}
        self._lock = Lock()

    def begin(self) -> str:
        """A new session's secret; the oldest ends where there are too many."""
        with self._lock:
            now = self.clock()
            self._until = {name: until for name, until in self._until.items() if until > now}
            while len(self._until) >= MOST:
                self._until.pop(next(iter(self._until)))
            name = secrets.token_urlsafe(32)
            self._until[name] = now + SECONDS
            return name

    def holds(self, name: str) -> bool:
        """Whether the session runs."""
        with self._lock:
            return self._until.get(name, 0) > self.clock()

    def end(self, name: str) -> None:
        """Sign out; an unknown session is no fault."""
        with self._lock:
            self._until.pop(name, None)
