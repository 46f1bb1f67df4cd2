"""The command `kb feedback`: what readers say of each answer, the one that helped least readers first."""

from dataclasses import asdict
from pathlib import Path

import click

from kb.cli.output import format_option, print_json, print_table
from kb.cli.project import Project
from kb.feedback.store import FILE


@click.command()
@click.option(
    "--votes",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Where they are kept; default: {FILE}.",
)
@format_option("table", "json")
@click.pass_obj
def feedback(project: Project, file: Path | None, form: str) -> None:
    """Show by article how many readers found it useful, and the reasons of those who did not.

    \b
    kb serve        takes the votes that this reads
    kb feedback
    kb feedback --format json
    """  # noqa: D301 (Click reads \b)
    from kb.feedback.store import Votes

    path = file or project.root / FILE
    if not path.is_file():
        raise click.UsageError(project.say("cli.feedback_none", path=str(path)))
    votes = Votes(path)
    tallies = list(votes.tallies())
    votes.close()
    if form == "json":
        print_json(
            [
                asdict(each) | {"reasons": dict(each.reasons), "last": each.last.isoformat()}
                for each in tallies
            ]
        )
        return
    names = ("article", "language", "votes", "useful", "reasons")
    columns = [project.say(f"cli.feedback_{name}") for name in names]
    rows = [
        (
            each.article,
            each.lang,
            str(each.votes),
            f"{each.useful / each.votes:.0%}",
            ", ".join(f"{project.say(f'feedback.reason_{name}')}: {count}" for name, count in each.reasons),
        )
        for each in tallies
    ]
    print_table(columns, rows)
