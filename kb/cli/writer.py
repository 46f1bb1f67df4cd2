"""The command `kb facts`: what articles may say of the service, and whether it still says so."""

import click

from kb.cli.output import format_option, print_json, print_table
from kb.cli.project import Project
from kb.cli.service import billing, service_option
from kb.clock import today

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
        subject = gather.subject(project.articles, project.claim_tests, project.root, service, today())
        problems = checks.run(subject, checks=[current_facts.CHECK])
    for problem in problems:
        click.echo(problem)
    if problems:
        raise SystemExit(FINDINGS)
    click.echo(project.say("cli.facts_equal"))
