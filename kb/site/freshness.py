"""What the search indexes were made from, kept beside them: whether they still say what the content says."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb.site.digest import digest, files_of
from search import SearchError
from search.index import CURRENT, verify

FILE = "sources.json"


@dataclass(frozen=True)
class Taken:
    """The sources at one moment, which must be before they are read.

    Attributes:
        docs: The folder of the pages.
        sources: All files and folders that go into the site, beside settings and code.
        stats: A hash over name, length and time of each page's file.
        content: A hash over name and content of each.
        digest: A hash over all that goes into the site.
    """

    docs: str
    sources: tuple[str, ...]
    stats: str
    content: str
    digest: str


def take(sources: tuple[Path, ...], docs: str, config_file: str) -> Taken:
    """Look at the sources, at the folder of the pages in particular, as they are now."""
    pages = Path(docs).resolve()
    whole = digest(Path(config_file).resolve(), sources)
    return Taken(str(pages), tuple(map(str, sources)), _stats(pages), _content(pages), whole)


def record(index: Path, taken: Taken, totals: dict[str, int]) -> None:
    """Note what published indexes were made from, with how many documents each language has."""
    data = asdict(taken) | {"builds": builds(index), "totals": totals}
    beside = index / f"new-{FILE}"
    beside.write_text(json.dumps(data, indent=2), "utf-8")
    beside.replace(index / FILE)


def totals_if_current(index: Path, config_file: Path) -> dict[str, int] | None:
    """The documents of each language when indexing would change nothing; None where it has to be done.

    Every file of the indexes is read.
    """
    data = _read(index)
    if data is None or data["digest"] != digest(config_file.resolve(), map(Path, data["sources"])):
        return None
    return dict(data["totals"]) if is_whole(index) else None


def is_whole(index: Path) -> bool:
    """Whether every file of every published index is what was written."""
    try:
        for lang in builds(index):
            verify(index / lang)
    except SearchError:
        return False
    return True


def is_stale(index: Path, docs: Path) -> bool:
    """Whether the pages are other ones than those that were indexed; a file that was only touched is not."""
    data, docs = _read(index), docs.resolve()
    if data is None or data["docs"] != str(docs):
        return True
    return bool(data["stats"] != _stats(docs) and data["content"] != _content(docs))


def _read(index: Path) -> dict[str, Any] | None:
    """The record, when it is of the indexes that are published now."""
    try:
        data = json.loads((index / FILE).read_bytes())
        known = {"docs": str, "sources": list, "stats": str, "content": str, "digest": str, "totals": dict}
        is_whole = all(isinstance(data[name], kind) for name, kind in known.items())
        return data if is_whole and data["builds"] == builds(index) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def builds(index: Path) -> dict[str, str]:
    """The published build of each language."""
    found = sorted(index.glob(f"*/{CURRENT}"))
    return {path.parent.name: path.read_text("utf-8", "replace") for path in found}


def _stats(docs: Path) -> str:
    found = ((file, file.stat()) for file in files_of(docs))
    told = [f"{file}\0{stat.st_size}\0{stat.st_mtime_ns}" for file, stat in found]
    return sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def _content(docs: Path) -> str:
    found = sha256()
    for file in files_of(docs):
        found.update(f"{file}\0{sha256(file.read_bytes()).hexdigest()}\0".encode("utf-8", "surrogateescape"))
    return found.hexdigest()
