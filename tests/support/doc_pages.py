"""Reading the pages about the project: which commands, files and links they name, and which are not there."""

import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatch
from os.path import normpath
from pathlib import Path

import click

from kb.cli import main

# What the pages speak of and a clone does not hold: it is built, installed, or the reader's own.
MADE = (
    *("build", ".venv", "billing.db", "checksums.json", "_headers", "_search", ".nojekyll", "robots.txt"),
    *(".kb-import.json", ".kb-undo.json"),
)
EXAMPLES = ("content/en/sign-out.md", "index.html", "docs/en", "docs/it")
KB = ("kb", ".venv/bin/kb")
RUNNERS = ("test", "check", "lock", "--help")  # of run.py; its `serve` hands on to kb
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
FILE = re.compile(r"[\w.*{},-]+(?:/[\w.*{},-]+)*/?")
SUFFIXES = (
    ".md",
    ".py",
    ".yml",
    ".json",
    ".toml",
    ".lock",
    ".js",
    ".html",
    ".css",
    ".txt",
    ".svg",
    ".png",
    "/",
)
SHELL = frozenset({"|", "<", ">", "&&", "#"})


def commands_in(text: str) -> Iterator[list[str]]:
    """The words of every `kb ...` and `python run.py ...` that a page shows, cut at the shell's own signs."""
    shown = [
        line.strip().removeprefix("$ ") for _, block in FENCE.findall(text) for line in block.splitlines()
    ]
    shown = [line for line in shown if "$ " + line in text]
    for line in [*shown, *CODE.findall(FENCE.sub("", text))]:
        words = (
            shlex.split(re.sub(r"^(?:[A-Z_]+=\S* )+", "", line), comments=True)
            if line.count('"') % 2 == 0
            else []
        )
        end = next((at for at, word in enumerate(words) if word in SHELL), len(words))
        words = words[:end]
        if words[:2] == ["uv", "run"]:
            words = words[2:]
        if words and (words[0] in KB or words[1:2] == ["run.py"]):
            yield words


def fault_of(words: list[str]) -> str:
    """What a command names that does not exist; empty when all of it does."""
    if words[0] in KB:
        return _fault_of_kb(words[1:])
    runner = words[2] if len(words) > 2 else "--help"
    if runner == "serve":
        return _fault_of_kb(words[2:])
    return "" if runner in RUNNERS else f"run.py has no command '{runner}'"


def _fault_of_kb(words: list[str]) -> str:
    """The same for the words after `kb`."""
    command: click.Command = main
    known = options_of(command)
    rest = iter(words)
    for word in rest:
        if word.startswith("-"):
            name, _, value = word.partition("=")
            if name not in known:
                return f"no option '{name}' in: kb {' '.join(words)}"
            if known[name] and not value:
                next(rest, None)
        elif isinstance(command, click.Group):
            inner = command.get_command(click.Context(command), word)
            if inner is None and word.islower():
                return f"no command '{word}' in: kb {' '.join(words)}"
            command = inner or command
            known |= options_of(command)
    return ""


def options_of(command: click.Command) -> dict[str, bool]:
    """Every spelling of every option, and whether a value follows it."""
    options = [option for option in command.params if isinstance(option, click.Option)]
    named = {
        name: not option.is_flag for option in options for name in (*option.opts, *option.secondary_opts)
    }
    return named | {"--help": False, "-h": False}


def expanded(name: str) -> list[str]:
    """`content/{it,en}/x.md` as its two names."""
    braces = re.search(r"\{([^{}]*)\}", name)
    if not braces:
        return [name]
    return [one for word in braces[1].split(",") for one in expanded(name.replace(braces[0], word, 1))]


def files_in(text: str) -> Iterator[str]:
    """What stands between backquotes and looks like a file or folder of the project."""
    for code in CODE.findall(FENCE.sub("", text)):
        name = code.partition("::")[0]
        if FILE.fullmatch(name) and (
            name.endswith(SUFFIXES) or re.fullmatch(r"(?:kb|docs|tests|content|search|site)/.*", name)
        ):
            yield from expanded(name)


def exists(name: str, known: frozenset[str]) -> bool:
    """Whether the project holds it, named whole or by its end, with `*` for any text."""
    name = name.rstrip("/")
    if name in MADE or name in EXAMPLES or name.startswith(("../", "build/", ".venv/")):
        return True
    return any(fnmatch(path, name) or fnmatch(path, f"*/{name}") for path in known)


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = HEADING.findall(FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", title.replace("`", "").lower()).replace(" ", "-") for title in titles}


def dead_links(path: str, text: str, pages: dict[str, str], known: frozenset[str]) -> list[str]:
    """Relative links of a page that do not arrive."""
    found = []
    for target in LINK.findall(CODE.sub("", FENCE.sub("", text))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        full = normpath(Path(path).parent / file) if file else path
        if full not in known or (anchor and anchor not in anchors(pages.get(full, ""))):
            found.append(target)
    return found
