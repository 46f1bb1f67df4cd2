"""Whom an answer is for: an account of the billing service, or kinds of accounts that were named."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from kb.cli.hosting import AGENT_TOKEN
from kb.cli.project import Project
from kb.cli.service import billing
from kb.errors import UnknownName
from kb.service_client import NotAllowed

if TYPE_CHECKING:
    from kb.answering.customer import Customer


def customer(
    context: click.Context, email: str | None, audience: tuple[str, ...], url: str | None
) -> "Customer":
    """Whom the answer is for; the service is asked until the command ends.

    Raises:
        UnknownName: For an audience that there is not.
        click.UsageError: For an account that there is not, with an audience beside it, or without the
            agents' token.
    """
    from kb.answering.customer import Customer, customer_of
    from kb.content.markup import AUDIENCES

    for name in audience:
        if name not in AUDIENCES:
            raise UnknownName("audience", name, AUDIENCES, "--for")
    if not email:
        return Customer(frozenset(audience) or None)
    project: Project = context.obj
    if audience:
        raise click.UsageError(project.say("cli.account_or_for"))
    token = _token(project, url)
    service = context.with_resource(billing(url, dataset="demo"))

    def panels(language: str) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = service.panels(email, language, token)
        return found

    try:
        account = service.account(email, token)
    except NotAllowed as error:
        raise click.UsageError(project.say("cli.agent_token", variable=AGENT_TOKEN)) from error
    if account is None:
        raise click.BadParameter(project.say("cli.no_account", email=email), param_hint="--account")
    return customer_of(account, panels)


def _token(project: Project, url: str | None) -> str:
    token = os.environ.get(AGENT_TOKEN, "")
    if url and not token:
        raise click.UsageError(project.say("cli.agent_token", variable=AGENT_TOKEN))
    return token
