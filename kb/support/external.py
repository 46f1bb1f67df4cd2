"""Whether an address of another host answers: asked politely, and not again for a week."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

AGENT = "kb-help-center link check (one request a second)"
PAUSE = 1.0  # seconds between two requests to one host
TIMEOUT = 10.0
FRESH = 7 * 24 * 3600  # seconds for which an address that answered is not asked again
GONE = (404, 410)  # others may be about us: forbidden, too many, in maintenance
NO_HEAD = (403, 405, 501)


@dataclass
class Reacher:
    """Asks addresses one after another.

    Attributes:
        file: Remembers which answered when; a damaged one is begun anew.
        clock: Seconds since 1970.
        sleep: Waits so many seconds.
    """

    file: Path
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    asked: dict[str, float] = field(default_factory=dict)

    def reason(self, url: str) -> str:
        """Why nobody arrives at an address; empty where somebody does, or did within a week."""
        known = self._known()
        if self.clock() - known.get(url, 0.0) < FRESH:
            return ""
        host = urlsplit(url).netloc
        wait = self.asked.get(host, 0.0) + PAUSE - self.clock()
        if wait > 0:
            self.sleep(wait)
        found = _asked(url)
        self.asked[host] = self.clock()
        if not found:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(json.dumps({**known, url: self.clock()}), "utf-8")
        return found

    def _known(self) -> dict[str, float]:
        try:
            data = json.loads(self.file.read_bytes())
            return {str(url): float(when) for url, when in data.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}


def _asked(url: str) -> str:
    import httpx  # this rule runs on request only, and no other needs it

    try:
        with httpx.Client(follow_redirects=True, timeout=TIMEOUT, headers={"User-Agent": AGENT}) as client:
            answer = client.head(url)
            if answer.status_code in NO_HEAD:
                answer = client.get(url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"does not answer ({str(error) or type(error).__name__})"
    return f"is gone (HTTP {answer.status_code})" if answer.status_code in GONE else ""
