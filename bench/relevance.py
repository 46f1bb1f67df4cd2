"""How well we find, beside every lexical peer, in one table.

    python bench/relevance.py SETS [--only qa4faq-it,seed-it] [--out docs]

SETS is a folder of relevance sets: SET/{corpus,queries,queries.typo,queries.mobile}.jsonl and qrels.tsv. Our
engine has the project's configuration and synonyms of the language. Writes bench-relevance.md and .png.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml
from peers import PEERS, Search, Text

from bench.measures import ndcg
from kb.cli.operator import tags as tags_of
from search import Document, Engine, QueryTooShort, Section, build

VARIANTS = {"clean": "queries", "typo": "queries.typo", "mobile": "queries.mobile"}
CONTENT = Path(__file__).parents[1] / "content"
OURS = "this project"
ROUNDS = 2000
Found = dict[tuple[str, str, str], list[float]]


def ours(documents: Sequence[Text], language: str, tags: dict[str, tuple[str, ...]]) -> Search:
    """Our engine over a relevance set, with the synonyms of the project."""
    file = CONTENT / language / "synonyms.yml"
    synonyms = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else ()
    directory = Path(tempfile.mkdtemp())
    made = [
        Document(
            d.id, language, "", d.title, keywords=tags.get(d.id, ()), sections=(Section("", "", d.body),)
        )
        for d in documents
    ]
    build(directory, language, made, synonyms)
    engine = Engine.open(directory)

    def search(text: str, limit: int) -> list[str]:
        try:
            return [name for name, _ in engine.ranked(text, limit).hits]
        except QueryTooShort:
            return []

    return search


def lines(path: Path) -> list[dict[str, object]]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def right_answers(folder: Path) -> dict[str, set[str]]:
    """The relevant documents of each query."""
    right: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        query, document, grade = line.split("\t")
        if int(grade) > 0:
            right.setdefault(query, set()).add(document)
    return right


def measure(folder: Path, found: Found) -> None:
    """Ask every engine every query of a set; keeps nDCG@10 of each query."""
    language = folder.name[-2:]
    rows = lines(folder / "corpus.jsonl")
    documents = [Text(str(row["id"]), str(row["title"]), str(row["body"])) for row in rows]
    tags = {str(row["id"]): tags_of(row, "corpus.jsonl") for row in rows}
    right = right_answers(folder)
    makers: dict[str, Callable[[], Search]] = {OURS: lambda: ours(documents, language, tags)}
    makers |= {name: (lambda make=make: make(documents, language)) for name, make in PEERS.items()}
    for name, make in makers.items():
        search = make()
        for variant, file in VARIANTS.items():
            asked = [row for row in lines(folder / f"{file}.jsonl") if row["id"] in right]
            scores = [ndcg(search(str(row["text"]), 10), right[str(row["id"])]) for row in asked]
            found[folder.name, variant, name] = scores
        sys.stderr.write(f"{folder.name} {name}\n")


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean."""
    return sum(values) / len(values)


def wins(ours_: Sequence[float], theirs: Sequence[float]) -> str:
    """Paired bootstrap of the difference: + or - where its 95% interval leaves out zero, else =."""
    chance = random.Random(7)
    differences = [a - b for a, b in zip(ours_, theirs, strict=True)]
    means = sorted(mean(chance.choices(differences, k=len(differences))) for _ in range(ROUNDS))
    low, high = means[int(0.025 * ROUNDS)], means[int(0.975 * ROUNDS) - 1]
    return "+" if low > 0 else "-" if high < 0 else "="


def table(found: Found) -> str:
    """A Markdown table: nDCG@10 of every engine by set and variant, the best in bold."""
    names = [OURS, *PEERS]
    rows = [f"| set | variant | {' | '.join(names)} | against Whoosh |", "|---" * (len(names) + 3) + "|"]
    for key in dict.fromkeys((folder, variant) for folder, variant, _ in found):
        values = {name: mean(found[*key, name]) for name in names}
        best = max(values.values())
        cells = [f"**{v:.3f}**" if v == best else f"{v:.3f}" for v in values.values()]
        verdict = wins(found[*key, OURS], found[*key, "Whoosh BM25F"])
        rows.append(f"| {key[0]} | {key[1]} | {' | '.join(cells)} | {verdict} |")
    return "\n".join(rows)


def plot(found: Found, path: Path) -> None:
    """Bars of nDCG@10 by set, for clean queries and for those with an error."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    sets = list(dict.fromkeys(folder for folder, _, _ in found))
    names = [OURS, *PEERS]
    figure, axes = plt.subplots(2, 1, figsize=(12, 7), sharex=True)
    for axis, variant in zip(axes, ("clean", "typo"), strict=True):
        for place, name in enumerate(names):
            values = [mean(found[folder, variant, name]) for folder in sets]
            axis.bar([n + place * 0.14 for n in range(len(sets))], values, 0.13, label=name)
        axis.set_ylabel(f"nDCG@10, {variant}")
    axes[1].set_xticks([n + 0.35 for n in range(len(sets))], sets, rotation=30, ha="right")
    axes[0].legend(ncols=len(names), fontsize="small", loc="lower center", bbox_to_anchor=(0.5, 1.0))
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main() -> None:
    """Measure, write the table and the plot."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--out", type=Path, default=Path("docs"))
    options = parser.parse_args()
    wanted = set(filter(None, options.only.split(",")))
    found: Found = {}
    for folder in sorted(options.sets.iterdir()):
        if folder.is_dir() and (not wanted or folder.name in wanted):
            measure(folder, found)
    options.out.mkdir(exist_ok=True)
    text = (
        "# Relevance\n\nnDCG@10 on the development sets, all engines in one run. Last column: a paired\n"
        "bootstrap (95%) of our lead over Whoosh's BM25F: + better, - worse, = no difference shown.\n\n"
        "Made by `python bench/relevance.py SETS`.\n\n![nDCG by set](bench-relevance.png)\n\n"
    )
    (options.out / "bench-relevance.md").write_text(text + table(found) + "\n", "utf-8")
    plot(found, options.out / "bench-relevance.png")


if __name__ == "__main__":
    main()
