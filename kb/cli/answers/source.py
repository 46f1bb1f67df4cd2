"""What `kb answer` is asked: an argument of any form, a file, or standard input."""

import sys
from pathlib import Path

import click

from kb.cli.project import Project
from kb.errors import did_you_mean, quoted

MOST_BYTES = 2_000_000  # of a file or a pipe: a mail with its attachments taken out is far smaller
# What the name of a message's file begins or ends with; a question of one word does not.
PATHS = ("/", "./", "../", "~/")
MESSAGES = frozenset({".txt", ".text", ".eml", ".mbox", ".msg", ".md", ".html", ".htm", ".rtf", ".log"})
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
    elif len(words) == 1:
        _check_meant(project, text)
    if not text.strip():
        raise click.UsageError(project.say("cli.answer_empty"))
    return text


def _check_meant(project: Project, text: str) -> None:
    """Raises click.UsageError for what names a file, though there is none of that name."""
    if len(text) > SHORTEST_PATH or not text.isprintable():
        return
    path = Path(text).expanduser()
    folder = path.parent if path.parent.is_dir() else Path()
    hint = did_you_mean(path.name, (each.name for each in folder.iterdir() if each.is_file()))
    is_named = text.startswith(PATHS) or path.suffix.lower() in MESSAGES
    if is_named and (hint or " " not in text):
        raise click.UsageError(project.say("cli.answer_no_file", source=quoted(text)) + hint)


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
