"""The claims' service: one server for all, emptied before each claim."""

from stub import one_stub, stub

__all__ = ["one_stub", "stub"]
