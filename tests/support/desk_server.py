"""The agents' page alone on loopback, over the project's own articles and two made-up accounts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from starlette.applications import Starlette

from kb.gaps.recording import Recorder
from kb.gaps.store import SearchLog
from kb.web.answer_api import Agents
from kb.web.desk.routes import desk_routes
from kb.web.engines import on_disk

TOKEN = "agents-token"
KNOWN = {"kind": "corporate", "state": "active", "auto_renew": True, "language": "it"}


def account(email: str) -> Mapping[str, Any] | None:
    """One account."""
    return KNOWN if email == "aziendale@example.com" else None


def panels(_email: str, _language: str) -> list[dict[str, Any]]:
    """What the service says of it."""
    return [{"operationId": "getAccount", "sentence": "A Corporate plan.", "offers": []}]


@contextmanager
def desk(built: Path, frames: str, clock: Callable[[], float], searches: Path | None = None) -> Iterator[str]:
    """Serve until the block ends, with a log for what no article answers or without; gives the address."""
    agents = Agents(TOKEN, built / "content", "https://help.example.com", account, panels)
    engines = on_disk(built / "build" / "index")
    record = Recorder(SearchLog(searches), engines).record if searches else None
    routes = desk_routes(agents, engines, frames, clock, record)
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
