"""The clipboard of the terminal: OSC 52, which works through SSH too and needs no program of the system."""

import base64
from pathlib import Path

import click

from kb.cli.project import Project

TERMINAL = Path("/dev/tty")


def copy(project: Project, text: str, terminal: Path = TERMINAL) -> None:
    """Put a text into the clipboard of the terminal that the command runs in.

    Raises:
        click.UsageError: Where there is no terminal.
    """
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    try:
        with terminal.open("w", encoding="ascii") as out:
            out.write(sequence)
    except OSError as error:
        raise click.UsageError(project.say("cli.copy_no_terminal")) from error
