"""The command `kb serve`: build what changed, then serve site, search and account pages on one port."""

import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.billing.settings import Settings
from kb.cli.addresses import ORIGIN
from kb.cli.cluster.access import access, cluster_options, on_cluster, reached
from kb.cli.cluster.access import engines as engines_of
from kb.cli.hosting import (
    LOOPBACK,
    RESULTS_PAGES,
    billing_options,
    listen,
    nothing,
    port_option,
    print_sign_ins,
    run,
)
from kb.cli.project import Project
from kb.cli.writers.previewing import previewing
from kb.feedback.store import FILE as FEEDBACK
from kb.feedback.store import Votes
from kb.gaps.store import FILE as LOG
from kb.gaps.store import SearchLog
from kb.service_client import Service
from kb.site.build import build
from kb.web.engines import on_disk

if TYPE_CHECKING:
    from starlette.types import ASGIApp

FRAMEWORK = "fastapi"


def _origins(context: click.Context, option: click.Parameter, given: str) -> str:
    """Only addresses may follow frame-ancestors: nothing that ends the directive or opens it to all."""
    return " ".join(ORIGIN.convert(origin, option, context) for origin in given.split())


@click.command()
@port_option(8000)
@billing_options
@click.option(
    "--agent-frames",
    "frames",
    default="",
    metavar="ORIGINS",
    callback=_origins,
    help="Help desks that may show /agent in a frame, as https://desk.example.com; default: none.",
)
@cluster_options(
    "--search", "Answer searches from this OpenSearch cluster ('kb index --to'); several nodes: repeat."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that answer site and search; accounts, agents and votes stay in one.",
)
@click.option(
    "--preview", is_flag=True, help="Build nothing, render each page when it is asked for: see 'kb preview'."
)
@click.option(
    "--log-searches",
    "searches",
    is_flag=False,
    flag_value=LOG,
    default=None,
    metavar="[FILE]",
    help=f"Count what is searched, masked and without persons, for 'kb gaps'; default file: {LOG}.",
)
@click.option(
    "--votes",
    "feedback",
    metavar="FILE",
    default=FEEDBACK,
    show_default=True,
    help="File that keeps readers' votes on answers, without persons, for 'kb feedback'.",
)
@click.pass_obj
def serve(
    project: Project,
    port: int,
    database: Path | None,
    dataset: str,
    control: bool,
    agent_token: str | None,
    trusted_proxies: tuple[str, ...],
    frames: str,
    nodes: tuple[str, ...],
    alias: str,
    workers: int,
    preview: bool,
    searches: str | None,
    feedback: str,
) -> None:
    """Serve the help center on this machine: site, search API and the account pages of the billing stub.

    \b
    kb serve                        the demo customers, in memory
    kb serve --port 0               any free port
    kb serve --database billing.db  keep what the customers do
    kb serve --search https://search.example.com:9200
    kb serve --workers 4            more than one processor answers searches
    kb serve --preview              what was saved is on its page at once, see 'kb preview'
    """  # noqa: D301 (Click reads \b)
    check(project, preview, workers, nodes, alias)
    config = None if preview else project.config
    listening = listen(project, port)
    report = build(config) if config else None
    for note in report.notes if report else ():
        click.echo(note, err=True)
    # The web framework takes half a second to import: after the checks that can fail.
    from kb.billing.app import create_app as create_billing
    from kb.web.answer_api import Agents
    from kb.web.app import create_app
    from kb.web.workers.pool import Worker

    token = secrets.token_urlsafe(16) if control else None
    url = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
    settings = Settings(
        database, dataset, control, token, agent_token, help_url=url, results_pages=RESULTS_PAGES
    )
    billing = create_billing(settings)
    agents = None
    if agent_token:
        agents = Agents(agent_token, project.articles, url, *accounts(url, agent_token), frames)
    log = SearchLog(project.root / searches) if searches else None
    worker = None
    ends = ExitStack()
    app: ASGIApp
    ends.callback(billing.state.billing.database.close)
    votes = Votes(project.root / feedback)
    ends.callback(votes.close)
    if report:
        engines = partial(on_cluster, access(nodes), alias) if nodes else partial(on_disk, report.index)
        app = create_app(report.site, engines(), billing, report.home, agents, log, votes)
        if workers > 1:
            kept = project.root / searches if searches else None, project.root / feedback
            worker = partial(Worker, report.site, engines, report.home, *kept)
        stopping = nothing
    else:
        app, stopping = previewing(project, billing, ends, agents, log, votes)
    if billing.state.is_demo:
        print_sign_ins(project)
    introduce(project, settings)
    click.echo(project.say("cli.serve_ready", url=url))
    run(app, listening, ends.close, trusted_proxies, stopping, workers, worker)


def check(project: Project, preview: bool, workers: int, nodes: tuple[str, ...], alias: str) -> None:
    """Refuse what cannot be served before a site is built for nothing.

    Raises:
        click.UsageError: For options that do not go together.
        ModuleNotFoundError: Without the extra `serve`.
    """
    if not find_spec(FRAMEWORK):
        raise ModuleNotFoundError(name=FRAMEWORK)
    if preview and (nodes or workers > 1):
        raise click.UsageError(project.say("cli.serve_preview_here"))
    if workers > 1 and not hasattr(socket, "AF_UNIX"):
        raise click.UsageError(project.say("cli.serve_one_worker"))
    if nodes:
        with reached(project, nodes) as connection:
            engines_of(connection, alias)


def accounts(
    url: str, token: str
) -> tuple[Callable[[str], Mapping[str, Any] | None], Callable[[str, str], Sequence[Mapping[str, Any]]]]:
    """What the billing service here tells an agent: of an account by its e-mail, and what holds for it."""
    service = Service(url)
    return (
        lambda email: service.account(email, token),
        lambda email, language: service.panels(email, language, token),
    )


def introduce(project: Project, settings: Settings) -> None:
    """Say where the billing data are, and how to steer the stub."""
    if settings.database is None:
        click.echo(project.say("cli.serve_in_memory"))
    if settings.control_token:
        click.echo(f"control token: {settings.control_token}")
        opened = settings.help_url.replace("://", f"://control:{settings.control_token}@")
        click.echo(project.say("cli.serve_outbox", url=f"{opened}/_stub/mail"))
