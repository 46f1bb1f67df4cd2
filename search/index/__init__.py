"""The index on disk: `build` and `update` write it, `Index` reads it; only `whoosh_*` know Whoosh.

A directory holds `CURRENT`, which names the build in use, and that build: Whoosh's files, `side.json` and
`checksums.json`, which vouches for the others and is checked before any is read. A build never changes: the
next one, which may share its files, is written beside it, synced, and published by renaming `CURRENT`; or it
is announced in `NEXT`, and published by the rename that puts a site in its place. Killed at any moment, the
old or the new index stands whole, and the system frees the lock. Names are imported when first asked for: an
index in memory (`in_memory.py`) needs no Whoosh.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.index.publish import CURRENT
    from search.index.reader import Index, verify
    from search.index.writer import Report, Staged, build, staged, update

_WHERE = {
    "CURRENT": "publish",
    **dict.fromkeys(("Index", "verify"), "reader"),
    **dict.fromkeys(("Report", "Staged", "build", "staged", "update"), "writer"),
}

__all__ = ["CURRENT", "Index", "Report", "Staged", "build", "staged", "update", "verify"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (as a module's attributes are)
    """A name of the package, from the module that defines it (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(f"module 'search.index' has no attribute '{name}'")
    return getattr(import_module(f"search.index.{_WHERE[name]}"), name)
