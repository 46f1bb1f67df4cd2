"""The command `kb gaps`: what customers sought in vain, what would close each gap, and its proof."""

import shlex
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli.output import format_option, print_json
from kb.cli.project import Project
from kb.cli.writers.closing import advisor_of, close, log_option, open_gaps, open_log, proof
from kb.clock import today

if TYPE_CHECKING:
    from kb.gaps.proposals import Proposal
    from kb.gaps.store import Searched

MOST = 20  # gaps that are shown for each language


@click.group(invoke_without_command=True)
@log_option
@click.option(
    "--limit", type=click.IntRange(min=1), default=MOST, show_default=True, help="Gaps per language."
)
@click.option(
    "--purge", type=click.IntRange(min=0), metavar="DAYS", help="Only forget what is older than DAYS days."
)
@format_option("text", "json")
@click.pass_context
def gaps(ctx: click.Context, log: Path | None, limit: int, purge: int | None, form: str) -> None:
    """Show what was searched in vain, what would close each gap, and what that would change.

    \b
    kb serve --log-searches     collects what this reads
    kb gaps
    kb gaps close "sign me off" --lang en --question sign-in
    kb gaps --purge 30          forget everything older than 30 days

    Each proposal is tried on the whole log before it is shown: how many of the gap's searches would have an
    answer among the first three, and how many others would lose theirs.
    """  # noqa: D301 (Click reads \b)
    if ctx.invoked_subcommand:
        return
    project: Project = ctx.obj
    kept = open_log(project, log)
    if purge is not None:
        click.echo(project.say("cli.gaps_purged", count=kept.purge(today() - timedelta(days=purge))))
        return
    searches = list(kept.all())
    rows = [
        row
        for lang in sorted({one.lang for one in searches})
        for row in _rows(project, searches, lang, limit)
    ]
    if form == "json":
        print_json(rows)
        return
    for row in rows:
        _print(project, row)
    if not rows:
        click.echo(project.say("cli.gaps_none"))


gaps.add_command(close)


def _rows(project: Project, searches: Sequence["Searched"], lang: str, limit: int) -> list[dict[str, Any]]:
    """The gaps of a language with their proposals."""
    from kb.cli.indexes import languages

    if lang not in languages(project):
        return []
    advisor, found = advisor_of(project, searches, lang)
    files = {one.id: one.path for one in found.of(lang)}
    return [
        {
            "lang": lang,
            "times": gap.times,
            "queries": [query for query, _ in gap.queries],
            "proposals": [
                {**vars(one), "proven": one.is_proven, "file": files.get(one.article, "")}
                for one in advisor.proposals(gap)
            ],
        }
        for gap in open_gaps(advisor, found)[:limit]
    ]


def _print(project: Project, row: dict[str, Any]) -> None:
    from kb.gaps.proposals import Proposal

    click.echo(f"{row['lang']} {row['times']:>4}  {' | '.join(row['queries'][:4])}")
    for told in row["proposals"]:
        one = Proposal(**{name: value for name, value in told.items() if name not in ("file", "proven")})
        _print_proposal(project, one, row, told["file"])


def _print_proposal(project: Project, one: "Proposal", row: dict[str, Any], file: str) -> None:
    """What could be done, its proof, and, where the log proves it, the command that does it."""
    from kb.gaps.proposals import ARTICLE, SCOPE

    words = one.words or (row["queries"][0],)
    said = project.say(f"cli.gaps_{one.action.replace('-', '_')}", file=file, first=words[0], last=words[-1])
    if one.action == ARTICLE:
        title = shlex.quote(f"{row['lang']}={words[0]}")
        said += f" kb new ID --category ... --title {title}"
    click.echo(f"         {said}")
    if one.action not in (SCOPE, ARTICLE):
        click.echo(f"           {proof(project, one, row['times'])}")
    if one.is_proven or one.action == SCOPE:
        click.echo(f"           {_command(one, row)}")


def _command(one: "Proposal", row: dict[str, Any]) -> str:
    """What to type to have it done."""
    how = {"question": one.article, "synonym": "=".join(one.words), "out-of-scope": ""}[one.action]
    value = f" {shlex.quote(how)}" if how else ""
    return f"kb gaps close {shlex.quote(row['queries'][0])} --lang {row['lang']} --{one.action}{value}"
