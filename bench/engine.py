"""What indexing and asking cost, in CPU time, interleaved with SQLite FTS5 and stock Whoosh in one run.

    python bench/engine.py SET [--out docs]

SET is the folder of a relevance set, as in bench/relevance.py. CPU time, not elapsed time, so that other work
on the machine counts less; each query is asked of every engine in turn. `engine_report` writes the page.
"""

import argparse
import multiprocessing
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from time import process_time as cpu
from typing import Any, TypeVar

import stock
from engine_report import Costs, Measured, write_report
from peers import Text, sqlite_fts5, whoosh_bm25f, words
from relevance import lines

from search import Document, Engine, Index, QueryTooShort, Section, build, update
from search.query.understand import Group, understand
from search.ranking.score import Postings, Source, rank

QUERIES, UPDATES, LARGE, TURNS = 300, 100, 5000, 3
FILES = {"OR": "queries", "prefix": "queries.mobile", "typo": "queries.typo"}
Way = Callable[[str], object]
T = TypeVar("T")


def documents(rows: Sequence[Text], language: str) -> list[Document]:
    """The documents of a set for our engine."""
    return [Document(r.id, language, "", r.title, sections=(Section("", "", r.body),)) for r in rows]


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of CPU that something takes."""
    start = cpu()
    work()
    return (cpu() - start) * 1000


def interleaved(asked: Sequence[str], engines: dict[str, Way]) -> list[Costs]:
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


def fts5_snippets(base: sqlite3.Connection, text: str) -> list[Any]:
    """Any word, with the best passage of each of the first ten."""
    match = " OR ".join(f'"{word}"' for word in words(text))
    return base.execute(
        "SELECT id, snippet(d, 2, '<', '>', '...', 40) FROM d WHERE d MATCH ? "
        "ORDER BY bm25(d, 0, 2.0, 1.0) LIMIT 10",
        (match,),
    ).fetchall()


def evaluations(index: Index, texts: Sequence[str]) -> list[tuple[Costs, int]]:
    """Our evaluation and Whoosh's of the same words: what they cost, and on how many queries they agree."""
    searcher, queries = stock.searcher(index), [understand(text, index.analyzer, index) for text in texts]
    groups = [[g for g in query.groups if g.alternatives and not g.stop] for query in queries]
    ways: dict[str, Callable[[Sequence[Group]], stock.Found]] = {
        "ours, postings from the disk": lambda content: first_ten(index, content, from_disk(index)),
        "ours, postings kept": lambda content: first_ten(index, content, index.postings),
        "Whoosh as it comes": lambda content: stock.first_ten(index, searcher, content),
        "Whoosh, DisjunctionMax corrected": lambda content: stock.first_ten(
            index, searcher, content, stock.BestOfDocument
        ),
    }
    found: dict[str, list[stock.Found]] = {name: [] for name in ways}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for content in filter(None, groups):
        for name, way in ways.items():
            start = cpu()
            found[name].append(way(content))
            times[name].append((cpu() - start) * 1000)
    first, *_ = found.values()
    same = {name: sum(map(list.__eq__, told, first)) for name, told in found.items()}
    return [(Costs(name, times[name]), round(100 * same[name] / len(first))) for name in ways]


def first_ten(index: Index, content: Sequence[Group], source: Source) -> stock.Found:
    """Ids and scores of the first ten by our evaluation."""
    order = rank(content, source, 0, None, index.id, 10, 10).order
    return [(index.id(number), score) for number, score in order]


def from_disk(index: Index) -> Source:
    """Postings decoded anew for a query, as Whoosh does."""
    return cache(lambda term: Postings(*index.segments.postings(term)))


