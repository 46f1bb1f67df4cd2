"""The index on three OpenSearch nodes beside the same index here: same answers, time, size, one run.

    python bench/cluster.py SET [--documents 20000 200000] [--queries 300] [--nodes 3] [--heap 1024]

SET is the folder of a relevance set, as in bench/relevance.py; its documents are repeated, with ids of their
own, until there are so many (0: as they are). Of several sizes the growth is told; each has nodes of its own.
Elapsed time, since the cluster works in other processes; the nodes run on this machine
(tests/support/opensearch_nodes.py), the heap of each in megabytes. Needs Maven and a JDK 17.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))
import opensearch_nodes
from relevance import lines

from search import Document, Engine, QueryTooShort, Section, build
from search.opensearch import Access, Cluster, connect, load

ROOT = Path(__file__).resolve().parents[1]
FILES = ("queries", "queries.mobile", "queries.typo")
Figures = dict[str, float]


def documents(folder: Path, lang: str, wanted: int) -> list[Document]:
    """The documents of a set, again and again until there are enough."""
    rows = lines(folder / "corpus.jsonl")

    def made(copy: int, row: dict[str, Any]) -> Document:
        name = f"{row['id']}-{copy}" if copy else str(row["id"])
        return Document(name, lang, "", str(row["title"]), sections=(Section("", "", str(row["body"])),))

    copies = (made(copy, row) for copy in range(wanted // len(rows) + 1) for row in rows)
    return list(islice(copies, wanted or len(rows)))


def answer(engine: Engine, text: str) -> object:
    """What an engine says, or that it refuses."""
    try:
        return engine.search(text).as_json()
    except QueryTooShort as error:
        return str(error)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that something takes, and what it gives."""
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def percentile(times: Sequence[float], part: int) -> float:
    """The time in milliseconds below which so many hundredths are."""
    return sorted(times)[len(times) * part // 100] * 1000


def size(folder: Path) -> float:
    """Megabytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def ask_both(own: Engine, cluster: Engine, texts: Sequence[str]) -> tuple[int, dict[str, float]]:
    """How many answers are identical, and the percentiles of both, asked in turn."""
    here, there, same = [], [], 0
    for text in texts:
        spent_here, mine = timed(lambda text=text: answer(own, text))
        spent_there, theirs = timed(lambda text=text: answer(cluster, text))
        here.append(spent_here)
        there.append(spent_there)
        same += mine == theirs
    places = {"here": here, "there": there}
    return same, {
        f"p{part} {place}, ms": percentile(times, part)
        for place, times in places.items()
        for part in (50, 95)
    }


def compare(folder: Path, asked: argparse.Namespace, count: int, urls: tuple[str, ...], ask: Any) -> Figures:
    """Index here, publish there, ask both: what it took, also printed."""
    made = documents(asked.set, asked.lang, count)
    indexing, _ = timed(lambda: build(folder, asked.lang, made))
    own = Engine.open(folder)
    print(f"{len(made)} documents: indexed here in {indexing:.1f} s", flush=True)
    connection = connect(Access(urls))
    sending, _ = timed(lambda: load(connection, [own.index], "bench", lambda *_: None))
    print(f"sent in {sending:.1f} s", flush=True)
    connection.api.indices.flush()
    store = ask("/_stats/store")["indices"]
    held = sum(each["primaries"]["store"]["size_in_bytes"] for each in store.values()) / 1e6
    opening, cluster = timed(lambda: Engine(Cluster.open(connection, "bench", asked.lang, time.monotonic)))
    rows = [row for name in FILES for row in lines(asked.set / f"{name}.jsonl")]
    texts = [str(row["text"]) for row in rows[:: max(1, len(rows) // asked.queries)]]
    same, percentiles = ask_both(own, cluster, texts)
    print(f"{same} of {len(texts)} answers identical", flush=True)
    found = {
        "documents": len(made),
        "indexed here, s": indexing,
        "size here, MB": size(folder),
        "sent, s": sending,
        "size there without replicas, MB": held,
        "opened there, s": opening,
    } | percentiles
    print(told([found]), flush=True)
    return found


def told(figures: Sequence[Figures]) -> str:
    """A Markdown table: a line a figure, a column a size, and how the last grew from the first."""
    heads = ["", *("" for _ in figures), "growth"]
    rows = [
        [name, *(f"{each[name]:,.1f}" for each in figures), f"x {figures[-1][name] / figures[0][name]:.1f}"]
        for name in figures[0]
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows])


def one_size(asked: argparse.Namespace, count: int) -> Figures:
    """Start nodes, compare with so many documents, stop them."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        classes = opensearch_nodes.class_path(ROOT / "build/opensearch")
        nodes = opensearch_nodes.cluster(classes, Path(name), asked.nodes, asked.heap)
        try:
            urls = tuple(node.url for node in nodes)
            return compare(Path(name) / "index", asked, count, urls, nodes[0].ask)
        finally:
            for node in nodes:
                node.stop(kill=True)  # its data go with it


def main() -> int:
    """Compare with each size and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path)
    parser.add_argument("--documents", type=int, nargs="+", default=[0])
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--heap", type=int, default=1024)
    asked = parser.parse_args()
    if why := opensearch_nodes.lacking():
        sys.exit(why)
    meta = json.loads((asked.set / "meta.json").read_text("utf-8"))
    asked.lang = meta.get("lang") or asked.set.name[-2:]
    print(told([one_size(asked, each) for each in asked.documents]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
