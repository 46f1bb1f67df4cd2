"""How often a door may be knocked at: so many times in so many seconds, from all together."""

import math
from collections import deque
from collections.abc import Callable
from threading import Lock


class Rate:
    """Counts what passed within the last seconds. Safe to use from several threads."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float]) -> None:
        """Let `most` pass within any `seconds`; `clock` tells seconds that never go back."""
        self.most, self.seconds, self.clock = most, seconds, clock
        self._passed: deque[float] = deque()
        self._lock = Lock()

    def wait(self) -> int:
        """0 where one more may pass, which is counted; else the whole seconds after which it may."""
        with self._lock:
            now = self.clock()
            while self._passed and self._passed[0] <= now - self.seconds:
                self._passed.popleft()
            if len(self._passed) >= self.most:
                return math.ceil(self._passed[0] + self.seconds - now)
            self._passed.append(now)
            return 0
