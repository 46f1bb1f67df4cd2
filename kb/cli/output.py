"""How the command line shows things: coloured on a terminal, plain columns in a pipe, JSON on request."""

import json
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

STYLES = {
    "linked": "green",
    "passed": "green",
    "unknown": "red",
    "failed": "bold red",
    "unreachable": "yellow",
    "missing": "red",
    "skipped": "yellow",
}


def format_option(*choices: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option `--format` with these choices, the first being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="How to print.",
    )


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Shows how far each of several things is, in bars on a terminal, else nowhere."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def advance(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done)

        yield advance


@contextmanager
def status() -> Iterator[Callable[[str], None]]:
    """Shows what is being done, on a terminal, else nowhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as shown:
        yield lambda said: shown.update(said)


def typed(context: click.Context) -> str:
    """The command with the arguments and options that it was given, as a shell takes it."""
    words = ["kb", *context.command_path.split()[1:]]
    for parameter in context.command.params:
        given = context.params.get(parameter.name or "")
        if given in (None, "", False, ()) or given == parameter.get_default(context):
            continue
        name = [] if isinstance(parameter, click.Argument) else parameter.opts[:1]
        each = given.items() if isinstance(given, dict) else given if isinstance(given, tuple) else [given]
        for value in each:
            told = "=".join(value) if isinstance(value, tuple) else str(value)
            words += name if value is True else [*name, told]
    return shlex.join(words)


def is_terminal() -> bool:
    """Whether a person is looking; colour and rules are for persons."""
    return sys.stdout.isatty()


def print_json(value: Any) -> None:  # noqa: ANN401 (JSON is anything)
    """One JSON document, readable, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table with a header: ruled and coloured on a terminal, aligned by spaces in a pipe."""
    data = [tuple(row) for row in rows]
    if is_terminal():
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for name in columns:
            table.add_column(name, overflow="fold")
        for row in data:
            table.add_row(*(Text(cell, style=STYLES.get(cell, "")) for cell in row))
        Console().print(table)
        return
    widths = [max(len(row[i]) for row in [tuple(columns), *data]) for i in range(len(columns))]
    for row in [tuple(columns), *data]:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def shortened(places: Iterable[str]) -> str:
    """Places joined; those that differ in language only as one, `content/{en,it}/a.md:3`."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for place in places:
        folder, _, rest = place.partition("/")
        lang, _, file = rest.partition("/")
        together.setdefault((folder, file, "" if file else rest), []).append(lang)
    shown = []
    for (folder, file, alone), langs in together.items():
        inner = langs[0] if len(langs) == 1 else "{" + ",".join(sorted(langs)) + "}"
        shown.append(f"{folder}/{inner}/{file}" if file else f"{folder}/{alone}")
    return ", ".join(shown)


def marked(text: str, marks: Iterable[Sequence[int]], style: dict[str, Any]) -> str:
    """A text on one line with its marked spans styled; `click.echo` takes the style out again in a pipe."""
    shown, at = "", 0
    for start, end in marks:
        shown += text[at:start] + click.style(text[start:end], **style)
        at = end
    return (shown + text[at:]).replace("\n", " ")
