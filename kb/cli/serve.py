"""The command `kb serve`: build what changed, then serve site, search and account pages on one port."""

import atexit
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import click

from kb.build import build
from kb.cli.output import print_table
from kb.cli.project import Project

LOOPBACK = "127.0.0.1"


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port on this machine; 0 takes any free one.",
)
@click.option(
    "--dataset",
    type=click.Choice(("demo", "empty")),
    default="demo",
    show_default=True,
    help="Customers that a new billing database starts with.",
)
@click.option(
    "--database",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File that keeps the billing data; without it they are gone when the server stops.",
)
@click.option(
    "--control", is_flag=True, help="Also serve the stub's control plane (/_stub): clock, outbox, faults."
)
@click.option(
    "--preview", is_flag=True, help="Render each page when it is asked for: writers see what they saved."
)
@click.pass_obj
def serve(
    project: Project, port: int, dataset: str, database: Path | None, control: bool, preview: bool
) -> None:
    """Serve the help center on this machine: site, search API and the account pages of the billing stub.

    \b
    kb serve                        the demo customers, in memory
    kb serve --port 0               any free port
    kb serve --database billing.db  keep what the customers do
    kb serve --preview              reload a page after saving its article; a new file needs a new start
    """  # noqa: D301 (Click reads \b)
    listening = listen(project, port)
    report = build(project.root / "mkdocs.yml")
    for note in report.notes:
        click.echo(note, err=True)
    # The web framework takes half a second to import: after the checks that can fail.
    import uvicorn

    from kb.billing.app import create_app as create_billing
    from kb.billing.settings import Settings
    from kb.serve import create_app

    token = secrets.token_urlsafe(16) if control else None
    url = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
    settings = Settings(
        database=database, dataset=dataset, control=control, control_token=token, help_url=url
    )
    app = create_app(
        report.site, report.index, create_billing(settings), previewer(project) if preview else None
    )
    introduce(project, url, dataset if database is None else "", token)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


def listen(project: Project, port: int) -> socket.socket:
    """Take the port before any work is done; a busy one is a usage error with the cure."""
    # TCP is named so that asyncio sends at once: otherwise every answer waits 40 ms (Nagle).
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((LOOPBACK, port))
        taken.listen(128)
    except OSError as error:
        raise click.UsageError(
            project.say("cli.serve_port_busy", port=port, reason=error.strerror)
        ) from error
    return taken


def previewer(project: Project) -> Callable[[str], str]:
    """Give a function from a page's address to its HTML; one page at a time, as MkDocs keeps state."""
    from kb.preview import Preview

    site, turn = Preview(project.root / "mkdocs.yml"), Lock()
    atexit.register(site.close)

    def page(address: str) -> str:
        with turn:
            return site.page(address)

    return page


def introduce(project: Project, url: str, dataset: str, token: str | None) -> None:
    """Print how to sign in, and last the address."""
    from kb.billing.datasets import DEMO, DEMO_PASSWORD

    if dataset == "demo":
        click.echo(project.say("cli.serve_sign_ins", password=DEMO_PASSWORD))
        print_table(("e-mail", ""), [(customer.email, customer.title) for customer in DEMO])
    if dataset:
        click.echo(project.say("cli.serve_in_memory"))
    if token:
        click.echo(f"control token: {token}")
        click.echo(project.say("cli.serve_outbox", url=f"{url}/_stub/mail"))
    click.echo(project.say("cli.serve_ready", url=url))
