"""The command `kb claims`: what articles promise, which test keeps it, who has approved its wording."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.output import format_option, print_json, print_table, shortened
from kb.cli.project import Project
from kb.errors import UnknownName

if TYPE_CHECKING:
    from kb.checks.model import Page, Subject
    from kb.content.corpus import Corpus
    from kb.truth.statements import Statement

pass_project = click.make_pass_decorator(Project)
FINDINGS = 1


@click.group(invoke_without_command=True)
@click.option("--no-run", is_flag=True, help="List only; do not run the tests.")
@click.option("--unbacked", is_flag=True, help="Print the sentences that promise something without a claim.")
@format_option("text", "json")
@pass_project
@click.pass_context
def claims(ctx: click.Context, project: Project, no_run: bool, unbacked: bool, form: str) -> None:
    """Print every claim with the articles that make it, its test, and whether the test holds.

    \b
    kb claims
    kb claims --no-run
    kb claims --unbacked
    kb claims approve renewal-off-no-charge --lang en

    Exit 1: a claim without test, a test without claim, or a claim that does not hold.
    """  # noqa: D301 (Click reads \b)
    if ctx.invoked_subcommand:
        return
    if unbacked:
        _print_unbacked(project, form)
        return
    from kb.content import corpus
    from kb.support import claims as promises

    made = promises.made(corpus.load(project.articles).articles)
    tests = {test.claim: test for test in promises.tests(project.claim_tests, project.root)}
    outcomes = {} if no_run or not tests else promises.run(project.claim_tests, project.root)
    entries = promises.overview(made, tests, outcomes)
    if form == "json":
        print_json([asdict(entry) for entry in entries])
    else:
        columns = [project.say(f"cli.claims_{name}") for name in ("claim", "test", "result", "places")]
        rows = [(e.claim, e.test or "-", e.result, shortened(e.places) or "-") for e in entries]
        print_table(columns, rows)
    if not all(entry.is_kept for entry in entries):
        raise SystemExit(FINDINGS)


@claims.command()
@click.argument("name", metavar="CLAIM|ARTICLE")
@click.option("--lang", help="Only the sentences of this language.")
@click.option("--yes", is_flag=True, help="Do not ask: you have read the sentences already.")
@pass_project
def approve(project: Project, name: str, lang: str | None, yes: bool) -> None:
    """Approve the wording of a claim, or of all that an article says, as it stands now.

    \b
    kb claims approve renewal-off-no-charge --lang en
    kb claims approve cancel-subscription

    Each changed sentence is shown with its approved wording and with what the claim's test promises.
    """  # noqa: D301 (Click reads \b)
    from kb.content import corpus
    from kb.support import approval
    from kb.support import claims as promises

    found = corpus.load(project.articles)
    _check_names(found, name, lang)
    tests = {test.claim: test.promise for test in promises.tests(project.claim_tests, project.root)}
    pending = approval.pending(project.articles, found, name, lang)
    for change in pending:
        for line in approval.shown(change, tests):
            click.echo(line)
    if not pending:
        click.echo(project.say("cli.approve_nothing", name=name))
    elif yes or click.confirm(project.say("cli.approve_question", count=len(pending))):
        approval.approve(project.articles, found, name, lang)
        click.echo(project.say("cli.approve_done", count=len(pending)))


def _check_names(found: "Corpus", name: str, lang: str | None) -> None:
    """Raises UnknownName for a claim or article, or a language, that there is not."""
    from kb.support import claims as promises

    known = {*promises.made(found.articles), *(page.id for page in found.telling)}
    if name not in known:
        raise UnknownName("claim or article", name, known, listed_by="kb claims --no-run")
    if lang and lang not in found.languages:
        raise UnknownName("language", lang, list(found.languages))


def _print_unbacked(project: Project, form: str) -> None:
    """The promises without a claim, article by article, each with the share that has one."""
    from kb.content import corpus
    from kb.truth.coverage import promises, share

    promised = promises(corpus.load(project.articles).articles)
    if form == "json":
        print_json([{"path": path, **_coverage(found)} for path, found in promised.items()])
        return
    for path, found in promised.items():
        click.echo(f"{path}: {share(found)}")
        for one in found:
            if not one.claims:
                click.echo(f"  {one.line}: {one.text}")
    print_share(project, promised)


def print_share(project: Project, promised: Mapping[str, Sequence["Statement"]]) -> None:
    """The share of all promises that has a claim."""
    from kb.truth.coverage import share

    every = [one for found in promised.values() for one in found]
    click.echo(project.say("cli.claims_share", share=share(every)))


def _coverage(found: Sequence["Statement"]) -> dict[str, object]:
    unbacked = [{"line": one.line, "text": one.text} for one in found if not one.claims]
    return {"promises": len(found), "unbacked": unbacked}


def print_mutations(
    project: Project, subject: "Subject", article: str, form: str, badge: Path | None = None
) -> bool:
    """The lies that no rule would notice, and the share that would be, by kind; whether it is enough.

    Args:
        project: For messages.
        subject: What the rules look at.
        article: The id of the only article to lie in, or `index` for the home pages; empty for all.
        form: `text` or `json`.
        badge: The file for the score as a badge.
    """
    from kb.checks import TRUTH, mutation_score

    every: tuple[Page, ...] = (*subject.corpus.articles, *subject.corpus.homes)
    chosen = [each for each in every if article in ("", each.id)]
    if not chosen and not article:
        raise click.UsageError(project.say("cli.no_articles", folder=str(project.content)))
    if not chosen:
        raise UnknownName("article", article, sorted({each.id for each in every}))
    found = [verdict for each in chosen for verdict in mutation_score.verdicts(each, subject, TRUTH)]
    missed = [verdict.lie for verdict in found if not verdict.rule]
    scored = len(found) - len(missed), len(found)
    if badge:
        write_badge(badge, mutation_score.badge(*scored))
    counts = mutation_score.score(found)
    if form == "json":
        lies = [
            {"path": lie.article.path, "line": lie.line, "kind": lie.kind, "lie": lie.new.strip()}
            for lie in missed
        ]
        print_json({"kinds": {kind: list(pair) for kind, pair in counts.items()}, "missed": lies})
    else:
        for lie in missed:
            click.echo(f"{lie.article.path}:{lie.line}: {lie.kind}: {lie.new.strip()}")
        for kind, (noticed, told) in sorted(counts.items()):
            click.echo(f"  {kind}: {noticed} / {told}")
        click.echo(project.say("cli.mutations", noticed=scored[0], told=scored[1]))
    return mutation_score.is_enough(*scored)


def write_badge(file: Path, badge: Mapping[str, object]) -> None:
    """A badge's JSON, whole or not at all."""
    from kb.content import atomic

    data = (json.dumps(badge) + "\n").encode()
    atomic.write(file.resolve().parent, [atomic.change(file, data)])
