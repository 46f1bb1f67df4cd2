"""The command `kb agent`: from a pasted message to the copied answer, on the whole screen of the terminal."""

import sys
from functools import partial

import click

from kb.cli.addresses import SITE
from kb.cli.answers.customer import customer
from kb.cli.project import Project
from kb.cli.service import service_option


@click.command()
@click.option("--account", "email", help="The customer's e-mail, to begin with.")
@click.option("--site", type=SITE, default="", help="Address of the help center, to make links whole.")
@service_option
@click.pass_context
def agent(context: click.Context, email: str | None, site: str, url: str | None) -> None:
    """Answer messages on the whole screen: paste one, press Enter, and the letter is copied.

    \b
    kb agent --account active@example.com --site https://help.example.com

    The keys stand at the bottom. The account is read with the agents' token in KB_AGENT_TOKEN; without
    --service the demo customers are asked.
    """  # noqa: D301 (Click reads \b)
    from kb import strings
    from kb.answering.desk import Desk
    from kb.answering.suggest import Suggester
    from kb.cli.answers.making import open_asker
    from kb.cli.console.screen import AgentScreen

    project: Project = context.obj
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(project.say("console.no_terminal"))
    first = customer(context, email, (), url)
    suggester = Suggester(Desk(project.articles), open_asker(project), site, strings.text)
    AgentScreen(
        suggester, lambda wanted: customer(context, wanted, (), url), partial(project.say), first, email or ""
    ).run()