def alone(work: Callable[..., T], *arguments: object) -> T:
    """Do something in a fresh process, as a command would: the other engines' objects cost it nothing."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def updates(directory: Path, language: str, made: list[Document]) -> tuple[Costs, int]:
    """Adding one article at a time: the cost of each commit, and the most segments there were."""
    times, segments = [], 0
    for number in range(UPDATES):
        made = [*made, replace(made[number], id=f"new-{number}")]
        times.append(spent(lambda made=made: update(directory, language, made)))
        with Index.open(directory) as index:
            segments = max(segments, len(index.segments))
    return Costs("update", times), segments


def memory(directory: Path, language: str, made: list[Document], texts: Sequence[str]) -> float:
    """Resident megabytes of a fresh process that answers queries over LARGE articles."""
    many = [replace(each, id=f"{each.id}-{n}") for n in range(1 + LARGE // len(made)) for each in made]
    build(directory, language, many[:LARGE])
    return alone(resident, directory, texts)


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


def builds(place: Path, rows: Sequence[Text], language: str, made: list[Document]) -> list[Costs]:
    """A full index of each engine, in turn."""
    times: dict[str, list[float]] = {"ours": [], "SQLite FTS5": [], "stock Whoosh": []}
    for turn in range(TURNS):
        times["ours"].append(spent(lambda: build(place / "ours", language, made)))
        times["SQLite FTS5"].append(spent(lambda turn=turn: fts5(rows, language, place / f"fts{turn}")))
        times["stock Whoosh"].append(spent(lambda: whoosh_bm25f(rows, language)))
    return [Costs(name, found) for name, found in times.items()]


def queries(
    engine: Engine, base: sqlite3.Connection, rows: Sequence[Text], language: str, asked: dict[str, list[str]]
) -> dict[str, list[Costs]]:
    """Each kind of query of every engine; a space at the end says that the last word is whole."""
    peer, plain = sqlite_fts5(rows, language), whoosh_bm25f(rows, language)
    stock_whoosh: Way = lambda text: plain(text, 10)  # noqa: E731
    whole: dict[str, Way] = {
        "ours": lambda text: ask(engine, f"{text} "),
        "SQLite FTS5": lambda text: peer(text, 10),
        "stock Whoosh": stock_whoosh,
    }
    begun: dict[str, Way] = {
        "ours": lambda text: ask(engine, text),
        "SQLite FTS5": lambda text: fts5_prefix(base, text),
        "stock Whoosh": stock_whoosh,
    }
    shown: dict[str, Way] = {
        "ours": lambda text: engine.search(f"{text} "),
        "SQLite FTS5": lambda text: fts5_snippets(base, text),
    }
    costs = {kind: interleaved(texts, begun if kind == "prefix" else whole) for kind, texts in asked.items()}
    return costs | {"OR with excerpts": interleaved(asked["OR"], shown)}


def measure(folder: Path) -> Measured:
    """Everything, over one relevance set."""
    language = folder.name[-2:]
    rows = [Text(str(r["id"]), str(r["title"]), str(r["body"])) for r in lines(folder / "corpus.jsonl")]
    made = documents(rows, language)
    asked = {
        kind: [str(row["text"]).rstrip("?. ") for row in lines(folder / f"{file}.jsonl")][:QUERIES]
        for kind, file in FILES.items()
    }
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        built = builds(place, rows, language, made)
        engine = Engine.open(place / "ours")
        costs = queries(engine, sqlite3.connect(place / "fts0"), rows, language, asked)
        evaluated = evaluations(engine.index, [f"{text} " for text in asked["OR"]])
        share = size(place / "ours") / (place / "fts0").stat().st_size
        added, segments = alone(updates, place / "ours", language, made)
        megabytes = memory(place / "large", language, made, asked["OR"] + asked["typo"])
    return Measured(
        folder.name, len(rows), QUERIES, built, costs, evaluated, share, added, segments, LARGE, megabytes
    )


def main() -> None:
    """Read the arguments, measure, write the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    options = parser.parse_args()
    sys.stdout.write(write_report(measure(options.set), options.out))


if __name__ == "__main__":
    main()
