"""What a server answers to addresses and ranges that nobody's browser sends: refusals, never a fault."""

import random
import re
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

SECONDS = 10
UPWARDS = (b"../", b"..//", b"%2e%2e/", b"..%2f", b"%2e%2e%2f", b"..\\", b"..%5c", b"./.././", b"%252e%252e/")
OURS = ("pyproject.toml", "content/facts.json", "README.md")  # beside the site, two folders above its own
PIECES = (
    b"..", b"%2e%2e", b"%2E.", b".", b"%00", b"%2f", b"%5c", b"\\", b"..%2f", b"%252e%252e%252f", b"%c0%ae",
    b"%ff", b"\xe8", b"%ed%a0%80", b"%f0%9f%98%80", b"a" * 300, b"%0d%0aX:%20y", b"//", b"?", b"%", b"%2",
    b"*", b"~", b"<b>", b"it", b"en", b"index.html", b"404.html", b"_search", b"it.bin", b"assets", b"cerca",
    b"api", b"account", b"go", b"v1", b"_stub", b"etc", b"passwd", b"pyproject.toml",
)  # fmt: skip
BOUNDS = (
    b"",
    b"0",
    b"1",
    b"7",
    b"99",
    b"9" * 30,
    b"9" * 5000,
    b"-1",
    b"1e3",
    b"0x1",
    b" 3",
    b"\xb2",
    b"1_0",
    b"+1",
)
Answer = tuple[int, bytes, bytes]


def ask(url: str, path: bytes, *headers: bytes) -> Answer:
    """Status, head and body of one raw request."""
    where = urlsplit(url)
    lines = [b"GET " + path + b" HTTP/1.1", b"Host: " + where.netloc.encode(), b"Connection: close", *headers]
    with socket.create_connection((where.hostname, where.port), timeout=SECONDS) as connection:
        connection.sendall(b"\r\n".join([*lines, b"", b""]))
        with connection.makefile("rb") as stream:
            head, _, body = stream.read().partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), head, body


def judge(url: str, path: bytes, secrets: list[bytes]) -> None:
    """An answer that is no fault, none of our files, and leads nowhere else."""
    status, head, body = ask(url, path)
    assert status < 500, path
    assert body not in secrets, path
    assert b"root:" not in body, path
    target = re.search(rb"(?im)^location: *(\S+)", head)
    assert not target or re.match(rb"/(?![/\\])", target[1]), (path, target[1])


@pytest.fixture(scope="module")
def secrets(root: Path) -> list[bytes]:
    """What no address may lead to."""
    return [(root / name).read_bytes() for name in OURS]


@pytest.mark.parametrize("start", [b"/", b"/it/", b"/_search/"])
def test_no_way_up_leaves_the_site(kb_server: Any, secrets: list[bytes], start: bytes) -> None:
    """However two dots are spelt, and however many."""
    for up in UPWARDS:
        for depth in range(1, 5):
            for name in OURS:
                judge(kb_server.url, start + up * depth + name.encode(), secrets)


@pytest.mark.parametrize("seed", range(4))
def test_no_address_breaks_the_server(kb_server: Any, secrets: list[bytes], seed: int) -> None:
    """Dots, slashes, bytes and escapes in any order: a page or a refusal."""
    chance = random.Random(seed)
    for _ in range(100):
        count = chance.randint(1, 8)
        parts = (chance.choice(PIECES) + chance.choice((b"/", b"//", b"%2f", b"")) for _ in range(count))
        judge(kb_server.url, b"/" + b"".join(parts), secrets)


@pytest.mark.parametrize(
    "path", ["/it/", "/_search/it.bin", "/robots.txt", "/it/nowhere/", "/api/search?q=carta"]
)
def test_ranges_are_answered_with_those_bytes_or_refused(kb_server: Any, path: str) -> None:
    """Huge, negative, foreign, a thousand of them: the bytes that were asked for, the whole, 400 or 416."""
    chance = random.Random(path)
    whole = ask(kb_server.url, path.encode())[2]
    for _ in range(80):
        count = chance.choice((1, 1, 1, 2, 3, 50, 101, 1500))
        ranges = (
            chance.choice(BOUNDS) + chance.choice((b"-", b"-", b"--", b"")) + chance.choice(BOUNDS)
            for _ in range(count)
        )
        unit = chance.choice((b"bytes=", b"bytes=", b"BYTES=", b"items=", b"bytes", b""))
        header = b"Range: " + unit + chance.choice((b",", b", ")).join(ranges)
        status, head, body = ask(kb_server.url, path.encode(), header[:60_000])
        assert status in (200, 206, 400, 404, 416), header[:100]
        part = re.search(rb"(?im)^content-range: bytes (\d+)-(\d+)/(\d+)", head)
        if part:
            assert (body, int(part[3])) == (whole[int(part[1]) : int(part[2]) + 1], len(whole)), header[:100]
        elif status == 200:
            assert body == whole, header[:100]
