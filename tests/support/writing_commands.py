"""Every command that writes content or beside it, and a project in which each has something to write."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import forked

import kb.answering.desk
import kb.answering.macros
import kb.cli.answers.macros
import kb.cli.near_terms.command
import kb.cli.writers.gaps
import kb.cli.writers.importing
import kb.cli.writers.rearranging
import kb.gaps.closing
import kb.gaps.proposals
import kb.importing.source
import kb.importing.writing
import kb.rearranging.commands
from kb.content import atomic
from kb.gaps.store import FILE as LOG
from kb.gaps.store import Searched, SearchLog
from kb.rearranging import undo
from kb.support import encoder, near_words

assert all(
    (kb.answering, kb.cli, kb.gaps, kb.importing, kb.rearranging, near_words)
)  # imported once, not in each fork

# URL: a running service. HOME: the project's folder.
COMMANDS: dict[str, tuple[str, ...]] = {
    "link": ("link", "receipts", "turnOffRenewal", "--service", "URL"),
    "unlink": ("unlink", "receipts", "listReceipts"),
    "pull": ("facts", "pull", "--service", "URL"),
    "translated": ("translated", "receipts", "change-plan", "--from", "it", "--to", "en", "--unchanged"),
    "new": ("new", "sign-out", "--category", "account", "--title", "it=Come esco?", "--title", "en=Leave?"),
    "move": ("move", "receipts", "money"),
    "rename": ("rename", "receipts", "invoices"),
    "retire": ("retire", "receipts", "--to", "change-plan"),
    "undo": ("undo",),
    "import": ("import", "HOME/faq.html", "--lang", "en"),
    "approve": ("claims", "approve", "receipts", "--yes"),
    "record-urls": ("check", "--only", "urls", "--record-urls", "--service", "URL"),
    "gaps": ("gaps", "close", "quasar", "--lang", "en", "--question", "receipts"),
    "near": ("near", "update"),
    "macros": ("macros", "export", "--site", "https://h.example", "--output", "HOME/out/macros.json"),
}
BEFORE = {"undo": COMMANDS["rename"]}
PROPOSAL = "import.yml"  # what an import begins with; killed after it, the next import would propose the same
FAQ = "<h1>Cacti</h1>" + "".join(f"<h2>Why number {n}?</h2><p>Answer {n}.</p>" for n in range(3))


def _common(_: str) -> Sequence[tuple[str, float]]:
    return [("quittung", 4.0)]


class _Encoder:
    def nearest(
        self, _: str, words: Sequence[str], targets: Sequence[str]
    ) -> Iterator[list[tuple[str, float]]]:
        return ([(target, 0.9) for target in sorted(targets)[:3]] for _ in words)


@contextmanager
def feigned_encoder() -> Iterator[None]:
    """What an encoder would say, which is hundreds of megabytes from elsewhere; it is asked for by name."""
    own = encoder.common, encoder.Encoder
    encoder.common, encoder.Encoder = _common, _Encoder  # type: ignore[assignment,misc]
    try:
        yield
    finally:
        encoder.common, encoder.Encoder = own  # type: ignore[misc]


def files(folder: Path) -> dict[str, bytes]:
    """All that people know of: neither hidden files nor what commands remember, in `build`."""
    found = everything(folder).items()
    return {name: data for name, data in found if "/." not in f"/{name}" and not name.startswith("build/")}


def everything(folder: Path) -> dict[str, bytes]:
    """All files, hidden ones too."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def hidden(folder: Path) -> list[str]:
    """What a writer left behind."""
    return [path.name for path in folder.rglob(".*") if path.name not in (undo.FILE, ".kb-import.json")]


def recovered(home: Path) -> dict[str, bytes]:
    """All that people know of after the next command has done what every command does first."""
    atomic.recover(home / "content")
    return {name: data for name, data in files(home).items() if name != PROPOSAL}


def small(root: Path, home: Path) -> Path:
    """A project of two articles in two languages, for which each command has something to write."""
    content = home / "content"
    for lang in ("it", "en"):
        (content / lang).mkdir(parents=True, exist_ok=True)
        for name in ("receipts", "change-plan"):
            shutil.copy(root / "content" / lang / f"{name}.md", content / lang)
    shutil.copy(root / "content" / "categories.yml", content)
    for name in ("facts.json", "actions.json"):
        old = (root / "content" / name).read_text("utf-8").replace(": 8", ": 7").replace("Turn", "Switch")
        (content / name).write_text(old.replace("Disdici", "Annulla"), "utf-8")
    for path in (content / "it").glob("*.md"):
        path.write_text(path.read_text("utf-8") + "\nUna frase in coda.\n", "utf-8")
    (home / "out").mkdir()
    (home / "faq.html").write_text(FAQ, "utf-8")
    with closing(SearchLog(home / LOG)) as log:
        log.add(Searched(date(2026, 11, 1), "en", "quasar", 0, confident=False))
    return home


def prepared(root: Path, home: Path, name: str, url: str) -> tuple[str, ...]:
    """Lay out the project for a command, with what has to come before it; returns the command to run."""
    small(root, home)
    if name in BEFORE:
        assert forked.run_kb("-C", str(home), *BEFORE[name])[0] == 0
    words = (url if word == "URL" else word.replace("HOME", str(home)) for word in COMMANDS[name])
    return ("-C", str(home), *words)


def restore(home: Path, pristine: dict[str, bytes]) -> None:
    """The project as it was."""
    for path in home.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (home / "out").mkdir()
    for name, data in pristine.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)


@contextmanager
def running_service() -> Iterator[str]:
    """The address of a running stub, in a process of its own: forks and threads do not go together."""
    command = [sys.executable, "-m", "kb", "billing", "serve", "--port", "0", "--dataset", "empty"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = next(filter(None, (re.search(r"http://\S+:\d+", line) for line in process.stdout)))
        yield found[0]
        process.terminate()
