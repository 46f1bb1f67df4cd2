"""What `kb gaps` is worth: proposals accepted by rule on one half of a log, measured on the other half.

    python bench/gaps.py SETS [--only hint3-curekart-en] [--leaving 2]

SETS is a folder of relevance sets with a `log.jsonl` of {"doc", "text"}: what was asked, what is right.
Every second line is the log; its customers opened the right article in the end (`--opened 10`: only where
it was among the first ten; `--leaving 2`: every second one opened nothing). Proposals are taken one after
another when they are proven: they answer some of the gap, and no other search loses its article. Printed:
how many searches of the other half find their article among the first three before and after, and how many
lose it.
"""

import argparse
import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kb.gaps.clusters import gaps
from kb.gaps.proposals import QUESTION, SYNONYM, Advisor, Proposal
from kb.gaps.replay import FIRST, Asking, Found, ask, replay
from kb.gaps.store import Searched
from search import Document, Section

Pair = tuple[str, str]


def documents(folder: Path) -> list[Document]:
    """The articles of a set."""
    return [
        Document(one["id"], one["lang"], "", one["title"], sections=(Section("", "", one["body"]),))
        for one in map(json.loads, (folder / "corpus.jsonl").read_text("utf-8").splitlines())
    ]


def halves(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """The two halves of the log, line by line in turn."""
    rows = [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]
    pairs = [(row["text"], row["doc"]) for row in rows]
    return pairs[::2], pairs[1::2]


def logged(asking: Asking, pairs: list[Pair], opened: int, leaving: int) -> list[Searched]:
    """The log that these customers leave."""
    with asking.engine() as engine:
        found = [(query, doc, ask(engine, query)) for query, doc in pairs]
    return [
        Searched(
            date(2026, 11, 1),
            asking.lang,
            query,
            len(got.articles),
            got.confident,
            doc if (not opened or doc in got.articles[:opened]) and (not leaving or at % leaving) else "",
        )
        for at, (query, doc, got) in enumerate(found)
    ]


def improved(asking: Asking, log: list[Searched]) -> Iterator[tuple[Asking, Proposal]]:
    """The documents after each proposal that is proven, one after another; what only makes sure is last."""
    for least in (1, 0):
        done: set[str] = set()
        while (found := _next(asking, log, done, least)) is not None:
            asking = found[0]
            yield found


def _next(asking: Asking, log: list[Searched], done: set[str], least: int) -> tuple[Asking, Proposal] | None:
    """The documents after the next proposal that is proven and brings so many searches their answer."""
    replayed = replay(asking, log)
    advisor = Advisor(replayed)
    for gap in gaps(log, asking.lang, advisor.analyzer, replayed.is_open, replayed.opened):
        name = gap.queries[0][0]
        if name in done:
            continue
        done.add(name)
        good = (each for each in advisor.proposals(gap) if each.is_proven and each.entered >= least)
        proven = next(good, None)
        if proven and proven.action == QUESTION:
            return asking.with_question(proven.article, proven.words), proven
        if proven and proven.action == SYNONYM:
            return asking.with_synonyms(proven.words), proven
    return None


def hits(asking: Asking, pairs: list[Pair]) -> set[Pair]:
    """The searches whose right article is among the first three."""
    with asking.engine() as engine:
        found: dict[str, Found] = {query: ask(engine, query) for query, _ in pairs}
    return {(query, doc) for query, doc in pairs if doc in found[query].articles[:FIRST]}


def main() -> None:
    """Measure each set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", type=Path)
    parser.add_argument("--only", default="hint3-curekart-en,hint3-powerplay11-en,hint3-sofmattress-en")
    parser.add_argument("--opened", type=int, default=0)
    parser.add_argument("--leaving", type=int, default=0)
    given = parser.parse_args()
    for name in given.only.split(","):
        folder, began = given.sets / name, time.process_time()
        made = documents(folder)
        asking = Asking(made[0].lang, made)
        mine, others = halves(folder)
        before = hits(asking, others)
        taken: dict[str, int] = {}
        changed = asking
        for better, proposal in improved(asking, logged(asking, mine, given.opened, given.leaving)):
            taken[proposal.action] = taken.get(proposal.action, 0) + 1
            changed = better
        after = hits(changed, others)
        print(
            f"{name}: log {len(mine)}, accepted {taken}, other half {len(others)}: success@3"
            f" {len(before) / len(others):.3f} -> {len(after) / len(others):.3f}, lost {len(before - after)},"
            f" won {len(after - before)}, CPU {time.process_time() - began:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
