"""Who a request comes from: a header counts only when it comes from a proxy that the operator named."""

import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from click.testing import CliRunner

from kb.billing.auth.throttle import MAX_FAILURES, MAX_PER_ACCOUNT
from kb.cli import main


@contextmanager
def serving(*options: str) -> Iterator[httpx.Client]:
    """`kb billing serve` with the demo customers in memory."""
    command = [sys.executable, "-m", "kb", "billing", "serve", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = next(line.strip() for line in process.stdout if re.match(r"http://", line))
        with httpx.Client(base_url=url) as http:
            yield http
        process.terminate()


def looked_at(http: httpx.Client, *headers: str) -> int:
    """How many of thirty wrong passwords are checked, each claiming another address of its sender.

    Of several headers each claim takes the next.
    """
    answers = []
    for n, header in zip(range(30), itertools.cycle(headers), strict=False):
        claim = f"for=10.0.0.{n}" if header == "Forwarded" else f"10.0.0.{n}"
        wrong = {"email": "active@example.com", "password": "wrong"}
        answers.append(http.post("/v1/session", json=wrong, headers={header: claim}).status_code)
    assert set(answers) == {401, 429}
    return answers.count(401)


def test_nobody_chooses_their_own_address() -> None:
    """From this machine too, no header buys a further guess."""
    with serving() as http:
        assert looked_at(http, "X-Forwarded-For", "X-Real-IP", "Forwarded") == MAX_FAILURES


def test_a_named_proxy_is_believed_and_no_other() -> None:
    """Then each customer has a limit of their own, and the account its own over all of them."""
    with serving("--trusted-proxy", "127.0.0.0/8") as http:
        assert looked_at(http, "X-Forwarded-For") == MAX_PER_ACCOUNT
    with serving("--trusted-proxy", "10.1.2.3") as http:
        assert looked_at(http, "X-Forwarded-For") == MAX_FAILURES


@pytest.mark.parametrize("given", ["*", "proxy.example.com", "10.0.0.1/8", ""])
def test_a_proxy_is_named_by_address(given: str) -> None:
    """Neither everybody nor a name that somebody else answers for."""
    done = CliRunner().invoke(main, ["billing", "serve", "--trusted-proxy", given])
    assert done.exit_code == 2
    assert "give an address as 10.0.0.7" in done.stderr
