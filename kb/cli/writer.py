"""Commands that keep articles true: facts, check."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from rich.console import Console

from kb.cli.claims import print_mutations
from kb.cli.output import format_option, print_json, print_table
from kb.cli.project import Project
from kb.cli.service import billing, service_option
from kb.errors import Problem, did_you_mean, quoted

if TYPE_CHECKING:
    from kb.checks.model import Check
    from kb.content.corpus import Corpus

pass_project = click.make_pass_decorator(Project)
FINDINGS = 1
FACTS_IN = "en"


@click.group()
def facts() -> None:
    """The service's public facts and their snapshot, content/facts.json."""


@facts.command("list")
@click.option("--lang", default=FACTS_IN, show_default=True, help="Language to show the values in.")
@format_option("text", "json")
@pass_project
def list_facts(project: Project, lang: str, form: str) -> None:
    """Print every fact and label that an article may use, as it reads in a language."""
    from kb.cli.indexes import check_language
    from kb.content import facts as known

    snapshot = known.load(project.articles)
    if not list(snapshot):
        raise click.UsageError(project.say("cli.no_facts", path=f"{project.content.name}/{known.FILE}"))
    if lang != FACTS_IN:  # which every fact has, with articles or without
        check_language(project, lang)
    rows = [
        (
            f"{{{{ {name if name.startswith(known.LABEL) else 'facts.' + name} }}}}",
            known.text(fact, lang),
            fact.unit,
        )
        for name, fact in snapshot.by_name.items()
        if fact.is_printable
    ]
    if form == "json":
        print_json([{"write": write, "reads": reads, "unit": unit} for write, reads, unit in rows])
    else:
        print_table([project.say(f"cli.facts_{name}") for name in ("write", "reads", "unit")], rows)


@facts.command()
@service_option
@pass_project
def pull(project: Project, url: str | None) -> None:
    """Write what the service says now into content/facts.json and content/actions.json."""
    from kb.content import atomic, operations
    from kb.content import facts as known

    content = project.articles
    with billing(url) as service:
        texts = {
            known.FILE: known.dump(service.facts()),
            operations.FILE: operations.dump(service.operations()),
        }
    changes = {name: atomic.change(content / name, text.encode()) for name, text in texts.items()}
    atomic.write(content, changes.values())
    for name, change in changes.items():
        key = "cli.facts_same" if change.before == change.after else "cli.facts_written"
        click.echo(project.say(key, path=f"{project.content.name}/{name}"))


@facts.command()
@service_option
@format_option("text", "json")
@pass_project
def diff(project: Project, url: str | None, form: str) -> None:
    """Show what differs between the snapshot and the service; always exits 0 when the service answers."""
    from kb.content import facts as known

    with billing(url) as service:
        changes = known.difference(known.load(project.articles), service.facts())
    if form == "json":
        print_json({name: {"snapshot": old, "service": new} for name, (old, new) in changes.items()})
    elif changes:
        columns = [project.say(f"cli.facts_{name}") for name in ("fact", "snapshot", "service")]
        print_table(columns, [(name, old, new) for name, (old, new) in changes.items()])
    else:
        click.echo(project.say("cli.facts_equal"))


@facts.command("check")
@service_option
@pass_project
def check_facts(project: Project, url: str | None) -> None:
    """Fail (exit 1) when the service says something else, naming every line that uses the fact."""
    from kb import checks
    from kb.checks import current_facts, gather

    with billing(url) as service:
        subject = gather.subject(project.articles, project.claim_tests, project.root, service)
        problems = checks.run(subject, checks=[current_facts.CHECK])
    for problem in problems:
        click.echo(problem)
    if problems:
        raise SystemExit(FINDINGS)
    click.echo(project.say("cli.facts_equal"))


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
@click.option("--record-urls", is_flag=True, help="First add new addresses to content/urls.txt.")
@service_option
@format_option("text", "json", "github")
@pass_project
def check(
    project: Project,
    skip: tuple[str, ...],
    only: tuple[str, ...],
    rules: bool,
    mutate: str | None,
    record_urls: bool,
    url: str | None,
    form: str,
) -> None:
    """Check that every article is whole, findable and true.

    \b
    kb check                          all rules, against the embedded stub
    kb check --service http://host    against a running service
    kb check --skip claims-hold       without executing the promises (fast)
    kb check --mutate                 which lies in the articles would go unnoticed
    kb check --format github          annotations for a pull request

    Exit codes: 0 nothing found, 1 findings, 3 the service does not answer.
    """  # noqa: D301 (Click reads \b)
    from kb import checks
    from kb.checks import gather

    if rules:
        _print_rules(checks.CHECKS, form)
        return
    if mutate is not None:
        with billing(url) as service:
            subject = gather.subject(project.articles, project.claim_tests, project.root, service)
            print_mutations(project, subject, mutate, form)
        return
    known = [check.id for check in checks.CHECKS]
    for name in (*skip, *only):
        if name not in known:
            message = f"unknown rule {quoted(name)}{did_you_mean(name, known)}; there are: {', '.join(known)}"
            raise click.BadParameter(message, param_hint="--skip" if name in skip else "--only")
    chosen = [check for check in checks.CHECKS if (not only or check.id in only) and check.id not in skip]
    problems, looked_at = _run(project, chosen, url, record_urls=record_urls)
    print_problems(problems, form)
    if form == "text":
        key = "cli.check_found" if problems else "cli.check_clean"
        files = len({problem.path for problem in problems})
        articles = len(looked_at.articles)
        said = project.say(key, problems=len(problems), files=files, rules=len(chosen), articles=articles)
        click.echo(said, err=bool(problems))
        if looked_at.plain:
            click.echo(project.say("cli.check_plain", count=len(looked_at.plain)), err=True)
    if problems:
        raise SystemExit(FINDINGS)


def _run(
    project: Project, chosen: Sequence["Check"], url: str | None, *, record_urls: bool
) -> tuple[list[Problem], "Corpus"]:
    """The findings of the chosen rules, and the content that was looked at."""
    from kb import checks
    from kb.checks import gather

    with billing(url) as service:
        subject = gather.subject(project.articles, project.claim_tests, project.root, service)
        if record_urls:
            new = [article.url for article in subject.corpus.articles if article.status != "draft"]
            for added in gather.record_urls(project.articles, new):
                click.echo(f"+ {added}", err=True)
            subject = gather.subject(project.articles, project.claim_tests, project.root, service)
        found: set[Problem] = set()
        with Console(stderr=True).status("") as status:
            for each in chosen:
                status.update(each.id)
                found.update(checks.run(subject, checks=[each]))
        return sorted(found), subject.corpus


def _print_rules(known: Sequence["Check"], form: str) -> None:
    if form == "json":
        print_json([{"id": c.id, "reason": c.reason, "cure": c.cure} for c in known])
        return
    for rule in known:
        click.echo(click.style(rule.id, bold=True))
        click.echo(f"  {rule.reason}\n  {rule.cure}")


def print_problems(problems: Sequence[Problem], form: str) -> None:
    """Findings as text, one JSON list, or annotations of GitHub's workflow commands."""
    if form == "json":
        print_json([{"path": p.path, "line": p.line, "rule": p.rule, "message": p.message} for p in problems])
        return
    for problem in problems:
        if form == "github":
            place = f"file={_escaped(problem.path)},line={max(problem.line, 1)},title={problem.rule}"
            click.echo(f"::error {place}::{_escaped(problem.message)}")
        else:
            click.echo(f"{problem} {click.style(f'[{problem.rule}]', dim=True)}")


def _escaped(text: str) -> str:
    """GitHub's escapes of the characters that would end a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
