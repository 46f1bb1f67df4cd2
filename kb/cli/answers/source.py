"""What `kb answer` is asked: an argument of any form, a file, or standard input."""

import sys
from pathlib import Path

import click

from kb.cli.project import Project

MOST_BYTES = 2_000_000  # of a file or a pipe: a mail with its attachments taken out is far smaller
SHORTEST_PATH = 255  # a longer argument is no file's name


def message(project: Project, words: tuple[str, ...]) -> str:
    """The question or message.

    Raises:
        click.UsageError: For bytes that are no text, and where there is nothing to answer.
    """
    text = " ".join(words)
    if text == "-" or (not words and not sys.stdin.isatty()):
        text = _text(project, sys.stdin.buffer.read(MOST_BYTES), "stdin")
    elif len(words) == 1 and _is_file(text):
        with Path(text).open("rb") as file:
            text = _text(project, file.read(MOST_BYTES), text)
    if not text.strip():
        raise click.UsageError(project.say("cli.answer_empty"))
    return text


def _is_file(text: str) -> bool:
    return len(text) <= SHORTEST_PATH and "\n" not in text and "\0" not in text and Path(text).is_file()


def _text(project: Project, data: bytes, source: str) -> str:
    try:
        # A multi-byte letter may be cut at the very end.
        text = data.decode("utf-8-sig", errors="ignore" if len(data) == MOST_BYTES else "strict")
    except UnicodeDecodeError as error:
        raise click.UsageError(project.say("cli.answer_binary", source=source)) from error
    if "\0" in text:
        raise click.UsageError(project.say("cli.answer_binary", source=source))
    return text
