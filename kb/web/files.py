"""Files of a site that may be replaced by its next build while they are being sent."""

import os
import time
from collections.abc import Callable
from mimetypes import guess_type
from pathlib import Path

from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.types import Receive, Scope, Send

# Where the system names open files; opening that name again gives the same file, replaced or not.
_DESCRIPTORS = Path("/dev/fd")
# A build renames two folders; for that moment there is no site.
SWAP_SECONDS = 2.0
PAUSE_SECONDS = 0.02


class OpenedFile(FileResponse):
    """A file opened once: length, date and content are of one file, whatever stands at its path later."""

    def __init__(self, path: str | os.PathLike[str], status_code: int = 200) -> None:
        """Open `path`; raises FileNotFoundError."""
        self._file = Path(path).open("rb")  # noqa: SIM115 (closed when the answer is sent)
        opened = _DESCRIPTORS / str(self._file.fileno())
        super().__init__(
            opened if opened.exists() else path,
            status_code,
            media_type=guess_type(path)[0] or "application/octet-stream",
            stat_result=os.fstat(self._file.fileno()),
        )

    def edited(self, edit: Callable[[str], str]) -> Response:
        """What `edit` makes of its text, instead; closes it."""
        text = edit(self._file.read().decode("utf-8"))
        self.close()
        kept = {name: self.headers[name] for name in ("etag", "last-modified")}
        return HTMLResponse(text, self.status_code, kept)

    def close(self) -> None:
        """Close it: an answer that is not sent has to be closed."""
        self._file.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it and close it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.close()


def generation(site: Path) -> int | None:
    """What tells one build of a site from the next; None in the moment between two."""
    try:
        return site.stat().st_ino
    except FileNotFoundError:
        return None


def read_page(page: Path) -> str:
    """A page's text; waits while the next build takes its place. Raises FileNotFoundError."""
    end = time.monotonic() + SWAP_SECONDS
    while True:
        try:
            return page.read_text(encoding="utf-8")
        except FileNotFoundError:
            if time.monotonic() > end:
                raise
            time.sleep(PAUSE_SECONDS)
