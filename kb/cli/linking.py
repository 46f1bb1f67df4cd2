"""Commands that bind articles to operations of the billing service: link, unlink, links."""

from collections.abc import Collection

import click

from kb.cli.output import format_option, print_json, print_table, shortened
from kb.cli.project import Project
from kb.cli.service import billing, service_option
from kb.errors import ContentError, ServiceUnreachable, UnknownName

pass_project = click.make_pass_decorator(Project)


@click.command()
@click.argument("article")
@click.argument("operation")
@service_option
@pass_project
def link(project: Project, article: str, operation: str, url: str | None) -> None:
    """Give ARTICLE the action OPERATION, in every language, if the service has it.

    \b
    kb link cancel-subscription turnOffRenewal
    kb link receipts listReceipts --service http://127.0.0.1:8000

    Only the lines of 'actions:' change; everything else in the files stays, byte for byte.
    """  # noqa: D301 (Click reads \b)
    with billing(url) as service:
        known = service.operations()
    if operation not in known:
        raise UnknownName("operation", operation, known)
    _edit(project, article, operation, add=True)


@click.command()
@click.argument("article")
@click.argument("operation")
@pass_project
def unlink(project: Project, article: str, operation: str) -> None:
    """Take the action OPERATION from ARTICLE, in every language.

    \b
    kb unlink cancel-subscription turnOffRenewal

    The service is not asked: an operation that is gone must be removable.
    """  # noqa: D301 (Click reads \b)
    _edit(project, article, operation, add=False)


def _edit(project: Project, name: str, operation: str, *, add: bool) -> None:
    """Change the files of an article in all languages, or none of them."""
    from kb.content import atomic, corpus, edit_actions

    found = corpus.load(project.articles)
    translations = found.translations(name)
    if not add and not any(operation in article.actions for article in translations.values()):
        used = {action for article in translations.values() for action in article.actions}
        raise UnknownName("action", operation, used, name)
    files = {article.path: found.file(article) for article in translations.values()}
    texts = {path: corpus.read_text(file, path) for path, file in files.items()}
    changed, refused = edit_actions.edits(texts, operation, add=add)
    if refused:
        raise ContentError(refused)
    atomic.write(
        found.root,
        [atomic.Change(files[path], texts[path].encode(), text.encode()) for path, text in changed.items()],
    )
    for path in changed:
        click.echo(project.say("cli.linked" if add else "cli.unlinked", path=path, operation=operation))
    for path in sorted(set(texts) - set(changed)):
        click.echo(project.say("cli.link_unchanged", path=path))


@click.command()
@click.option("--check", is_flag=True, help="Exit 1 when an article's action is unknown to the service.")
@service_option
@format_option("text", "json")
@pass_project
def links(project: Project, check: bool, url: str | None, form: str) -> None:
    """Show articles x operations with the service's live answer.

    \b
    linked        the service has the operation
    unknown       it has not: the panel would lead to an error
    unreachable   the service does not answer (exit 3)
    Operations that no article covers are listed below.
    """  # noqa: D301 (Click reads \b)
    from kb.content import corpus
    from kb.content import edit_actions as linking

    articles = corpus.load(project.articles).articles
    known, silent = _operations(url)
    found = linking.table(articles, known)
    if form == "json":
        print_json({"links": [vars(each) for each in found.links], "uncovered": found.uncovered})
    else:
        columns = [project.say(f"cli.links_{name}") for name in ("article", "operation", "state", "places")]
        print_table(
            columns,
            [(each.article, each.operation, each.state, shortened(each.places)) for each in found.links],
        )
        if found.uncovered:
            click.echo(project.say("cli.links_uncovered", operations=", ".join(found.uncovered)))
    if silent:
        raise silent
    if check and any(each.state == "unknown" for each in found.links):
        for problem in linking.problems(articles, known or ()):
            click.echo(problem, err=True)
        raise SystemExit(1)


def _operations(url: str | None) -> tuple[Collection[str] | None, ServiceUnreachable | None]:
    """The service's operations, or None and why there is no answer."""
    try:
        with billing(url) as service:
            return service.operations(), None
    except ServiceUnreachable as error:
        return None, error
