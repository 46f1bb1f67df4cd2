"""Several processes on one port: each serves site and search, one keeps accounts, agents and votes."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, socket
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from kb.feedback.store import Votes
from kb.gaps.store import SearchLog
from kb.web.app import create_app
from kb.web.hosts import KnownHosts
from kb.web.timeouts import PromptServer
from kb.web.workers.forward import Forward, Parted
from search import Engine

SOCKET = "kept"
BACKLOG = 1024
READY_SECONDS = 60  # a new worker on a busy machine; uvicorn gives it 5


@dataclass(frozen=True)
class Worker:
    """What one process serves; made anew in each, so that only paths and functions travel there.

    Attributes:
        site: The built site's folder.
        engines: Opens the search engines.
        home: Where the site's pages say that it stands on its host.
        searches: The file in which searches are counted.
        votes: The file of the votes: pages offer to vote where there is one.
        kept: The socket of the process that has state.
    """

    site: Path
    engines: Callable[[], Mapping[str, Engine]]
    home: str
    searches: Path | None
    votes: Path | None
    kept: Path

    def __call__(self) -> ASGIApp:
        """The application."""
        forward = Forward(self.kept)
        log = SearchLog(self.searches) if self.searches else None
        votes = Votes(self.votes) if self.votes else None
        app = create_app(self.site, self.engines(), forward, self.home, searches=log, votes=votes)
        return KnownHosts(Parted(app, forward))


def run(
    app: ASGIApp,
    worker: Callable[[Path], Worker],
    listening: socket,
    count: int,
    options: dict[str, Any],
) -> None:
    """Serve until interrupted or terminated; SIGHUP replaces the workers one after the other.

    A worker that dies is replaced. The socket stays open in this process, so that a connection which comes
    in meanwhile waits for the next worker.

    Args:
        app: What keeps state; runs in this process.
        worker: Makes what a worker serves, given the socket of this process.
        listening: The port.
        count: How many workers.
        options: Of uvicorn, for both.
    """
    with TemporaryDirectory(prefix="kb-serve-") as folder, socket(AF_UNIX, SOCK_STREAM) as inner:
        place = Path(folder) / SOCKET
        inner.bind(str(place))
        inner.listen(BACKLOG)
        own = {"proxy_headers": True, "forwarded_allow_ips": "*"}  # nobody else sees the folder
        keeping = PromptServer(uvicorn.Config(KnownHosts(app), **options | own), _nothing)
        thread = threading.Thread(target=keeping.run, kwargs={"sockets": [inner]})
        thread.start()
        try:
            served = uvicorn.Config(
                worker(place),
                factory=True,
                workers=count,
                timeout_worker_healthcheck=READY_SECONDS,
                **options,
            )
            Multiprocess(served, sockets=[listening]).run()
        finally:
            keeping.should_exit = True
            thread.join()


def _nothing() -> None:
    """No answer of it goes on for ever."""
