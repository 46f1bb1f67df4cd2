"""The command `kb billing`: the billing service stub alone, and its control plane from the terminal."""

import json
import os
import secrets
import socket
from pathlib import Path
from typing import Any

import click
import httpx

from kb.billing.settings import Settings
from kb.errors import ServiceUnreachable

DEFAULT_URL = "http://127.0.0.1:8100"
TOKEN_VARIABLE = "KB_BILLING_CONTROL_TOKEN"

_at_service = click.option(
    "--service", default=DEFAULT_URL, show_default=True, help="Address of the running service."
)
_with_token = click.option(
    "--token",
    envvar=TOKEN_VARIABLE,
    show_envvar=True,
    required=True,
    help="The control token that serve printed.",
)


@click.group()
def billing() -> None:
    """The billing service stub: start it alone, or steer a running one.

    \b
    kb billing serve --control        start it, print its address and control token
    kb billing clock --by P1M         a month passes: renewals and suspensions happen
    kb billing outbox                 the e-mails that customers would have got
    kb billing reset --seed demo      back to the demo customers
    """  # noqa: D301 (Click reads \b)


@billing.command()
@click.option(
    "--database",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File that keeps all data; without it they are in memory and gone when the service stops.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8100, show_default=True, help="0 takes any free port."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--dataset",
    type=click.Choice(["demo", "empty"]),
    default="demo",
    show_default=True,
    help="What a new database starts with.",
)
@click.option(
    "--control", is_flag=True, help="Also serve the control plane (/_stub), on the loopback interface only."
)
@click.option(
    "--token", envvar=TOKEN_VARIABLE, show_envvar=True, help="Control token; made up when not given."
)
@click.option(
    "--agent-token", envvar="KB_BILLING_AGENT_TOKEN", show_envvar=True, help="Opens /v1/agent to agents."
)
@click.option("--help-url", default="", help="Address of the help center that problems and pages link to.")
@click.option("--site-origin", help="The one origin that may read the public resources from its pages.")
@click.option("--secure-cookies", is_flag=True, help="Set when customers reach the service over TLS.")
def serve(
    database: Path | None, port: int, host: str, dataset: str, control: bool, token: str | None, **more: Any
) -> None:
    """Start the billing service: the API under /v1 and the account pages under /account.

    One process and one database file: a second service on the same file is refused.
    """
    # FastAPI takes half a second to import: no other command should wait for it.
    import uvicorn

    from kb.billing.app import create_app

    token = (token or secrets.token_urlsafe(16)) if control else None
    settings = Settings(database=database, dataset=dataset, control=control, control_token=token, **more)
    with _listen(host, port) as listening:
        app = create_app(settings)
        _introduce(settings, f"http://{host}:{listening.getsockname()[1]}")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run([listening])
        app.state.billing.database.close()


def _introduce(settings: Settings, url: str) -> None:
    """Say where the data are, who can sign in, and last the address."""
    if settings.database is None:
        click.echo("No --database: all data are in memory and gone when the service stops.")
    if settings.dataset == "demo":
        _print_sign_ins()
    if settings.control_token:
        click.echo(f"control token: {settings.control_token}")
    click.echo(url)


@billing.command()
@_at_service
@_with_token
@click.option(
    "--seed",
    type=click.Choice(["demo", "empty"]),
    default="demo",
    show_default=True,
    help="Data set to load.",
)
@click.option("--at", help="Where the clock of the empty data set starts, for example 2025-04-01T00:00:00Z.")
def reset(service: str, token: str, seed: str, at: str | None) -> None:
    """Wipe the service's data and load a data set."""
    answer = _ask("POST", service, token, "/_stub/reset", {"seed": seed, "at": at})
    click.echo(f"{seed}; the clock stands at {answer['now']}")


@billing.command()
@_at_service
@_with_token
@click.option("--to", help="Go to this instant, for example 2026-12-24T00:00:00Z.")
@click.option("--by", help="Go on by this ISO 8601 duration: P1M, P30D, PT12H, PT1S.")
def clock(service: str, token: str, to: str | None, by: str | None) -> None:
    """Show the billing clock, or move it forward: what falls due on the way happens."""
    if to and by:
        raise click.UsageError("give either --to or --by")
    moved = {"to": to} if to else {"by": by} if by else None
    answer = (
        _ask("POST", service, token, "/_stub/clock/advance", moved)
        if moved
        else _ask("GET", service, token, "/_stub/clock")
    )
    click.echo(answer["now"])


@billing.command()
@_at_service
@_with_token
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def outbox(service: str, token: str, form: str) -> None:
    """Show the e-mails that the service would have sent, oldest first."""
    mails = _ask("GET", service, token, "/_stub/outbox")
    if form == "json":
        click.echo(json.dumps(mails, ensure_ascii=False, indent=2))
        return
    for mail in mails:
        click.echo(f"{mail['at']}  {mail['to']}  {mail['subject']}\n\n{mail['body']}\n\n{'-' * 60}")


def _listen(host: str, port: int) -> socket.socket:
    """The port, taken.

    TCP is named so that asyncio sends at once: otherwise each answer waits 40 ms (Nagle).
    """
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(128)  # so that whoever reads the address can connect at once
    except OSError as error:
        taken.close()
        raise click.UsageError(
            f"{host}:{port}: {error.strerror}; choose another --port, 0 takes a free one"
        ) from error
    return taken


def _print_sign_ins() -> None:
    from kb.billing.datasets import DEMO, DEMO_PASSWORD

    width = max(len(customer.email) for customer in DEMO)
    for customer in DEMO:
        click.echo(f"{customer.email:{width}}  {customer.title}")
    click.echo(f"password of all: {DEMO_PASSWORD}")


def _ask(method: str, service: str, token: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Call the control plane. Raises ServiceUnreachable, ClickException with the service's own words."""
    try:
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": os.environ.get("LANG", "en")[:2]}
        answer = httpx.request(method, f"{service.rstrip('/')}{path}", json=body, headers=headers, timeout=30)
    except httpx.HTTPError as error:
        raise ServiceUnreachable(service, str(error)) from error
    if answer.is_error:
        raise click.UsageError(f"{service}{path}: {_words(answer)}")
    return answer.json()


def _words(answer: httpx.Response) -> str:
    if answer.status_code == httpx.codes.NOT_FOUND:
        return "there is no control plane there; start the service with --control"
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return "the control token is wrong; use the one that the service printed when it started"
    try:
        problem = answer.json()
    except ValueError:
        return f"status {answer.status_code}"
    return f"{problem['detail']} {problem.get('reason', '')}".strip()
