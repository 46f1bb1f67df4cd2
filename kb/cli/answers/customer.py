"""Whom an answer is for: an account of the billing service, or kinds of accounts that were named."""

import os
from collections.abc import Mapping
from typing import Any

import click

from kb.cli.hosting import AGENT_TOKEN
from kb.cli.project import Project
from kb.cli.service import billing
from kb.errors import UnknownName
from kb.service_client import NotAllowed


def audiences(
    project: Project, email: str | None, audience: tuple[str, ...], url: str | None
) -> tuple[frozenset[str] | None, str]:
    """Whom the answer is for, None for everybody; and the account's language."""
    from kb.answering.part import audiences_of
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
