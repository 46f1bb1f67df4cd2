"""The index on disk: `build` and `update` write it, `Index` reads it; only `segments` knows Whoosh.

A directory holds `CURRENT`, which names the build in use, and that build: Whoosh's files and a `side.N.json`
for each generation N. A new build is written beside the old one, synced, and published by renaming `CURRENT`;
an update is published by Whoosh's own rename of its table of contents. Killed at any moment, the old or the
new index stands whole, and the system frees the lock.
"""

from search.index.reader import Index
from search.index.writer import Report, build, update

__all__ = ["Index", "Report", "build", "update"]
