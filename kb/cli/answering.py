"""The command `kb answer`: an article's answer for one customer, ready to send."""

import os
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from kb.cli.hosting import AGENT_TOKEN
from kb.cli.indexes import check_language
from kb.cli.output import format_option, print_json
from kb.cli.project import Project, interface_language
from kb.cli.service import billing, service_option
from kb.errors import UnknownName
from kb.service_client import NotAllowed

if TYPE_CHECKING:
    from kb.content.answer import Answer


@click.command()
@click.argument("article")
@click.option(
    "--account", "email", help="The customer's e-mail; the billing service says what applies to them."
)
@click.option(
    "--for", "audience", multiple=True, help="Instead of an account: corporate, suspended, ... (repeatable)."
)
@click.option("--lang", help="Language of the answer; default: the account's, else yours.")
@click.option("--site", default="", help="Address of the help center, to make links whole.")
@service_option
@format_option("text", "json")
@click.pass_obj
def answer(
    project: Project,
    article: str,
    email: str | None,
    audience: tuple[str, ...],
    lang: str | None,
    site: str,
    url: str | None,
    form: str,
) -> None:
    """Print the part of ARTICLE (its id) that answers one customer, ready to send.

    \b
    kb answer cancel-subscription --account aziendale@example.com
    kb answer update-card --for suspended --lang en --site https://help.example.com

    The account is read with the agents' token in KB_AGENT_TOKEN; without --service the demo customers are
    asked.
    """  # noqa: D301 (Click reads \b)
    from kb.content import corpus, facts
    from kb.content.answer import answer as answer_for

    audiences, theirs = _audiences(project, email, audience, url)
    lang = check_language(project, lang or theirs or interface_language())
    translations = corpus.load(project.articles).translations(article)
    if lang not in translations:
        raise UnknownName("language", lang, translations, article)
    found = answer_for(translations[lang], facts.load(project.articles), audiences, site.rstrip("/"))
    if form == "json":
        print_json(asdict(found) | {"audiences": None if audiences is None else sorted(audiences)})
    else:
        _print(project, found)


def _audiences(
    project: Project, email: str | None, audience: tuple[str, ...], url: str | None
) -> tuple[frozenset[str] | None, str]:
    """Whom the answer is for, None for everybody; and the account's language."""
    from kb.content.answer import audiences_of
    from kb.content.markup import AUDIENCES

    for name in audience:
        if name not in AUDIENCES:
            raise UnknownName("audience", name, AUDIENCES)
    if not email:
        return frozenset(audience) or None, ""
    account = _account(project, email, url)
    if account is None:
        raise click.BadParameter(project.say("cli.no_account", email=email), param_hint="--account")
    return audiences_of(account) | frozenset(audience), str(account["language"])


def _account(project: Project, email: str, url: str | None) -> Mapping[str, Any] | None:
    """What the service says of the account; a token that is missing or wrong is a usage error."""
    token = os.environ.get(AGENT_TOKEN, "")
    needed = project.say("cli.agent_token", variable=AGENT_TOKEN)
    if url and not token:
        raise click.UsageError(needed)
    try:
        with billing(url, dataset="demo") as service:
            return service.account(email, token)
    except NotAllowed as error:
        raise click.UsageError(needed) from error


def _print(project: Project, found: "Answer") -> None:
    click.echo(click.style(found.title, bold=True))
    click.echo(f"\n{found.markdown}\n")
    for link in found.actions.values():
        click.echo(project.say("cli.answer_action", found.lang, url=link))
    click.echo(project.say("cli.answer_more", found.lang, url=found.url))
