"""What near words add to public relevance sets, and what they cost.

    python bench/near.py SETS [--only itafaq-it,seed-en]

SETS is a folder as bench/relevance.py takes it. Each set gets a table of near words of its own language, made
as `kb near update --own` makes one (that needs the extra `near`). Prints a row of a Markdown table a set:

without, with   nDCG@10 of the plain queries
index           CPU seconds of an indexing without and with the table, which is made before
bytes           of the table's chunks that a browser fetches for a query, in the mean over all queries
asks            share of the queries that fetch any
"""

import argparse
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.measures import ndcg
from bench.relevance import CONTENT, lines, right_answers
from kb.cli.operator import tags
from kb.support import near_words
from kb.support.encoder import Encoder, common, stem
from search import Document, Engine, QueryTooShort, Section, build
from search.query import expand
from search.query.near import NearTable
from search.query.parse import read
from search.static.near import chunks
from search.text.analyzer import Analyzer, normal
from search.text.language import language

Queries = Sequence[tuple[str, set[str]]]


def documents(folder: Path, lang: str) -> list[Document]:
    """The articles of a set."""
    rows = lines(folder / "corpus.jsonl")
    return [
        Document(
            str(row["id"]),
            lang,
            "",
            str(row["title"]),
            keywords=tags(row, "corpus.jsonl"),
            sections=(Section("", "", str(row["body"])),),
        )
        for row in rows
    ]


def indexed(found: Sequence[Document], lang: str, table: NearTable) -> tuple[Engine, float]:
    """An engine over the documents with the project's synonyms, and the CPU seconds of indexing."""
    file = CONTENT / lang / "synonyms.yml"
    synonyms = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else ()
    directory = Path(tempfile.mkdtemp())
    begin = time.process_time()
    build(directory, lang, found, synonyms, near=table)
    return Engine.open(directory), time.process_time() - begin


def quality(engine: Engine, queries: Queries) -> float:
    """The mean nDCG@10."""

    def ranked(text: str) -> list[str]:
        try:
            return [name for name, _ in engine.ranked(text, 10).hits]
        except QueryTooShort:
            return []

    return sum(ndcg(ranked(text), right) for text, right in queries) / len(queries)


def fetched(engine: Engine, table: NearTable, queries: Queries) -> tuple[float, float]:
    """The mean bytes of chunks for words that the index does not know, and the share of queries with any."""
    parts = chunks(table.in_use())
    firsts, sizes = [first for first, _ in parts], [len(data) for _, data in parts]
    analyzer = Analyzer(engine.index.language)
    each = []
    for text, _ in queries:
        try:
            words = read(normal(text), analyzer).query_words
        except QueryTooShort:
            words = ()
        unknown = {one.word for one in words if not expand.is_right(one, analyzer, engine.index)}
        places = {bisect_right(firsts, word) - 1 for word in unknown} - {-1}
        each.append(sum(sizes[place] for place in places))
    return sum(each) / len(each), sum(map(bool, each)) / len(each)


def row(folder: Path, encoder: Encoder) -> str:
    """The figures of a set."""
    lang = folder.name[-2:]
    found, right = documents(folder, lang), right_answers(folder)
    queries = [
        (str(q["text"]), right[str(q["id"])]) for q in lines(folder / "queries.jsonl") if q["id"] in right
    ]
    analyzer = Analyzer(language(lang))
    nearest = partial(encoder.nearest, lang)
    table = near_words.make(found, analyzer, (), NearTable(), common, nearest, stem, with_own=True)
    plain, short = indexed(found, lang, NearTable())
    rich, longer = indexed(found, lang, table)
    size, share = fetched(rich, table, queries)
    cells = [f"{quality(plain, queries):.3f}", f"{quality(rich, queries):.3f}"]
    cells += [f"{short:.1f} / {longer:.1f}", f"{size:,.0f}", f"{share:.0%}", f"{len(table.words):,}"]
    return f"| {folder.name} | {' | '.join(cells)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    wanted = set(filter(None, options.only.split(",")))
    encoder = Encoder()
    print("| set | without | with | index, s | bytes | asks | words |\n|---|---:|---:|---:|---:|---:|---:|")
    for folder in sorted(options.sets.iterdir()):
        if folder.is_dir() and (not wanted or folder.name in wanted):
            print(row(folder, encoder), flush=True)


if __name__ == "__main__":
    main()
