"""How well questions in languages of none of the articles find them.

    python bench/foreign.py

Asks bench/foreign.jsonl, questions and what is off topic, in three sets: the first written by the articles'
titles alone, the second, with more words of chats and searches, by their texts without the `questions:`. Of
each pair of neighbours the misses of the first were read while the rules were made, those of the second never
(`held`). The third, as the second by somebody who knew no rule, was first asked when the rules stood.
Prints a row of a Markdown table for each set, language of articles and of customers:

first, three    the share of the questions whose first article, or one of the first three, is a right one
held            `three` of the second half
sure            the share of the questions that get an answer, not only the nearest articles
off topic       the share of the other ones that get none
"""

import itertools
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from kb.content import corpus, facts, render
from search import Engine, Ranked, build

CONTENT = Path(__file__).parents[1] / "content"
QUESTIONS = Path(__file__).with_suffix(".jsonl")


def engine(lang: str) -> Engine:
    """Our engine over the project's articles of a language."""
    found, directory = corpus.load(CONTENT), Path(tempfile.mkdtemp())
    synonyms = yaml.safe_load((CONTENT / lang / "synonyms.yml").read_text("utf-8"))
    documents = render.documents(found.of(lang), facts.load(CONTENT))
    build(directory, lang, documents, synonyms, near=found.near[lang])
    return Engine.open(directory)


def cells(asked: Sequence[tuple[list[str], Ranked]]) -> list[float]:
    """The columns."""
    known = [(right, [name for name, _ in found.hits], found) for right, found in asked if right]
    strange = [found for right, found in asked if not right]
    first = [ids[:1] != [] and ids[0] in right for right, ids, _ in known]
    three = [bool(set(ids[:3]) & set(right)) for right, ids, _ in known]
    sure = [found.confident for _, _, found in known]
    columns = (first, three, three[1::2], sure, [not found.confident for found in strange])
    return [sum(column) / len(column) for column in columns]


def values(rows: Sequence[dict[str, object]], key: str) -> list[object]:
    """The values of a key, each once, in order."""
    return list(dict.fromkeys(row[key] for row in rows))


def main() -> None:
    """Print the table."""
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    engines = {lang: engine(lang) for lang in ("it", "en")}
    print("| set | articles | questions | first | three | held | sure | off topic |")
    print("|---|---|---|---:|---:|---:|---:|---:|")
    for part, lang, theirs in itertools.product(values(rows, "set"), engines, values(rows, "lang")):
        asked = [
            (row["articles"], engines[lang].ranked(row["text"], 10))
            for row in rows
            if (row["set"], row["lang"]) == (part, theirs)
        ]
        print(f"| {part} | {lang} | {theirs} | {' | '.join(f'{value:.3f}' for value in cells(asked))} |")


if __name__ == "__main__":
    main()
