"""The command `kb check`: every rule over the content, and what it finds."""

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.claims import print_mutations, print_share
from kb.cli.output import format_option, print_json, status
from kb.cli.project import Project
from kb.cli.service import billing, service_option
from kb.clock import today
from kb.errors import Problem, did_you_mean, quoted

if TYPE_CHECKING:
    from kb.checks.articles import Articles
    from kb.checks.gather import Service
    from kb.checks.model import Check, Subject
    from kb.content.corpus import Corpus

FINDINGS = 1
YOUNG = 100_000  # objects made before rubbish is sought: all articles stay to the end, and are no rubbish


@click.command()
@click.option("--skip", multiple=True, metavar="RULE", help="Leave out a rule; may be repeated.")
@click.option("--only", multiple=True, metavar="RULE", help="Only this rule; may be repeated.")
@click.option("--rules", is_flag=True, help="Print the rules, why they exist and what cures a finding.")
@click.option(
    "--mutate",
    is_flag=False,
    flag_value="",
    default=None,
    metavar="[ARTICLE]",
    help="Plant lies, one at a time, and print those that no rule notices.",
)
@click.option(
    "--badge",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --mutate: write the score to this file, as a badge that shields.io reads.",
)
@click.option("--record-urls", is_flag=True, help="First add new addresses to content/urls.txt.")
@click.option("--fix", is_flag=True, help="First write what needs no judgement, as a doubled word.")
@service_option
@format_option("text", "json", "github", "sarif")
@click.pass_obj
def check(
    project: Project,
    skip: tuple[str, ...],
    only: tuple[str, ...],
    rules: bool,
    mutate: str | None,
    badge: Path | None,
    record_urls: bool,
    fix: bool,
    url: str | None,
    form: str,
) -> None:
    """Check that every article is whole, findable and true.

    \b
    kb check                          all rules, against the embedded stub
    kb check --service http://host    against a running service
    kb check --skip claims-hold       without executing the promises (fast)
    kb check --mutate                 which lies in the articles would go unnoticed
    kb check --fix                    correct what needs no judgement, then check
    kb check --format github          annotations for a pull request

    Exit codes: 0 nothing found, 1 findings (or, of all articles' lies, fewer than nine in ten noticed), 3 the
    service does not answer.
    """  # noqa: D301 (Click reads \b)
    from kb import checks
    from kb.cli.writers.findings import HINTS, print_problems

    if rules:
        _print_rules(checks.CHECKS, form)
        return
    gc.set_threshold(YOUNG)
    if badge and mutate is None:
        raise click.UsageError(project.say("cli.badge_alone"))
    if mutate is not None:
        with billing(url) as service:
            is_enough = print_mutations(project, _subject(project, service), mutate, form, badge)
        raise SystemExit(0 if is_enough or mutate else FINDINGS)
    known = [check.id for check in checks.CHECKS]
    for name in (*skip, *only):
        if name not in known:
            message = f"unknown rule {quoted(name)}{did_you_mean(name, known)}; there are: {', '.join(known)}"
            raise click.BadParameter(message, param_hint="--skip" if name in skip else "--only")
    chosen = [
        check
        for check in checks.CHECKS
        if (check.id in only or not (only or check.is_on_request)) and check.id not in skip
    ]
    problems, looked_at = _run(project, chosen, url, record_urls=record_urls, fix=fix)
    print_problems(problems, form)
    findings = [problem for problem in problems if problem.rule not in HINTS]
    if form == "text":
        _print_summary(project, problems, findings, looked_at, [each.id for each in chosen])
    if findings:
        raise SystemExit(FINDINGS)


def _print_summary(
    project: Project,
    problems: Sequence[Problem],
    findings: Sequence[Problem],
    looked_at: "Corpus",
    rules: Sequence[str],
) -> None:
    """How much was found in how much; where it is nothing, also how many promises have a test."""
    key = "cli.check_found" if findings else "cli.check_hints" if problems else "cli.check_clean"
    counted = findings or problems
    files, articles = len({problem.path for problem in counted}), len(looked_at.articles)
    said = project.say(key, problems=len(counted), files=files, rules=len(rules), articles=articles)
    click.echo(said, err=bool(findings))
    if not problems:
        _print_share(project, looked_at)
    if "front-matter" not in rules and looked_at.faulty:
        paths = ", ".join(sorted({article.path for article in looked_at.faulty}))
        click.echo(project.say("cli.check_unread", paths=paths), err=True)
    if looked_at.plain:
        click.echo(project.say("cli.check_plain", count=len(looked_at.plain)), err=True)


def _print_share(project: Project, looked_at: "Corpus") -> None:
    """Of a content that makes claims, how many of its promises have one."""
    from kb.truth.coverage import promises

    if any(article.claims or "claim:" in article.body for article in looked_at.articles):
        print_share(project, promises(looked_at.articles))


def _subject(
    project: Project, service: "Service", articles: "Articles | None" = None, code: str = ""
) -> "Subject":
    """What the checks look at; with `articles` also the approved wording is remembered, by `code`."""
    from kb.checks import agreed, gather

    places, settings = (project.articles, project.claim_tests, project.root), project.settings
    approved = agreed.load(project.articles, project.root / agreed.FILE, code) if articles else None
    return gather.subject(*places, service, today(), settings.product, settings.growing, articles, approved)


def _run(
    project: Project, chosen: Sequence["Check"], url: str | None, *, record_urls: bool, fix: bool
) -> tuple[list[Problem], "Corpus"]:
    """The findings of the chosen rules, and the content that was looked at."""
    from kb import checks
    from kb.checks import articles, fixing, gather, remembered

    code = remembered.code()
    read = articles.Articles(project.root / articles.FILE, code)
    with billing(url) as service:
        subject = _subject(project, service, read, code)
        if record_urls:
            new = [article.url for article in subject.corpus.articles if article.status != "draft"]
            for added in gather.record_urls(project.articles, new):
                click.echo(f"+ {added}", err=True)
        if fix:
            for path in fixing.fix(project.articles, subject, chosen):
                click.echo(f"~ {path}", err=True)
        if record_urls or fix:
            subject = _subject(project, service, read, code)
        found, memory = set[Problem](), remembered.Memory(project.root / remembered.FILE, subject, code)
        with status() as doing:
            for each in chosen:
                doing(each.id)
                found.update(checks.run(subject, checks=[each], find=memory.find))
        memory.save()
        read.save()
        return sorted(found), subject.corpus


def _print_rules(known: Sequence["Check"], form: str) -> None:
    if form == "json":
        print_json([{"id": c.id, "reason": c.reason, "cure": c.cure} for c in known])
        return
    for rule in known:
        click.echo(click.style(rule.id, bold=True))
        click.echo(f"  {rule.reason}\n  {rule.cure}")
