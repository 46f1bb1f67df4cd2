"""What indexing and asking cost, in CPU time, interleaved with SQLite FTS5 and stock Whoosh in one run.

    python bench/engine.py SET [--out docs]

SET is the folder of a relevance set, as in bench/relevance.py. CPU time, not elapsed time, so that other work
on the machine counts less; each query is asked of every engine in turn. Writes bench-engine.md and .png.
"""

import argparse
import multiprocessing
import re
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time as cpu
from typing import Any

from peers import Text, sqlite_fts5, whoosh_bm25f, words
from relevance import lines
from whoosh import query as whoosh_query
from whoosh import scoring

from search import Document, Engine, Index, QueryTooShort, Section, build, update
from search.query import Group, understand
from search.rank import rank

QUERIES, UPDATES, LARGE = 300, 100, 5000


@dataclass(frozen=True)
class Costs:
    """Milliseconds of CPU of many queries."""

    name: str
    times: list[float]

    def part(self, share: float) -> float:
        """The cost that this share of the queries does not exceed."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]


def documents(rows: Sequence[Text], language: str) -> list[Document]:
    """The documents of a set for our engine."""
    return [Document(r.id, language, "", r.title, sections=(Section("", "", r.body),)) for r in rows]


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of CPU that something takes."""
    start = cpu()
    work()
    return (cpu() - start) * 1000


def interleaved(asked: Sequence[str], engines: dict[str, Callable[[str], object]]) -> list[Costs]:
    """Each query of every engine in turn."""
    times: dict[str, list[float]] = {name: [] for name in engines}
    for text in asked:
        for name, ask in engines.items():
            times[name].append(spent(lambda ask=ask, text=text: ask(text)))
    return [Costs(name, found) for name, found in times.items()]


def fts5(rows: Sequence[Text], language: str, path: Path) -> sqlite3.Connection:
    """FTS5 on the disk, as sqlite_fts5 makes it in memory."""
    base = sqlite3.connect(path)
    porter = "porter " if language == "en" else ""
    options = f'tokenize="{porter}unicode61 remove_diacritics 2"'
    base.execute(f"CREATE VIRTUAL TABLE d USING fts5(id UNINDEXED, title, body, {options})")
    base.executemany("INSERT INTO d VALUES (?,?,?)", rows)
    base.commit()
    return base


def fts5_prefix(base: sqlite3.Connection, text: str) -> list[Any]:
    """Any word, the last one as a prefix."""
    *whole, last = words(text)
    match = " OR ".join([*(f'"{word}"' for word in whole), f'"{last}"*'])
    return base.execute(
        "SELECT id FROM d WHERE d MATCH ? ORDER BY bm25(d, 0, 2.0, 1.0) LIMIT 10", (match,)
    ).fetchall()


class _Points(scoring.WeightingModel):  # type: ignore[misc]
    """Whoosh scoring our postings with our integers: what stock evaluation of the same question costs."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: float = 1) -> Any:
        return _Scorer(qf)


class _Scorer(scoring.BaseScorer):  # type: ignore[misc]
    def __init__(self, factor: float) -> None:
        self.factor = factor

    def supports_block_quality(self) -> bool:
        return False

    def max_quality(self) -> float:
        return float("inf")

    def score(self, matcher: Any) -> float:
        return self.factor * int.from_bytes(matcher.value(), "little")


def stock(index: Index, searcher: Any, telling: Sequence[Group]) -> list[tuple[str, int]]:
    """The first ten by Whoosh's own evaluation: an OR of the telling words, each at its best."""
    words_ = [
        whoosh_query.DisjunctionMax(
            [
                whoosh_query.Term("terms", each.term, boost=each.quality * each.idf)
                for each in group.alternatives
            ]
        )
        for group in telling
    ]
    found = searcher.search(whoosh_query.Or(words_), limit=None, optimize=False)
    scored = [(index.id(hit.docnum), round(hit.score)) for hit in found]
    return sorted(scored, key=lambda item: (-item[1], item[0]))[:10]


def same_results(index: Index, texts: Sequence[str]) -> tuple[int, list[Costs]]:
    """How many queries give the same ten ids and scores as Whoosh's evaluation, and what both cost."""
    searcher = index.whoosh.searcher(weighting=_Points())
    queries = [understand(text, index.analyzer, index) for text in texts]
    asked = [[g for g in query.groups if g.alternatives and not g.stop] for query in queries]
    same = 0
    ours, theirs = Costs("ours", []), Costs("stock Whoosh", [])
    for telling in filter(None, asked):
        start = cpu()
        order = rank(telling, index.postings, 0, None, index.id, 10).order
        middle = cpu()
        expected = stock(index, searcher, telling)
        ours.times.append((middle - start) * 1000)
        theirs.times.append((cpu() - middle) * 1000)
        same += [(index.id(number), score) for number, score in order] == expected
    return round(100 * same / len(ours.times)), [ours, theirs]


def updates(directory: Path, language: str, made: list[Document]) -> tuple[Costs, int]:
    """Adding one article at a time: the cost of each commit, and the most segments there were."""
    times, segments = [], 0
    for number in range(UPDATES):
        made = [*made, replace(made[number], id=f"new-{number}")]
        times.append(spent(lambda made=made: update(directory, language, made)))
        with Index.open(directory) as index:
            segments = max(segments, len(index.whoosh._segments()))
    return Costs("update", times), segments


