"""Connections that send half a request, or none: they are answered 408 and closed, others are not."""

import asyncio

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from kb.cli.hosting import bind
from kb.web.timeouts import TimedProtocol

WAIT = 0.2


class Impatient(TimedProtocol):
    """The same, in a hurry."""

    request_seconds = WAIT


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(await request.body())


async def _slow(_: Request) -> PlainTextResponse:
    await asyncio.sleep(3 * WAIT)
    return PlainTextResponse("there")


async def exchange(*sent: bytes, pause: float = 0) -> bytes:
    """What a server answers to these pieces, until it closes the connection."""
    app = Starlette(routes=[Route("/", _echo, methods=["POST"]), Route("/slow", _slow)])
    server, listening = uvicorn.Server(uvicorn.Config(app, http=Impatient, log_level="error")), bind(0)
    running = asyncio.ensure_future(server.serve([listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    reader, writer = await asyncio.open_connection(*listening.getsockname())
    reading = asyncio.ensure_future(reader.read())
    for piece in sent:
        if not reading.done():
            writer.write(piece)
            await asyncio.sleep(pause)
    answer = await reading
    writer.close()
    server.should_exit = True
    await running
    return answer


@pytest.mark.parametrize(
    "sent",
    [
        (b"",),
        (b"POST / HTTP/1.1\r\nHost: kb\r\n",),
        (b"POST / HTTP/1.1\r\nHost: kb\r\nContent-Length: 9\r\n\r\nhalf",),
        (b"POST / HTTP/1.1\r\nHost: kb\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",),
    ],
)
def test_half_a_request_is_answered_408(sent: tuple[bytes, ...]) -> None:
    """No head, half a head, half a body, a chunk without an end."""
    assert asyncio.run(exchange(*sent)).startswith(b"HTTP/1.1 408 Request Timeout\r\n")


def test_dripping_does_not_buy_time() -> None:
    """The time is one request's, not one packet's; the second request on a connection has its own."""
    head = b"POST / HTTP/1.1\r\nHost: kb\r\nContent-Length: 99\r\n\r\n"
    assert b" 408 " in asyncio.run(exchange(head, *[b"x"] * 20, pause=WAIT / 10))
    whole = b"POST / HTTP/1.1\r\nHost: kb\r\nContent-Length: 4\r\n\r\nfull"
    answers = asyncio.run(exchange(whole, *[b"X"] * 20, pause=WAIT / 10))
    assert answers.startswith(b"HTTP/1.1 200 OK")
    assert answers.count(b" 408 ") == 1


def test_a_client_that_goes_on_sending_still_reads_the_answer() -> None:
    """The server closes only after what is on its way has been read: no reset takes the 408 away."""
    head = b"POST / HTTP/1.1\r\nHost: kb\r\nContent-Length: 9999\r\n\r\n"
    for _ in range(5):
        assert b" 408 " in asyncio.run(exchange(head, *[b"x"] * 400, pause=WAIT / 200))


def test_a_slow_answer_is_not_cut() -> None:
    """Only the request is timed: an answer may take longer than that."""
    assert asyncio.run(exchange(b"GET /slow HTTP/1.1\r\nHost: kb\r\nConnection: close\r\n\r\n")).endswith(
        b"there"
    )


def test_a_request_on_its_way_is_answered_when_the_server_stops() -> None:
    """Connected before the stop, read after it: the caller has done nothing wrong and gets the answer."""

    async def late() -> bytes:
        app = Starlette(routes=[Route("/", _echo, methods=["POST"])])
        server, listening = (
            uvicorn.Server(uvicorn.Config(app, http=TimedProtocol, log_level="error")),
            bind(0),
        )
        running = asyncio.ensure_future(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        await asyncio.sleep(WAIT / 2)
        server.should_exit = True
        await asyncio.sleep(WAIT)
        writer.write(b"POST / HTTP/1.1\r\nHost: kb\r\nContent-Length: 4\r\n\r\nfull")
        answer = await reader.read()
        writer.close()
        await running
        return answer

    answer = asyncio.run(late())
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert answer.endswith(b"full")
