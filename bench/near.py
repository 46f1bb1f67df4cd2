"""What near words add to public relevance sets, and what they cost.

    python bench/near.py SETS [--only itafaq-it,seed-en]

SETS is a folder as bench/relevance.py takes it. Each set gets the tables of near words of its own language
that `kb near update` and `kb near update --own` make (that needs the extra `near`). Prints a row of a table a
set:

without, with, own  nDCG@10 of the plain queries: no table, the usual one, that of `--own`
bare                the same with the usual table but for what is near words that articles hold
unsure              of the queries that nothing answers, the share without a sure answer, with each of them
index               CPU seconds of an indexing without and with the usual table, which is made before
bytes               of the usual table's chunks that a browser fetches for a query, in the mean
asks                share of the queries that fetch any
words               lines of the usual table
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
from search import Document, Engine, QueryTooShort, Ranked, Section, build
from search.query import expand
from search.query.near import AKIN, NearTable
from search.query.parse import read
from search.query.understand import understand
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


def asked(engine: Engine, text: str) -> Ranked:
    """The first ten; nothing for a query that is too short."""
    try:
        return engine.ranked(text, 10)
    except QueryTooShort:
        return Ranked((), confident=False)


def quality(engine: Engine, queries: Queries) -> float:
    """The mean nDCG@10."""
    found = ((asked(engine, text).hits, right) for text, right in queries)
    return sum(ndcg([name for name, _ in hits], right) for hits, right in found) / len(queries)


def unsure(engine: Engine, texts: Sequence[str]) -> str:
    """The share of these queries that get no sure answer."""
    answers = [asked(engine, text) for text in texts]
    return f"{sum(not (each.hits and each.confident) for each in answers) / len(texts):.3f}" if texts else "-"


def keys(engine: Engine, text: str) -> set[str]:
    """The words of the table that a query asks for: unknown ones, and those of what no article answers."""
    analyzer, index = engine.index.analyzer, engine.index
    try:
        words = read(normal(text), analyzer).query_words
        query = understand(text, analyzer, index)
    except QueryTooShort:
        return set()
    unknown = {one.word for one in words if not expand.is_right(one, analyzer, index)}
    if engine.ranked(text).confident or query.message:
        return unknown
    content = (each for group in query.groups if not group.stop for each in group.alternatives)
    return unknown | {AKIN + each.term for each in content if each.kind == "exact"}


def fetched(engine: Engine, table: NearTable, queries: Queries) -> tuple[float, float]:
    """The mean bytes of the chunks that queries ask for, and the share of queries with any."""
    parts = chunks(table.in_use())
    firsts, sizes = [first for first, _ in parts], [len(data) for _, data in parts]
    each = []
    for text, _ in queries:
        places = {max(0, bisect_right(firsts, key) - 1) for key in keys(engine, text)}
        each.append(sum(sizes[place] for place in places))
    return sum(each) / len(each), sum(map(bool, each)) / len(each)


def row(folder: Path, encoder: Encoder) -> str:
    """The figures of a set."""
    lang = folder.name[-2:]
    found, right = documents(folder, lang), right_answers(folder)
    rows = lines(folder / "queries.jsonl")
    queries = [(str(q["text"]), right[str(q["id"])]) for q in rows if q["id"] in right]
    other = [str(q["text"]) for q in rows if q.get("answerable") is False]
    given = found, Analyzer(language(lang)), (), NearTable(), common, partial(encoder.nearest, lang), stem
    table, own = near_words.make(*given), near_words.make(*given, with_own=True)
    plain, short = indexed(found, lang, NearTable())
    rich, longer = indexed(found, lang, table)
    bare = NearTable(table.terms, {word: table.words[word] for word in table.words if word[0] != AKIN})
    engines = plain, indexed(found, lang, bare)[0], rich, indexed(found, lang, own)[0]
    size, share = fetched(rich, table, queries)
    cells = [f"{quality(each, queries):.3f}" for each in engines]
    cells.append(", ".join(unsure(each, other) for each in engines) if other else "-")
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
    print("| set | without | bare | with | own | unsure | index, s | bytes | asks | words |")
    print("|---|---:|---:|---:|---:|---|---:|---:|---:|---:|")
    for folder in sorted(options.sets.iterdir()):
        if folder.is_dir() and (not wanted or folder.name in wanted):
            print(row(folder, encoder), flush=True)


if __name__ == "__main__":
    main()
