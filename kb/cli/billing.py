"""The command `kb billing`: the billing service stub alone, and its control plane from the terminal."""

import json
import os
import secrets
from typing import Any

import click
import httpx

from kb.billing.settings import Settings
from kb.cli.addresses import ORIGIN, SERVICE, SITE
from kb.cli.hosting import LOOPBACK, RESULTS_PAGES, billing_options, listen, port_option, print_sign_ins, run
from kb.cli.project import Project
from kb.errors import ServiceUnreachable

DEFAULT_URL = "http://127.0.0.1:8100"
TOKEN_VARIABLE = "KB_BILLING_CONTROL_TOKEN"

_at_service = click.option(
    "--service", type=SERVICE, default=DEFAULT_URL, show_default=True, help="Address of the running service."
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
@port_option(8100)
@billing_options
@click.option("--host", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option(
    "--token", envvar=TOKEN_VARIABLE, show_envvar=True, help="Control token; made up when not given."
)
@click.option(
    "--help-url", type=SITE, default="", help="Address of the help center that problems and pages link to."
)
@click.option(
    "--site-origin", type=ORIGIN, help="The one origin that may read the public resources from its pages."
)
@click.option("--secure-cookies", is_flag=True, help="Set when customers reach the service over TLS.")
@click.pass_obj
def serve(
    project: Project,
    /,
    port: int,
    host: str,
    token: str | None,
    trusted_proxies: tuple[str, ...],
    **options: Any,  # noqa: ANN401
) -> None:
    """Start the billing service: the API under /v1 and the account pages under /account.

    One process and one database file: a second service on the same file is refused.
    """
    # FastAPI takes half a second to import: no other command should wait for it.
    from kb.billing.app import create_app

    if options["control"]:
        options["control_token"] = token or secrets.token_urlsafe(16)
    settings = Settings(**options, results_pages=RESULTS_PAGES)
    with listen(project, port, host) as listening:
        app = create_app(settings)
        if app.state.is_demo:
            print_sign_ins(project)
        _introduce(project, settings, f"http://{host}:{listening.getsockname()[1]}")
        run(app, listening, app.state.billing.database.close, trusted_proxies)


def _introduce(project: Project, settings: Settings, url: str) -> None:
    """Say where the data are, and last the address."""
    if settings.database is None:
        click.echo(project.say("cli.serve_in_memory"))
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


def _ask(method: str, service: str, token: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
    """Call the control plane. Raises ServiceUnreachable, ClickException with the service's own words."""
    try:
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": os.environ.get("LANG", "en")[:2]}
        answer = httpx.request(method, f"{service}{path}", json=body, headers=headers, timeout=30)
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
