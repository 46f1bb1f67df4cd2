"""What the two commands that start a server share: their options, the port, the sign-ins, the run."""

import errno
import signal
import socket
import sys
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli.output import print_table
from kb.cli.project import Project
from kb.strings import languages, text

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from kb.web.workers.pool import Worker

LOOPBACK = "127.0.0.1"
AGENT_TOKEN = "KB_AGENT_TOKEN"
RESULTS_PAGES = {language: text(language, "site.path_search") for language in languages()}
BACKLOG = 128  # so that whoever reads the printed address can connect at once


def _networks(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    for name in given:
        try:
            ip_network(name)
        except ValueError as error:
            raise click.BadParameter(
                f"{error}; give an address as 10.0.0.7 or a network as 10.0.0.0/24"
            ) from error
    return given


_OPTIONS = (
    click.option(
        "--database",
        type=click.Path(path_type=Path, dir_okay=False),
        help="File that keeps the billing data; without it they are gone when the server stops.",
    ),
    click.option(
        "--dataset",
        type=click.Choice(("demo", "empty")),
        default="demo",
        show_default=True,
        help="Customers that a new billing database starts with.",
    ),
    click.option(
        "--control", is_flag=True, help="Also serve the stub's control plane (/_stub): clock, outbox, faults."
    ),
    click.option(
        "--agent-token",
        envvar=AGENT_TOKEN,
        show_envvar=True,
        help="Opens the accounts, read-only, to agents who know it (kb answer --account).",
    ),
    click.option(
        "--trusted-proxy",
        "trusted_proxies",
        multiple=True,
        metavar="ADDRESS",
        callback=_networks,
        help="Address or network of a proxy whose X-Forwarded-For and X-Forwarded-Proto are believed.",
    ),
)


def billing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the billing service, alike wherever it is started."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def port_option(default: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--port`."""
    return click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=default,
        show_default=True,
        help="Port to listen on; 0 takes any free one.",
    )


def bind(port: int, host: str = LOOPBACK) -> socket.socket:
    """Take a port and listen on it; raises OSError."""
    # TCP is named so that asyncio sends at once: otherwise every answer waits 40 ms (Nagle).
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(BACKLOG)
    except OSError:
        taken.close()
        raise
    return taken


def listen(project: Project, port: int, host: str = LOOPBACK) -> socket.socket:
    """Take the port before any work is done; a busy one is a usage error with the cure."""
    try:
        return bind(port, host)
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            message = project.say("cli.serve_no_host", host=host, reason=error.strerror)
            raise click.UsageError(message) from error
        message = project.say("cli.serve_port_busy", port=port, reason=error.strerror)
        raise click.UsageError(message) from error


def print_sign_ins(project: Project) -> None:
    """The demo customers and their password."""
    from kb.billing.datasets import DEMO, DEMO_PASSWORD

    click.echo(project.say("cli.serve_sign_ins", password=DEMO_PASSWORD))
    print_table(("e-mail", ""), [(customer.email, customer.title) for customer in DEMO])


def nothing() -> None:
    """What there is to do where there is nothing to do."""


def run(
    app: "ASGIApp",
    listening: socket.socket,
    close: Callable[[], None],
    trusted_proxies: tuple[str, ...] = (),
    stopping: Callable[[], None] = nothing,
    workers: int = 1,
    worker: "Callable[[Path], Worker] | None" = None,
) -> None:
    """Serve until interrupted or terminated, and close the data then: both leave the one file whole.

    uvicorn repeats the signal when it has stopped; by itself SIGTERM would then end the process at once.

    Args:
        app: The application.
        listening: Its socket.
        close: Called when everything has ended.
        trusted_proxies: Whose headers about the client are believed.
        stopping: Ends answers that would go on for ever, when the server is told to stop.
        workers: How many processes answer what needs no state.
        worker: Makes what each of them serves; None: this process does it all.
    """
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: sys.exit(0))
    import uvicorn  # half a second, in which a signal may come already

    from kb.web.hosts import KnownHosts
    from kb.web.timeouts import STOP_SECONDS, PromptServer, TimedProtocol

    options: dict[str, Any] = {
        "http": TimedProtocol,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "proxy_headers": bool(trusted_proxies),
        "forwarded_allow_ips": list(trusted_proxies),
        "timeout_graceful_shutdown": STOP_SECONDS,
    }
    try:
        if worker:
            from kb.web.workers import pool

            pool.run(app, worker, listening, workers, options)
        else:
            PromptServer(uvicorn.Config(KnownHosts(app), **options), stopping).run(sockets=[listening])
    finally:
        close()
