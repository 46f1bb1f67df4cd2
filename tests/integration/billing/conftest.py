"""The scenarios' service: one server for all, emptied before each test."""

from collections.abc import Iterator

import pytest
from stub import Stub, running_stub


@pytest.fixture(scope="session")
def _running() -> Iterator[Stub]:
    with running_stub() as stub:
        yield stub


@pytest.fixture
def stub(_running: Stub) -> Stub:
    """The billing service without customers, its clock at 2025-04-01."""
    _running.reset()
    return _running
