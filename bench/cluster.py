"""The index on three OpenSearch nodes beside the same index here: same answers, time, size, one run.

    python bench/cluster.py SET [--documents 20000] [--queries 300] [--nodes 3]

SET is the folder of a relevance set, as in bench/relevance.py; its documents are repeated, with ids of their
own, until there are so many (0: as they are). Elapsed time, since the cluster works in other processes; the
nodes run on this machine (tests/support/opensearch_nodes.py), with small heaps. Needs Maven and a JDK 17.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))
import opensearch_nodes
from relevance import lines

from search import Document, Engine, QueryTooShort, Section, build
from search.opensearch import Access, Cluster, connect, load

ROOT = Path(__file__).resolve().parents[1]
FILES = ("queries", "queries.mobile", "queries.typo")


def documents(folder: Path, lang: str, wanted: int) -> list[Document]:
    """The documents of a set, again and again until there are enough."""
    rows = lines(folder / "corpus.jsonl")

    def made(copy: int, row: dict[str, Any]) -> Document:
        name = f"{row['id']}-{copy}" if copy else str(row["id"])
        return Document(name, lang, "", str(row["title"]), sections=(Section("", "", str(row["body"])),))

    copies = (made(copy, row) for copy in count() for row in rows)
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


def middle_and_slow(times: Sequence[float]) -> str:
    """p50 and p95 in milliseconds."""
    found = sorted(times)
    return " / ".join(f"{found[len(found) * part // 100] * 1000:.1f}" for part in (50, 95))


def size(folder: Path) -> float:
    """Megabytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def compare(folder: Path, asked: argparse.Namespace, lang: str, urls: tuple[str, ...], ask: Any) -> None:
    """Index here, publish there, ask both in turn, and print what it took."""
    made = documents(asked.set, lang, asked.documents)
    indexing, _ = timed(lambda: build(folder, lang, made))
    own = Engine.open(folder)
    connection = connect(Access(urls))
    sending, _ = timed(lambda: load(connection, [own.index], "bench", lambda *_: None))
    store = ask("/_stats/store")["indices"]
    held = sum(each["primaries"]["store"]["size_in_bytes"] for each in store.values()) / 1e6
    opening, cluster = timed(lambda: Engine(Cluster.open(connection, "bench", lang, time.monotonic)))
    rows = [row for name in FILES for row in lines(asked.set / f"{name}.jsonl")]
    texts = [str(row["text"]) for row in rows[:: max(1, len(rows) // asked.queries)]]
    here, there, same = [], [], 0
    for text in texts:
        spent_here, mine = timed(lambda text=text: answer(own, text))
        spent_there, theirs = timed(lambda text=text: answer(cluster, text))
        here.append(spent_here)
        there.append(spent_there)
        same += mine == theirs
    print(f"{asked.set.name}: {len(made)} documents, {len(texts)} queries, {same} answers identical")
    print(f"indexed here in {indexing:.1f} s, {size(folder):.1f} MB")
    print(f"sent in {sending:.1f} s, {held:.1f} MB (without replicas), opened in {opening:.1f} s")
    print(f"p50 / p95 here {middle_and_slow(here)} ms, there {middle_and_slow(there)} ms")


def main() -> int:
    """Start the nodes, compare, stop them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path)
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--nodes", type=int, default=3)
    asked = parser.parse_args()
    if why := opensearch_nodes.lacking():
        sys.exit(why)
    lang = json.loads((asked.set / "meta.json").read_text("utf-8")).get("lang") or asked.set.name[-2:]
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        classes = opensearch_nodes.class_path(ROOT / "build/opensearch")
        nodes = opensearch_nodes.cluster(classes, Path(name), asked.nodes)
        try:
            compare(Path(name) / "index", asked, lang, tuple(node.url for node in nodes), nodes[0].ask)
        finally:
            for node in nodes:
                node.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
