"""What undo tells of a command: the command as it was typed."""

import shlex

import click
import pytest
from click.testing import CliRunner

from kb.cli.output import typed


@click.group()
def main() -> None:
    """A tool."""


@main.command()
@click.argument("article")
@click.option("--to", "successor")
@click.option("--id", "as_id", is_flag=True)
@click.option("--limit", default=3)
@click.option("--title", "titles", multiple=True)
def retire(**_: object) -> None:
    """Print what was typed."""
    click.echo(typed(click.get_current_context()))


@pytest.mark.parametrize(
    "words",
    [
        ["receipts"],
        ["receipts", "--to", "invoices"],
        ["receipts", "--id"],
        ["it's $(here)", "--title", "en=A question?", "--title", "it=Una domanda?"],
    ],
)
def test_a_command_is_told_as_it_was_typed(words: list[str]) -> None:
    """Arguments, options and flags in the command's order, quoted for a shell, without what was not given."""
    said = CliRunner().invoke(main, ["retire", *words], prog_name="kb").output
    assert shlex.split(said) == ["kb", "retire", *words]
