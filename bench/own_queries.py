"""How well the project's own articles answer what customers ask, beside every lexical peer.

    python bench/own_queries.py FOLDER [--out docs]

FOLDER holds LANG/{queries,tickets}.jsonl, each row {text, articles: [accepted ids]}; no article: nothing here
answers it. Messages are asked whole, as if pasted into the search field. Peers read the same words as our
engine: title, questions, keywords, texts. Writes bench-own.md. The columns:

s1, s3   the first article, or one of the first three, is accepted
shown    of what can be answered: something was found
sure     of what can be answered: found and said to answer (a peer knows no doubt: as shown)
unsure   of what cannot: nothing was found, or it was said not to answer (higher is better)
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml
from peers import PEERS, Text

from kb.content import corpus, facts, render
from search import Document, Engine, QueryTooShort, build
from search.query.near import FILE, parse

CONTENT = Path(__file__).parents[1] / "content"
OURS = "this project"
Answer = tuple[list[str], bool]
Ask = Callable[[str], Answer]


def ours(documents: Sequence[Document], lang: str) -> Ask:
    """Our engine with the project's synonyms and near words, as the site has it."""
    synonyms = yaml.safe_load((CONTENT / lang / "synonyms.yml").read_text("utf-8"))
    directory = Path(tempfile.mkdtemp())
    near = parse((CONTENT / lang / FILE).read_text("utf-8")).in_use()
    build(directory, lang, documents, synonyms, near=near)
    engine = Engine.open(directory)

    def ask(text: str) -> Answer:
        try:
            found = engine.ranked(text, 10)
        except QueryTooShort:
            return [], False
        return [name for name, _ in found.hits], found.confident

    return ask


def peer(make: Callable[..., Any], documents: Sequence[Document], lang: str) -> Ask:
    """A peer over the same words; what it finds, it means."""
    texts = [Text(each.id, each.title, " ".join(list(each.texts())[1:])) for each in documents]
    search = make(texts, lang)

    def ask(text: str) -> Answer:
        ids = search(text, 10)
        return ids, bool(ids)

    return ask


def figures(ask: Ask, rows: Sequence[dict[str, Any]]) -> list[float]:
    """The columns: s1, s3, shown, sure, unsure."""
    answered = [(row["articles"], *ask(row["text"])) for row in rows]
    known = [each for each in answered if each[0]]
    strange = [each for each in answered if not each[0]]
    columns = [
        [bool(set(ids[:1]) & set(right)) for right, ids, _ in known],
        [bool(set(ids[:3]) & set(right)) for right, ids, _ in known],
        [bool(ids) for _, ids, _ in known],
        [bool(ids) and sure for _, ids, sure in known],
        [not (ids and sure) for _, ids, sure in strange],
    ]
    return [sum(column) / len(column) for column in columns]


def table(folder: Path) -> str:
    """A Markdown table, the best of each column and set in bold."""
    lines = ["| set | engine | s1 | s3 | shown | sure | unsure |", "|---|---|---:|---:|---:|---:|---:|"]
    for lang in ("it", "en"):
        documents = render.documents(corpus.load(CONTENT).of(lang), facts.load(CONTENT))
        engines = {OURS: ours(documents, lang)} | {
            n: peer(make, documents, lang) for n, make in PEERS.items()
        }
        for name in ("queries", "tickets"):
            text = (folder / lang / f"{name}.jsonl").read_text("utf-8")
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
            found = {engine: figures(ask, rows) for engine, ask in engines.items()}
            best = [max(column) for column in zip(*found.values(), strict=True)]
            for engine, values in found.items():
                cells = [f"**{v:.3f}**" if v == b else f"{v:.3f}" for v, b in zip(values, best, strict=True)]
                lines.append(f"| {name} {lang} ({len(rows)}) | {engine} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    options = parser.parse_args()
    columns = (__doc__ or "").partition("The columns:\n\n")[2]
    head = "# The project's own questions\n\nMade by `python bench/own_queries.py FOLDER`.\n\n"
    page = f"{head}```\n{columns}```\n\n"
    (options.out / "bench-own.md").write_text(page + table(options.folder) + "\n", "utf-8")


if __name__ == "__main__":
    main()
