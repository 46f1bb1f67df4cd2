"""The command `kb preview`: the site on this machine, each page as its file stands now."""

import html
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.build import build
from kb.cli.project import Project
from kb.cli.serve import LOOPBACK, listen
from kb.errors import ContentError, UnknownName

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from kb.preview import Preview


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Port on this machine; 0 takes any free one.",
)
@click.pass_obj
def preview(project: Project, port: int) -> None:
    """Show saved changes at once: save an article, reload its page in the browser.

    \b
    kb preview

    Faults are shown in the place of the page, which comes back by itself when they are cured. A new file
    needs a new start; search finds what the last build indexed.
    """  # noqa: D301 (Click reads \b)
    listening = listen(project, port)
    config_file = project.root / "mkdocs.yml"
    site = build(config_file).site
    import uvicorn

    from kb.preview import Preview

    pages = Preview(config_file)
    click.echo(project.say("cli.preview_at", url=f"http://{LOOPBACK}:{listening.getsockname()[1]}"))
    try:
        settings = uvicorn.Config(create_app(pages, site), log_level="warning", access_log=False)
        uvicorn.Server(settings).run(sockets=[listening])
    finally:
        pages.close()


def create_app(pages: "Preview", site: Path) -> "Starlette":
    """Pages rendered on request; everything else from the last build."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, Response
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    files = StaticFiles(directory=site, html=True)

    async def page(request: Request) -> Response:
        try:
            return HTMLResponse(pages.page(request.path_params["path"]))
        except UnknownName:
            return await files.get_response(request.path_params["path"] or ".", request.scope)
        except ContentError as error:
            found = html.escape("\n".join(str(problem) for problem in error.problems))
            return HTMLResponse(
                f"<!doctype html><pre>{found}</pre>", status_code=500, headers={"Refresh": "1"}
            )

    return Starlette(routes=[Route("/{path:path}", page), Mount("/", files)])
