"""The billing service that a command asks: a running one by its URL, else the stub in this process."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from kb.cli.addresses import SERVICE
from kb.cli.hosting import LOOPBACK, bind
from kb.errors import ServiceUnreachable
from kb.service_client import Service

START_SECONDS = 20.0


def service_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--service URL`."""
    return click.option(
        "--service",
        "url",
        type=SERVICE,
        help="The running billing service, as http://host:port; default: the stub, in this process.",
    )(command)


class Embedded:
    """The stub, started at the first question, over real HTTP on a free port of loopback."""

    def __init__(self, dataset: str = "empty") -> None:
        """Start nothing yet."""
        self.dataset = dataset
        self._token = secrets.token_urlsafe(16)
        self._running: tuple[Any, threading.Thread] | None = None
        self._service: Service | None = None

    def facts(self) -> Any:  # noqa: ANN401 (as Service.facts)
        """The stub's public facts."""
        return self._started().facts()

    def operations(self) -> Any:  # noqa: ANN401 (as Service.operations)
        """The stub's operations."""
        return self._started().operations()

    def account(self, email: str, _token: str) -> Any:  # noqa: ANN401 (as Service.account)
        """An account of the stub, with a token of its own."""
        return self._started().account(email, self._token)

    def panels(self, email: str, language: str, _token: str) -> Any:  # noqa: ANN401 (as Service.panels)
        """What the stub says and offers to an account."""
        return self._started().panels(email, language, self._token)

    def _started(self) -> Service:
        if self._service is None:
            import uvicorn  # the web server loads only for commands that ask the service

            from kb.billing.app import Settings, create_app

            listening = bind(0)
            url = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
            settings = Settings(database=None, dataset=self.dataset, agent_token=self._token)
            app = create_app(settings)
            server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
            thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
            thread.start()
            self._running = server, thread
            _wait(server, url)
            self._service = Service(url)
        return self._service

    @property
    def url(self) -> str:
        """Its address; starts it."""
        return self._started().url

    def stop(self) -> None:
        """Stop what was started."""
        if self._running:
            server, thread = self._running
            server.should_exit = True
            thread.join(START_SECONDS)


def _wait(server: Any, url: str) -> None:  # noqa: ANN401 (uvicorn loads late)
    deadline = time.monotonic() + START_SECONDS
    while not server.started:
        if time.monotonic() > deadline:
            raise ServiceUnreachable(url, "the embedded stub did not start")
        time.sleep(0.01)


@contextmanager
def billing(url: str | None, dataset: str = "empty") -> Iterator[Service | Embedded]:
    """The service at `url`, or the stub with a data set for as long as the block runs."""
    if url:
        yield Service(url)
        return
    stub = Embedded(dataset)
    try:
        yield stub
    finally:
        stub.stop()
