"""The command `kb macros`: all articles as the ready-made replies of a help desk."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import click

from kb.cli.addresses import SITE
from kb.cli.project import Project

# Kept here too, so that the command's help does not load the answers.
FORMATS = ("json", "zendesk", "freshdesk", "zammad")


@click.group()
def macros() -> None:
    """The articles as macros, canned responses or text modules of a help desk."""


@macros.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="json", show_default=True)
@click.option("--site", type=SITE, required=True, help="Address of the help center, to make links whole.")
@click.option("--folder", type=click.IntRange(1), help="Freshdesk: the number of the folder for them.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write this file and say what changed."
)
@click.option("--force", is_flag=True, help="Replace the file whatever it holds.")
@click.pass_obj
def export(
    project: Project, form: str, site: str, folder: int | None, output: Path | None, force: bool
) -> None:
    """Print every article of every language as a help desk's API takes it.

    \b
    kb macros export --format zendesk --site https://help.example.com --output macros.json
    kb macros export --format freshdesk --folder 3 --site https://help.example.com

    Ids stay, so that a second export differs only where an answer does.
    """  # noqa: D301 (Click reads \b)
    from kb.answering.macros import changes, exported

    after = exported(_macros(project, site), form, folder)
    text = json.dumps(after, ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    before = "" if force else _before(project, output)
    if text.strip() != before:
        from kb.content import atomic

        atomic.write(output.resolve().parent, [atomic.change(output, text.encode())])
    new, changed, gone = changes(json.loads(before or "[]"), after)
    click.echo(project.say("cli.macros_written", path=output, new=new, changed=changed, gone=gone))


def _before(project: Project, output: Path) -> str:
    """What an earlier export wrote; empty where there is none.

    Raises:
        click.UsageError: For a file that is something else.
    """
    from kb.answering.macros import is_export

    try:
        text = output.read_text("utf-8")
        is_ours = not text.strip() or is_export(json.loads(text))
    except FileNotFoundError:
        return ""
    except (ValueError, RecursionError):  # no text, no JSON
        is_ours = False
    if not is_ours:
        raise click.UsageError(project.say("cli.macros_foreign", path=output))
    return text.strip()


def _macros(project: Project, site: str) -> Any:  # noqa: ANN401 (its class is loaded late)
    from kb.answering.customer import EVERYBODY
    from kb.answering.desk import Desk
    from kb.answering.letter import body, formatted
    from kb.answering.macros import Macro

    desk = Desk(project.articles)
    for article in desk.corpus.articles:
        answer = desk.part(article, EVERYBODY, site)
        text = body(answer, partial(_say, project, article.lang))
        yield Macro(
            f"{article.id}:{article.lang}",
            article.lang,
            answer.title,
            tuple(article.keywords),
            formatted(text, "html"),
            formatted(text, "text"),
            answer.url,
        )


def _say(project: Project, lang: str, key: str, **values: object) -> str:
    return project.say(key, lang, **values)
