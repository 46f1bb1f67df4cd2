"""The form of a planted fault."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """``old`` in ``file``, from the project's top, becomes ``new``.

    ``tests``: those that are to find it, where the group's would take longer than they need.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...] = ()
