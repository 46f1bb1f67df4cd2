"""Write the pages that are made from the code: docs/cli.md, docs/checks.md and docs/modules.md.

    python docs/cli_reference.py

A test keeps the pages current; run this after a help text, an option or a check changed.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import click

from kb import checks
from kb.checks.model import Check
from kb.cli import SECTIONS, main

FOLDER = Path(__file__).resolve().parent
COLUMNS = 100

CLI_HEAD = """\
# The command `kb`

Every command, option and exit code, as `--help` prints it. `python docs/cli_reference.py` makes this page.

`kb` lives in the environment that `python3 run.py serve` makes. Call it as `.venv/bin/kb`, or switch the
environment on first: `. .venv/bin/activate` (Windows: `.venv\\Scripts\\activate`). With uv, `uv run kb` needs
neither.

Messages come in Italian or English: the language of the machine, or the one in the variable `KB_LANG`. Tables
are boxed and coloured on a terminal and plain in a pipe; `--format json` is for programs.
"""

ROOT = Path(__file__).resolve().parents[1]
CODE = ("kb", "search")
MODULES_HEAD = """\
# Modules

Every file of the code with its question, the first line of its docstring; the picture is in
[architecture.md](architecture.md). `python docs/cli_reference.py` makes this page.
"""
CHECKS_HEAD = """\
# What `kb check` looks at

One rule per section: why it matters to a customer, and what to do about a finding.
`python docs/cli_reference.py` makes this page.

A finding is one line, `file:line: what is wrong and how to cure it [rule]`. `kb check --only RULE` runs one
rule, `kb check --skip RULE` all but one, and `kb check --rules` prints this list. A hint is advice:
its line ends in `[rule, hint]`, and it fails nothing. The tour is on [the writers' page](writers.md).

## What is held to be true

`approved-wording` and `number-sources` read every sentence of articles (title, summary, text), of the home
pages (approved as `index`) and of `categories.yml` (titles and summaries, approved under that name). No rule
reads a video's captions. What of a sentence may change, and what may not, stands in
[the writers' table](writers.md#what-is-guaranteed-and-what-is-not).
"""


def cli_page() -> str:
    """The whole reference: the first page of help, then every command by audience."""
    parts = [CLI_HEAD, _block(main, "kb")]
    for audience, names in SECTIONS.items():
        parts.append(f"## {audience}\n")
        for name in names:
            parts += _command(_named(name), f"kb {name}", "###")
    return "\n".join(parts)


def _named(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    if command is None:
        raise LookupError(name)
    return command


def _command(command: click.Command, path: str, rank: str) -> Iterator[str]:
    """A command's section, and one for each command of a group."""
    yield f"{rank} `{path}`\n"
    yield _block(command, path)
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _command(inner, f"{path} {name}", f"{rank}#")


def _block(command: click.Command, path: str) -> str:
    """The help of a command as a block of text, independent of the terminal."""
    with click.Context(
        command, info_name=path, terminal_width=COLUMNS, help_option_names=["-h", "--help"]
    ) as context:
        return f"```text\n{command.get_help(context).rstrip()}\n```\n"


def checks_page() -> str:
    """Each rule's id, reason and cure, in the order in which they run."""
    rules = [
        f"## {check.id}{_sort(check)}\n\n{check.reason}\n\n*Cure:* {check.cure}\n" for check in checks.CHECKS
    ]
    return "\n".join([CHECKS_HEAD, *rules])


def _sort(check: Check) -> str:
    return " (hint)" if check.is_hint else " (on request)" if check.is_on_request else ""


def modules_page() -> str:
    """Every file of the code with the question that it answers, folder by folder."""
    parts = [MODULES_HEAD]
    for folder in sorted({path.parent for top in CODE for path in (ROOT / top).rglob("*.py")}):
        about, *rest = (_first_line(path) for path in (folder / "__init__.py", *_modules(folder)))
        rows = [f"| `{path.name}` | {line} |" for path, line in zip(_modules(folder), rest, strict=True)]
        heading = f"## {folder.relative_to(ROOT).as_posix()}/\n\n{about}\n"
        parts.append("\n".join([heading, "| file | |", "| --- | --- |", *rows, ""]))
    return "\n".join(parts)


def _modules(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]


def _first_line(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]


PAGES = {"cli.md": cli_page, "checks.md": checks_page, "modules.md": modules_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
