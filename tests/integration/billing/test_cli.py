"""`kb billing` in a terminal: the service alone, and its control plane."""

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from kb.cli import main

COMMAND = [sys.executable, "-m", "kb", "billing"]


def kb_billing(*arguments: str) -> Result:
    """Run one command to its end, in this process: it still speaks HTTP to the real service."""
    return CliRunner().invoke(main, ["billing", *arguments])


@contextlib.contextmanager
def serving(*options: str) -> Iterator[tuple[str, str]]:
    """Run `kb billing serve` on a free port; (its output up to the address, the address)."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if re.match(r"http://127\.0\.0\.1:\d+$", line):
            break
    try:
        yield said, said.splitlines()[-1]
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="module")
def service() -> Iterator[tuple[str, str]]:
    """A service with the demo customers in memory and a known control token."""
    with serving("--control", "--token", "secret", "--agent-token", "agents") as running:
        yield running


def test_serve_says_what_one_needs_to_know(service: tuple[str, str]) -> None:
    """In memory it says so; the sign-ins and the control token are printed, the address last."""
    said, url = service
    assert "in memory" in said
    assert "attivo@example.com" in said
    assert "prova-demo-2026" in said
    assert "control token: secret" in said
    signed = httpx.post(
        f"{url}/v1/session", json={"email": "active@example.com", "password": "prova-demo-2026"}
    )
    assert signed.status_code == 201
    agent = httpx.get(
        f"{url}/v1/agent/accounts/active@example.com", headers={"Authorization": "Bearer agents"}
    )
    assert agent.json()["plan"] == "pro-m"


def test_the_clock_shows_and_moves(service: tuple[str, str]) -> None:
    """Without options it shows the time; with them it moves; reset goes back."""
    at = ("--service", service[1], "--token", "secret")
    assert kb_billing("reset", *at).stdout == "demo; the clock stands at 2026-11-23T09:00:00Z\n"
    assert kb_billing("clock", *at).stdout == "2026-11-23T09:00:00Z\n"
    assert kb_billing("clock", *at, "--by", "P1M").stdout == "2026-12-23T09:00:00Z\n"
    assert kb_billing("clock", *at, "--to", "2027-01-01").stdout == "2027-01-01T00:00:00Z\n"
    assert kb_billing("clock", *at, "--to", "2027-01-02", "--by", "P1M").exit_code == 2
    back = kb_billing("clock", *at, "--to", "2020-01-01")
    assert back.exit_code == 2
    assert "forward only" in back.stderr
    assert kb_billing("reset", *at, "--seed", "empty", "--at", "2025-04-01").stdout.endswith(
        "2025-04-01T00:00:00Z\n"
    )


def test_the_outbox_reads_like_e_mail(service: tuple[str, str]) -> None:
    """Text for people, JSON for programs."""
    at = ("--service", service[1], "--token", "secret")
    kb_billing("reset", *at)
    text = kb_billing("outbox", *at).stdout
    mails = json.loads(kb_billing("outbox", *at, "--format", "json").stdout)
    assert len(mails) == 38
    assert mails[0]["to"] in text
    assert mails[0]["subject"] in text


def test_a_wrong_token_and_a_missing_plane_name_the_cure(service: tuple[str, str]) -> None:
    """Exit 2 with what to do."""
    wrong = kb_billing("clock", "--service", service[1], "--token", "wrong")
    assert (wrong.exit_code, "the control token is wrong" in wrong.stderr) == (2, True)
    missing = kb_billing("clock", "--service", service[1] + "/nothing", "--token", "secret")
    assert (missing.exit_code, "start the service with --control" in missing.stderr) == (2, True)
    none = kb_billing("clock", "--service", service[1])
    assert (none.exit_code, "KB_BILLING_CONTROL_TOKEN" in none.stderr) == (2, True)


def test_a_service_that_is_not_there_exits_3() -> None:
    """Unreachable is told apart from wrong usage."""
    done = kb_billing("clock", "--service", "http://127.0.0.1:9", "--token", "x")
    assert done.exit_code == 3
    assert "http://127.0.0.1:9" in done.stderr


def test_a_database_file_keeps_the_data_and_is_used_once(tmp_path: Path) -> None:
    """With --database nothing is in memory only; a second service on the file and a busy port are refused."""
    path = tmp_path / "billing.db"
    with serving("--database", str(path)) as (said, url):
        assert "in memory" not in said
        assert httpx.get(f"{url}/_stub/clock").status_code == 404
        second = kb_billing("serve", "--database", str(path), "--port", "0")
        assert (second.exit_code, "billing.db: database is locked" in second.stderr) == (2, True)
        busy = kb_billing("serve", "--dataset", "empty", "--port", url.rpartition(":")[2])
        assert (busy.exit_code, "choose another with --port" in busy.stderr) == (2, True)
    assert path.is_file()
    with serving("--database", str(path)) as (_, url):
        signed = httpx.post(
            f"{url}/v1/session", json={"email": "new@example.com", "password": "prova-demo-2026"}
        )
        assert signed.json()["next"] == "/account/plans"


@pytest.mark.parametrize("command", ["", "serve", "reset", "clock", "outbox"])
def test_every_command_explains_itself(command: str) -> None:
    """--help says what the command does and every option's meaning."""
    done = kb_billing(*filter(None, [command]), "--help")
    assert done.exit_code == 0
    assert not re.search(r"^  --[a-z-]+( [A-Z]+)?$(?!\n {5})", done.stdout, re.MULTILINE), (
        "an option without help"
    )
