"""The command `kb gaps`: what customers sought in vain, and what would close each gap, with its proof."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli.output import format_option, print_json
from kb.cli.project import Project
from kb.gaps.store import FILE

if TYPE_CHECKING:
    from kb.gaps.store import Searched

MOST = 20  # gaps that are shown for each language


@click.command()
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), help=f"The log; default: {FILE}.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=MOST, show_default=True, help="Gaps per language."
)
@click.option(
    "--purge", type=click.IntRange(min=0), metavar="DAYS", help="Only forget what is older than DAYS days."
)
@format_option("text", "json")
@click.pass_obj
def gaps(project: Project, log: Path | None, limit: int, purge: int | None, form: str) -> None:
    """Show what was searched in vain, the nearest article, and what adding the words there would change.

    \b
    kb serve --log-searches     collects what this reads
    kb gaps
    kb gaps --purge 30          forget everything older than 30 days

    Each proposal is tried on the whole log before it is shown: how many of the gap's searches would find the
    article among the first three, and how many others would lose theirs.
    """  # noqa: D301 (Click reads \b)
    from kb.gaps.store import SearchLog

    path = log or project.root / FILE
    if not path.is_file():
        raise click.UsageError(project.say("cli.gaps_no_log", path=str(path)))
    kept = SearchLog(path)
    if purge is not None:
        click.echo(project.say("cli.gaps_purged", count=kept.purge(date.today() - timedelta(days=purge))))
        return
    searches = list(kept.all())
    rows = [
        row for lang in sorted({one.lang for one in searches}) for row in _of(project, searches, lang, limit)
    ]
    if form == "json":
        print_json(rows)
        return
    for row in rows:
        _print(project, row)
    if not rows:
        click.echo(project.say("cli.gaps_none"))


def _of(project: Project, searches: list["Searched"], lang: str, limit: int) -> list[dict[str, Any]]:
    """The gaps of a language with their proposals."""
    from kb.cli.indexes import indexed, open_engine
    from kb.content import corpus, facts
    from kb.content.render import documents
    from kb.gaps import clusters, proposals

    if lang not in indexed(project, project.index, lang):
        return []
    engine, found = open_engine(project, project.index, lang), corpus.load(project.articles)
    own = documents(found.of(lang), facts.load(project.articles))
    asking = proposals.Asking(lang, own, found.synonyms.get(lang, ()), project.settings.product)
    files = {one.id: one.path for one in found.of(lang)}
    rows = []
    for gap in clusters.gaps(searches, lang, engine.index.analyzer)[:limit]:
        article = proposals.nearest(gap, engine)
        row: dict[str, Any] = {
            "lang": lang,
            "times": gap.times,
            "queries": [query for query, _ in gap.queries],
        }
        if article in files:
            others = clusters.answered(searches, lang)
            proposal = proposals.propose(gap, others, asking, engine, article)
            row |= {"file": files[article], **vars(proposal)}
        rows.append(row)
    engine.close()
    return rows


def _print(project: Project, row: dict[str, Any]) -> None:
    click.echo(f"{row['lang']} {row['times']:>4}  {' | '.join(row['queries'][:4])}")
    if "article" not in row:
        click.echo(f"         {project.say('cli.gaps_new')}")
        return
    proof = project.say("cli.gaps_proof", entered=row["entered"], times=row["times"], left=row["left"])
    advice = "cli.gaps_question" if row["entered"] and not row["left"] else "cli.gaps_unsure"
    click.echo(f"         {project.say(advice, file=row['file'], question=row['question'])}")
    click.echo(f"         {proof}")
