"""How long a connection may take to send its request: nobody holds one open by sending half of it."""

import asyncio
import socket
from collections.abc import Callable

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds from a request's first byte, or from the connection, to the end of its body; the largest has 16 kB.
REQUEST_SECONDS = 20
# Seconds that what a client still sends is read and dropped after a 408: closing at once may cost it the
# answer (TCP reset).
LINGER_SECONDS = 1
# Seconds that running requests are given to end when the server is told to stop.
STOP_SECONDS = 5
# Seconds that a connection without a request has, when the server stops, to bring the one on its way.
UNREAD_SECONDS = 1
# Seconds between two looks, while the server stops, for connections that came in at its last moment.
LATE_SECONDS = 0.1
_UNFINISHED = (h11.IDLE, h11.SEND_BODY)


class TimedProtocol(H11Protocol):
    """HTTP/1.1 that answers 408 and closes when a request is not there in time."""

    request_seconds: float = REQUEST_SECONDS
    _request_timer: asyncio.TimerHandle | None = None
    _has_given_up = False
    _is_stopping = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection that sends nothing at all is counted too."""
        super().connection_made(transport)
        self._start_timer()

    def data_received(self, data: bytes) -> None:
        """What comes after a 408 is dropped."""
        if not self._has_given_up:
            super().data_received(data)

    def handle_events(self) -> None:
        """Count from the first byte of a request to its last."""
        super().handle_events()
        if self._is_stopping and self.cycle is not None:
            self.cycle.keep_alive = False
        if self.conn.their_state not in _UNFINISHED or self.transport.is_closing():
            self._stop_timer()
        elif self._request_timer is None and self.timeout_keep_alive_task is None:
            self._start_timer()

    def shutdown(self) -> None:
        """The server stops: a request half there has half of that time left, one not read yet a moment."""
        if self.cycle is None:
            self._is_stopping = True
            self._stop_timer()
            self._request_timer = self.loop.call_later(UNREAD_SECONDS, self._give_up)
            return
        super().shutdown()
        if self.conn.their_state is h11.SEND_BODY:
            self._stop_timer()
            self._request_timer = self.loop.call_later(STOP_SECONDS / 2, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no longer."""
        self._stop_timer()
        super().connection_lost(exc)

    def _start_timer(self) -> None:
        self._request_timer = self.loop.call_later(self.request_seconds, self._give_up)

    def _stop_timer(self) -> None:
        if self._request_timer is not None:
            self._request_timer.cancel()
            self._request_timer = None

    def _give_up(self) -> None:
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        headers = [("connection", "close"), ("content-length", "0")]
        head = h11.Response(status_code=408, headers=headers, reason=b"Request Timeout")
        self.transport.write((self.conn.send(head) or b"") + (self.conn.send(h11.EndOfMessage()) or b""))
        self.transport.write_eof()
        self._has_given_up = True
        if self.cycle is not None:  # whoever waits for the rest of the body waits no longer
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self._request_timer = self.loop.call_later(LINGER_SECONDS, self.transport.close)


class PromptServer(uvicorn.Server):
    """A server that tells the connections accepted in its last moment, too, that it stops.

    uvicorn tells those it knows when the signal comes; one whose first byte is read a moment later would
    hold the stop up until its task is cancelled, with a traceback.
    """

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None]) -> None:
        """Serve; `stopping` ends what would go on for ever, when the server is told to stop."""
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop as uvicorn does, looking for latecomers all the while."""
        self._stopping()
        looking = asyncio.create_task(self._tell_latecomers(set(self.server_state.connections)))
        await super().shutdown(sockets)
        looking.cancel()

    async def _tell_latecomers(self, told: set[object]) -> None:
        while True:
            await asyncio.sleep(LATE_SECONDS)
            for connection in self.server_state.connections - told:
                told.add(connection)
                connection.shutdown()
