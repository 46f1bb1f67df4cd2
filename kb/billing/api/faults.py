"""Faults on demand: the next calls of an operation fail, are slow, or lose their answer after the commit."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, Literal

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

from kb.billing.api import problems

FaultKind = Literal["status", "latency", "drop_after_commit"]
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What the next ``times`` calls meet: a ``status`` answer, ``milliseconds`` of delay, a lost answer."""

    kind: FaultKind
    times: int
    status: int = 503
    milliseconds: int = 0


class Faults:
    """The planted faults, by operationId."""

    def __init__(self) -> None:
        """None planted."""
        self._planted: dict[str, Fault] = {}

    def plant(self, operation: str, fault: Fault) -> None:
        """Plant one; it takes the place of an earlier one on the operation."""
        self._planted[operation] = fault

    def clear(self) -> None:
        """Forget all."""
        self._planted.clear()

    def take(self, operation: str | None) -> Fault | None:
        """The fault of this call, if any; used up after its times."""
        fault = self._planted.get(operation or "")
        if fault is None or operation is None:
            return None
        if fault.times > 1:
            self._planted[operation] = replace(fault, times=fault.times - 1)
        else:
            del self._planted[operation]
        return fault


class Lost(Response):
    """An answer that never arrives: the headers promise a body, and the connection is closed before it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin the answer and stop."""
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})


class FaultyRoute(APIRoute):
    """A route that asks for a planted fault before it runs."""

    def get_route_handler(self) -> Handler:
        """The route's handler behind its faults."""
        handle = super().get_route_handler()

        async def handle_or_fail(request: Request) -> Response:
            fault = request.app.state.faults.take(self.operation_id)
            return await (handle(request) if fault is None else _with(fault, request, handle))

        return handle_or_fail


async def _with(fault: Fault, request: Request, handle: Handler) -> Response:
    if fault.kind == "status":
        return problems.answer(request, "unavailable", {"Retry-After": "1"}, fault.status)
    if fault.kind == "latency":
        await asyncio.sleep(fault.milliseconds / 1000)
        return await handle(request)
    await handle(request)
    return Lost()
