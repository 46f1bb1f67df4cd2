"""A command in a process of its own that is killed in the middle, or finds no space to write."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import kb.checks.gather
import kb.cli.indexes
import kb.cli.linking
import kb.cli.writer
import kb.cli.writers.checking
import kb.cli.writers.translating
import kb.content.edit_actions
import kb.content.translation
from kb.cli import main
from kb.content import atomic
from kb.site.scripts import assets

assert all((kb.checks, kb.cli, kb.content))  # imported here, once, and not in each fork

Work = Callable[[], None]


def run_kb(*arguments: str) -> tuple[int, str]:
    """Exit code (negative: the signal that ended it) and what `kb` says on standard error."""
    return run(lambda: main(list(arguments)))


def killed(step: int, *arguments: str) -> bool:
    """Whether `kb` was killed before that line of the code that writes; False when it ended before."""
    return run(lambda: _counting(step, arguments))[0] == -signal.SIGKILL


def lines(*arguments: str) -> int:
    """How many lines of the code that writes `kb` runs through."""
    return int(run(lambda: _counting(0, arguments))[1].split()[-1])


def short(limit: int, *arguments: str) -> tuple[int, str]:
    """As `kb`, where no file may grow longer than so many bytes."""

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        main(list(arguments))

    return run(work)


def run(work: Work) -> tuple[int, str]:
    """Exit code and standard error of some work in a fork."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writer, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
        _end(work)
    os.close(writer)
    with os.fdopen(reader) as said:
        text = said.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text


def _end(work: Work) -> None:
    """Work, and never return into the tests."""
    code = 70
    assets.minifier = lambda: None  # a Go program, which does not survive a fork once it has run
    try:
        work()
        code = 0
    except SystemExit as error:
        code = int(error.code or 0)
    except BaseException as error:
        print(f"Traceback: {error!r}", file=sys.stderr)
    finally:
        os._exit(code)


def _counting(step: int, arguments: tuple[str, ...]) -> None:
    """Run `kb` and count the lines of the atomic writer's code."""
    file, left = Path(atomic.__file__), step

    def line(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal left
        if event == "line":
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    def call(frame: FrameType, _event: str, _argument: Any) -> Any:
        return line if frame.f_code.co_filename == str(file) else None

    real = atomic.write

    def traced(*given: Any) -> None:
        sys.settrace(call)
        real(*given)
        sys.settrace(None)

    atomic.write = traced
    try:
        main(list(arguments))
    finally:
        print(-left, file=sys.stderr)
