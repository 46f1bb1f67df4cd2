"""The command `kb translations`: what there is to translate, and what changed since it was translated."""

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kb.cli.output import format_option, print_json, print_table
from kb.cli.project import Project
from kb.clock import today
from kb.feedback.store import FILE as VOTES
from kb.feedback.store import Votes
from kb.gaps.store import FILE as LOG
from kb.gaps.store import SearchLog

if TYPE_CHECKING:
    from kb.content.corpus import Corpus
    from kb.translating.difference import Difference
    from kb.translating.queue import Task

LIMIT = 30
GONE, NEW = "strike red", "bold green"


@click.group(invoke_without_command=True)
@click.option("--to", "lang", metavar="LANG", help="Only what to translate into this language.")
@click.option("--limit", default=LIMIT, show_default=True, help="How many at most; 0: all.")
@click.option(
    "--log",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A log of searches (kb serve --log-searches); default: searches.db, where there is one.",
)
@click.option(
    "--votes",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Readers' votes on answers (kb serve); default: feedback.db, where there is one.",
)
@format_option("text", "json")
@click.pass_context
def translations(
    context: click.Context, lang: str | None, limit: int, log: Path | None, votes: Path | None, form: str
) -> None:
    """What there is to translate: articles that a language lacks, and those behind their originals.

    \b
    kb translations                   the whole queue, the most pressing first
    kb translations --to en           into one language
    kb translations show receipts     what changed in its original, side by side

    What is opened from searches and voted on most comes first, where that is counted; then what changes the
    meaning (numbers, facts, links, negations), longer changes, other words; then what waits longest.
    """  # noqa: D301 (Click reads \b)
    if context.invoked_subcommand:
        return
    project: Project = context.obj
    lang = _known(project, lang)
    reads = read(log or _there(project.root / LOG), votes or _there(project.root / VOTES))
    found = [task for task in _tasks(project, reads)[1] if lang in (None, task.lang)]
    if form == "json":
        print_json([_as_json(task) for task in found])
        return
    if not found:
        click.echo(project.say("translations.none"))
        return
    shown = found[:limit] if limit else found
    _print_queue(project, shown, counts=reads is not None)
    if len(shown) < len(found):
        click.echo(project.say("translations.limit", more=len(found) - len(shown)), err=True)


@translations.command()
@click.argument("article")
@click.option("--to", "lang", metavar="LANG", help="Only this language's translation.")
@click.pass_obj
def show(project: Project, article: str, lang: str | None) -> None:
    """What changed in the original of an article since it was translated, side by side.

    \b
    kb translations show receipts
    kb translations show receipts --to en
    """  # noqa: D301 (Click reads \b)
    from kb.content.translation import parts

    lang = _known(project, lang)
    corpus, queue = _tasks(project, None)
    names = {found.name for found in corpus.translations(article).values()}
    stale = [task for task in queue if task.kind == "stale" and task.original.name in names]
    stale = [task for task in stale if lang in (None, task.lang)]
    if not stale:
        click.echo(project.say("translations.not_stale", id=article))
    for task in stale:
        click.echo(project.say("translations.differs", path=task.path, original=task.original.path))
        if not task.differences:
            click.echo(project.say("translations.moved"))
        translated = parts(next(one for one in corpus.articles if one.path == task.path))
        for one in task.differences:
            here = translated[one.place] if one.place < len(translated) else None
            print_difference(project, task.original.path, one)
            if here:
                click.echo(project.say("translations.here", path=task.path, line=here.line))
                click.echo("\n".join(f"  {line}" for line in here.text.strip().splitlines()) + "\n")


def _known(project: Project, lang: str | None) -> str | None:
    from kb.cli.indexes import check_language

    return check_language(project, lang, "--to") if lang else None


def _there(file: Path) -> Path | None:
    return file if file.is_file() else None


def _tasks(project: Project, reads: Mapping[str, int] | None) -> tuple["Corpus", list["Task"]]:
    from kb.content import corpus
    from kb.translating import history, queue

    found = corpus.load(project.articles, day=today())
    days = history.dates(project.articles)
    return found, queue.tasks(found, days, reads, project.settings.growing)


def read(log: Path | None, votes: Path | None) -> Mapping[str, int] | None:
    """How often each article was opened from a search or voted on, by its id; None where nobody counts.

    Args:
        log: A log of searches.
        votes: Readers' votes on answers.
    """
    found = Counter[str]()
    if log:
        with closing(SearchLog(log)) as kept:
            for one in kept.all():
                found[one.followed] += one.times
    if votes:
        with closing(Votes(votes)) as tallied:
            for tally in tallied.tallies():
                found[tally.article] += tally.votes
    return found if log or votes else None


def _print_queue(project: Project, found: list["Task"], *, counts: bool) -> None:
    columns = ["", "translations.weight", "translations.since", "translations.where", "translations.what"]
    columns += ["translations.reads"] if counts else []
    rows = [
        [
            project.say(f"translations.{task.kind}"),
            project.say(f"translations.weight_{task.weight}"),
            task.since.isoformat() if task.since else "",
            task.path,
            ", ".join(part_name(project, one) for one in task.differences) or task.original.title,
            *([str(task.reads)] if counts else []),
        ]
        for task in found
    ]
    print_table([project.say(name) if name else "" for name in columns], rows)


def part_name(project: Project, one: "Difference") -> str:
    """A part as writers call it: its heading, or where it stands."""
    named = one.heading or project.say(f"translations.part_{'start' if one.place else 'title'}")
    return f"{named} (:{one.line})" if one.line else named


def print_difference(project: Project, path: str, one: "Difference") -> None:
    """How a part read then and how it reads now, beside each other, what differs marked."""
    from kb.translating.difference import marked

    weight = project.say(f"translations.weight_{one.weight}")
    click.echo(f"\n{path}:{one.line} {part_name(project, one)} [{weight}]")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for name in ("translations.then", "translations.now"):
        table.add_column(project.say(name), overflow="fold", ratio=1)
    old, new = marked(one.then or "", one.now)
    then, now = _styled(old, GONE), _styled(new, NEW)
    if one.then is None:
        then = Text(project.say("translations.untold"), style="dim")
    elif not one.then:
        then = Text(project.say("translations.new"), style="dim")
    table.add_row(then, now if one.now else Text(project.say("translations.gone"), style="dim"))
    Console().print(table)


def _styled(pieces: list[tuple[str, bool]], style: str) -> Text:
    return Text.assemble(*((text, style if is_other else "") for text, is_other in pieces))


def _as_json(task: "Task") -> dict[str, Any]:
    return {
        "kind": task.kind,
        "weight": task.weight,
        "id": task.original.id,
        "language": task.lang,
        "path": task.path,
        "original": task.original.path,
        "since": task.since.isoformat() if task.since else None,
        "opened": task.reads,
        "growing": task.is_growing,
        "parts": [
            {"line": d.line, "heading": d.heading, "weight": d.weight, "then": d.then, "now": d.now}
            for d in task.differences
        ],
    }