def memory(directory: Path, language: str, made: list[Document], texts: Sequence[str]) -> float:
    """Resident megabytes of a fresh process that answers queries over LARGE articles."""
    many = [replace(each, id=f"{each.id}-{n}") for n in range(1 + LARGE // len(made)) for each in made]
    build(directory, language, many[:LARGE])
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(resident, (directory, list(texts)))


def resident(directory: Path, texts: Sequence[str]) -> float:
    """Open, answer, and tell the largest resident size (Linux: getrusage would count the parent's too)."""
    engine = Engine.open(directory)
    for text in texts:
        ask(engine, text)
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


def ask(engine: Engine, text: str) -> object:
    """Ids and scores; nothing for a query that is refused."""
    try:
        return engine.ranked(text)
    except QueryTooShort:
        return None


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def cost_rows(title: str, costs: Sequence[Costs], against: float) -> list[str]:
    """Table rows of p50 and p95, with the ratio of p95 to a reference."""
    return [
        f"| {title} | {c.name} | {c.part(0.5):.2f} | {c.part(0.95):.2f} | {c.part(0.95) / against:.2f} |"
        for c in costs
    ]


def report(folder: Path, out: Path) -> None:
    """Measure everything and write the table and the plot."""
    language = folder.name[-2:]
    rows = [Text(str(r["id"]), str(r["title"]), str(r["body"])) for r in lines(folder / "corpus.jsonl")]
    made = documents(rows, language)
    asked = {
        name: [str(row["text"]).rstrip("?. ") for row in lines(folder / f"{file}.jsonl")][:QUERIES]
        for name, file in {"OR": "queries", "prefix": "queries.mobile", "typo": "queries.typo"}.items()
    }
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        built: dict[str, list[float]] = {"ours": [], "SQLite FTS5": [], "stock Whoosh": []}
        for turn in range(3):
            built["ours"].append(spent(lambda: build(place / "ours", language, made)))
            built["SQLite FTS5"].append(spent(lambda turn=turn: fts5(rows, language, place / f"fts{turn}")))
            built["stock Whoosh"].append(spent(lambda: whoosh_bm25f(rows, language)))
        base, engine = sqlite3.connect(place / "fts0"), Engine.open(place / "ours")
        peer, plain = sqlite_fts5(rows, language), whoosh_bm25f(rows, language)
        costs = {
            kind: interleaved(
                texts,
                {
                    "ours": lambda text, kind=kind: ask(engine, text if kind == "prefix" else f"{text} "),
                    "SQLite FTS5": lambda text, kind=kind: (
                        fts5_prefix(base, text) if kind == "prefix" else peer(text, 10)
                    ),
                    "stock Whoosh": lambda text: plain(text, 10),
                },
            )
            for kind, texts in asked.items()
        }
        same, evaluation = same_results(engine.index, [f"{text} " for text in asked["OR"]])
        bytes_ours, bytes_fts5 = size(place / "ours"), (place / "fts0").stat().st_size
        added, segments = updates(place / "ours", language, made)
        megabytes = memory(place / "large", language, made, asked["OR"] + asked["typo"])
    reference = costs["OR"][1].part(0.95)
    median = {name: statistics.median(times) for name, times in built.items()}
    build_rows = [
        f"| {name} | {value / 1000:.2f} | {value / median['SQLite FTS5']:.1f} |"
        for name, value in median.items()
    ]
    text = [
        "# Engine",
        f"\n{len(rows)} articles of `{folder.name}`, {QUERIES} queries of each kind, CPU time, one run.",
        "Made by `python bench/engine.py SET`.\n\n![CPU by kind of query](bench-engine.png)\n",
        "| full index | CPU s | x FTS5 |\n|---|---|---|",
        *build_rows,
        "\n| query | engine | p50 ms | p95 ms | p95 x FTS5's OR |\n|---|---|---|---|---|",
        *(row for kind, found in costs.items() for row in cost_rows(kind, found, reference)),
        "\n| the same evaluation | engine | p50 ms | p95 ms | p95 x ours |\n|---|---|---|---|---|",
        *cost_rows(f"{same}% same ids and scores", evaluation, evaluation[0].part(0.95)),
        "\n| | |\n|---|---|",
        f"| size of the index | {bytes_ours / bytes_fts5:.2f} x FTS5's |",
        f"| adding one article | p50 {added.part(0.5):.0f} ms, p95 {added.part(0.95):.0f} ms |",
        f"| most segments | {segments} |",
        f"| resident at {LARGE} articles | {megabytes:.0f} MB |",
    ]
    out.mkdir(exist_ok=True)
    (out / "bench-engine.md").write_text("\n".join(text) + "\n", "utf-8")
    plot(costs, out / "bench-engine.png")
    sys.stdout.write("\n".join(text) + "\n")


def plot(costs: dict[str, list[Costs]], path: Path) -> None:
    """Bars of p95 by kind of query and engine."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axis = plt.subplots(figsize=(8, 4))
    for place, name in enumerate(found.name for found in costs["OR"]):
        values = [found[place].part(0.95) for found in costs.values()]
        axis.bar([n + place * 0.27 for n in range(len(costs))], values, 0.25, label=name)
    axis.set_xticks([n + 0.27 for n in range(len(costs))], list(costs))
    axis.set_ylabel("CPU ms, p95")
    axis.set_yscale("log")
    axis.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    options = parser.parse_args()
    report(options.set, options.out)


if __name__ == "__main__":
    main()
