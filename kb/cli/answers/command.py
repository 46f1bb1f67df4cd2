"""The command `kb answer`: from an id, a question or a whole message to the answer, ready to send."""

import re
from pathlib import Path

import click

from kb.cli.addresses import SITE
from kb.cli.answers import source
from kb.cli.answers.customer import customer
from kb.cli.answers.show import FORMS
from kb.cli.indexes import check_language
from kb.cli.project import Project
from kb.cli.service import service_option

OPTION = re.compile(r"--[a-z][a-z-]*")


# Unknown options are arguments, so that a message may begin with dashes; _check_options tells mistyped ones.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("message", nargs=-1)
@click.option(
    "--account", "email", help="The customer's e-mail; the billing service says what applies to them."
)
@click.option(
    "--for", "audience", multiple=True, help="Instead of an account: corporate, suspended, ... (repeatable)."
)
@click.option("--lang", help="Language of the answer; default: the account's, else the message's.")
@click.option("--site", type=SITE, default="", help="Address of the help center, to make links whole.")
@click.option("--copy", "copied", is_flag=True, help="Also put the letter into the terminal's clipboard.")
@click.option(
    "--miss",
    type=click.Path(path_type=Path, dir_okay=False),
    help="No article answers this: note its wording, without what is personal, in this log for writers.",
)
@click.option("--batch", is_flag=True, help="Messages as JSON lines in, articles as JSON lines out.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="How to print."
)
@service_option
@click.pass_context
def answer(
    context: click.Context,
    message: tuple[str, ...],
    email: str | None,
    audience: tuple[str, ...],
    lang: str | None,
    site: str,
    copied: bool,
    miss: Path | None,
    batch: bool,
    form: str,
    url: str | None,
) -> None:
    """Print what answers MESSAGE: an article's id, a question, a customer's message, its file, or - (a pipe).

    \b
    kb answer cancel-subscription --account aziendale@example.com
    kb answer "how do I get my invoice" --lang en --site https://help.example.com
    kb answer message.txt --account active@example.com --format html
    pbpaste | kb answer -

    Greeting, signature, quoted mail and disclaimers are set aside; two questions get two answers. Where no
    article is a sure answer the closest three are listed; where none fits, it says so with the contacts.

    --batch reads a line {"id": "t1", "lang": "it", "text": "...", "k": 10} for each message and writes a line
    {"id": "t1", "hits": [["cancel-subscription", 4242], ...], "confident": true} for each, in that order. A
    line's "lang" goes before --lang; without either the message tells.

    --miss searches.db notes a message that no article answers: its questions, masked, for kb gaps.

    The account is read with the agents' token in KB_AGENT_TOKEN; without --service the demo customers are
    asked.
    """  # noqa: D301 (Click reads \b)
    project: Project = context.obj
    lang = check_language(project, lang) if lang else None
    if batch:
        _batch(project, lang)
        return
    _check_options(message)
    from kb.cli.answers.making import Making, open_asker

    text = source.message(project, message)
    if miss:
        from kb.cli.answers.missing import note

        note(project, open_asker(project), text, lang or "", miss)
        return
    theirs = customer(context, email, audience, url)
    making = Making(project, theirs, site, form)
    written = making.print_answer(text, lang or theirs.language)
    if copied and written:
        from kb.cli.answers.copying import copy

        copy(project, written)


def _check_options(words: tuple[str, ...]) -> None:
    """A message may begin with dashes, a mistyped option may not pass for one."""
    known = [name for each in answer.params for name in each.opts]
    for word in words:
        if OPTION.fullmatch(word):
            raise click.NoSuchOption(word, possibilities=known)


def _batch(project: Project, lang: str | None) -> None:
    from kb.cli.answers.batch import batch
    from kb.cli.answers.making import open_asker

    asker = open_asker(project)
    batch(asker.ask, asker.order, lang or "")
