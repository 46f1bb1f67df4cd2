"""The command `kb preview`: pages as they stand now, without building the site."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from kb.cli.hosting import LOOPBACK, RESULTS_PAGES, listen, port_option, run
from kb.cli.project import Project, interface_language

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from kb.feedback.store import Votes
    from kb.gaps.store import SearchLog
    from kb.web.answer_api import Agents


@click.command()
@port_option(8000)
@click.pass_obj
def preview(project: Project, port: int) -> None:
    """Show the help center as it is being written: a saved article is on its page at once.

    \b
    kb preview              pages, search and the demo customers' account pages
    kb preview --port 0     any free port

    Nothing is built. Pages in the browser come anew by themselves; drafts have a badge, and what 'kb check'
    finds in an article stands on its page, with the line.
    """  # noqa: D301 (Click reads \b)
    from kb.web.preview.late import LateApp

    listening = listen(project, port)
    url = f"http://{LOOPBACK}:{listening.getsockname()[1]}"

    def billing() -> "ASGIApp":
        from kb.billing.app import create_app
        from kb.billing.settings import Settings

        return create_app(Settings(help_url=url, results_pages=RESULTS_PAGES))

    ends = ExitStack()
    app, stopping = previewing(project, LateApp(billing), ends)
    click.echo(project.say("cli.preview_ready", url=url))
    run(app, listening, ends.close, stopping=stopping)


def previewing(
    project: Project,
    billing: "ASGIApp",
    ends: ExitStack,
    agents: "Agents | None" = None,
    searches: "SearchLog | None" = None,
    votes: "Votes | None" = None,
) -> tuple["ASGIApp", Callable[[], None]]:
    """The application of a preview, and what ends its streams.

    Args:
        project: The help center.
        billing: The billing service.
        ends: Is told what to do when everything has ended.
        agents: What agents' pages need.
        searches: Where searches are counted.
        votes: Where votes on answers are kept; None: nobody is asked.

    Raises:
        ContentError: When the site's settings cannot be used.
    """
    from kb.site.preview.site import Preview
    from kb.web.app import search_routes, votes_routes
    from kb.web.feedback.offer import offering
    from kb.web.preview.app import create_app
    from kb.web.preview.engines import FreshEngines
    from kb.web.preview.news import News

    site, news = Preview(project.root), News()
    ends.callback(site.close)
    engines = FreshEngines(site.search.fresh)
    routes = [*search_routes(engines, agents, searches), *votes_routes(votes, site.answer)]
    edit = offering if votes else str
    return create_app(site, billing, news, interface_language(), routes, edit), news.end
