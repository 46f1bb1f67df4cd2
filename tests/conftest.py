"""What every test may use: the project's root, and a real help center served on loopback."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import pytest

with suppress(ModuleNotFoundError):  # `kb claims` runs the claims with the runtime packages alone
    from hypothesis import settings

    # No test measures time: a busy machine is not a fault of the code.
    settings.register_profile("untimed", deadline=None)
    # For a night: pytest --hypothesis-profile=long
    settings.register_profile("long", deadline=None, max_examples=10_000)
    settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 600  # the first start builds the site, on a busy machine too


@dataclass(frozen=True)
class Server:
    """A running `kb serve`: its address, the address of the control plane and that one's token."""

    url: str
    control_token: str
    process: subprocess.Popen[str]


@contextmanager
def running_kb(*options: str, folder: Path = ROOT) -> Iterator[Server]:
    """Run the real `kb serve` on a free port until the block ends; its output is its contract."""
    kept = tempfile.TemporaryDirectory()
    votes = ("--votes", f"{kept.name}/feedback.db")
    command = [sys.executable, "-m", "kb", "serve", "--port", "0", "--control", *votes, *options]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    watchdog = Timer(START_SECONDS, process.kill)
    watchdog.start()
    said, found = "", None
    for line in process.stdout:
        said += line
        if found := re.search(r"http://127\.0\.0\.1:\d+", said):
            break
    watchdog.cancel()
    assert found, f"kb serve printed no address:\n{said}"
    token = re.search(r"control token:? +(\S+)", said)
    assert token, f"kb serve printed no control token before its address:\n{said}"
    try:
        yield Server(found[0], token[1], process)
    finally:
        process.terminate()
        process.wait(timeout=60)
        process.stdout.close()
        kept.cleanup()


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def run_kb_server() -> Callable[..., object]:
    """Start a help center of one's own, given options of `kb serve`; used as a context manager."""
    return running_kb


@pytest.fixture(scope="session")
def kb_server() -> Iterator[Server]:
    """The help center with the demo customers, shared by all tests that leave it as they found it."""
    with running_kb() as server:
        yield server
