"""A static file server on loopback that behaves like a distant one: round trips, bandwidth, gzip, ranges.

A new connection costs one round trip, a request another; all responses share the bandwidth. What goes
over the wire is counted, headers and all. Ranges are answered as in RFC 9110, section 14, unless switched
off, as some hosts do.
"""

import asyncio
import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKET = 4_096
COMPRESSED = ("text/", "application/json", "application/javascript", "application/wasm")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/wasm", ".wasm")


@dataclass
class Link:
    """The way to the server: seconds for a round trip, bytes for a second (0: any); and what went over it."""

    round_trip: float = 0.05
    rate: float = 10e6 / 8
    ranges: bool = True
    free_at: float = 0.0
    requests: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """A response: status, headers, body."""

    status: str
    headers: dict[str, str]
    body: bytes


@lru_cache(maxsize=4096)
def _file(path: Path) -> tuple[bytes, bytes | None, str]:
    """The contents of a file, their gzip form where hosts compress such files, and the media type."""
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 6) if kind.startswith(COMPRESSED) else None
    return body, packed, kind


def answer(root: Path, target: str, asked_range: str | None, ranges: bool) -> Answer:
    """The response to a GET of a file below `root`."""
    path = root / unquote(urlsplit(target).path).lstrip("/")
    if path.is_dir():
        path /= "index.html"
    if not path.is_file():
        return Answer("404 Not Found", {"Content-Type": "text/plain"}, b"not found")
    body, packed, kind = _file(path)
    headers = {"Content-Type": kind, "Cache-Control": "max-age=600"}
    if asked_range and ranges:
        return _ranges(body, asked_range, headers)
    if packed is None:
        return Answer("200 OK", headers, body)
    return Answer("200 OK", headers | {"Content-Encoding": "gzip"}, packed)


def _ranges(body: bytes, asked: str, headers: dict[str, str]) -> Answer:
    spans = [tuple(map(int, span.split("-"))) for span in asked.removeprefix("bytes=").split(",")]
    said = [f"bytes {first}-{last}/{len(body)}" for first, last in spans]
    if len(spans) == 1:
        first, last = spans[0]
        return Answer("206 Partial Content", headers | {"Content-Range": said[0]}, body[first : last + 1])
    parts = [
        f"\r\n--kb\r\nContent-Type: {headers['Content-Type']}\r\nContent-Range: {span}\r\n\r\n".encode()
        + body[first : last + 1]
        for span, (first, last) in zip(said, spans, strict=True)
    ]
    kind = {"Content-Type": "multipart/byteranges; boundary=kb"}
    return Answer("206 Partial Content", headers | kind, b"".join([*parts, b"\r\n--kb--\r\n"]))


async def _converse(
    root: Path, link: Link, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answer the requests of one connection until the browser closes it."""
    await asyncio.sleep(link.round_trip)
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = head.decode("latin-1").split("\r\n")
            asked = next((line[6:].strip() for line in lines if line.lower().startswith("range:")), None)
            target = lines[0].split()[1]
            await _send(link, writer, target, answer(root, target, asked, link.ranges))
    except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
        writer.close()


async def _send(link: Link, writer: asyncio.StreamWriter, target: str, said: Answer) -> None:
    headers = said.headers | {"Content-Length": str(len(said.body))}
    head = f"HTTP/1.1 {said.status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    data = head.encode() + b"\r\n" + said.body
    place = len(link.requests)
    link.requests.append((target, 0))
    await asyncio.sleep(link.round_trip)
    loop = asyncio.get_running_loop()
    for first in range(0, len(data), PACKET):
        packet = data[first : first + PACKET]
        if link.rate:
            link.free_at = max(link.free_at, loop.time()) + len(packet) / link.rate
            await asyncio.sleep(max(0.0, link.free_at - loop.time()))
        writer.write(packet)
        await writer.drain()
        link.requests[place] = target, first + len(packet)


@contextmanager
def serving(root: Path, link: Link) -> Iterator[str]:
    """Serve a folder on a free port of loopback while the block runs; gives the address."""
    loop = asyncio.new_event_loop()
    started = threading.Event()
    address: list[str] = []

    async def run() -> None:
        server = await asyncio.start_server(lambda r, w: _converse(root, link, r, w), "127.0.0.1", 0)
        address.append(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        started.set()

    def work() -> None:
        loop.run_until_complete(run())
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    started.wait()
    try:
        yield address[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
