"""The scenarios' service: one server for all, emptied before each test."""

from stub import one_stub, stub

__all__ = ["one_stub", "stub"]
