"""What was searched in vain is put together, and a proposal says beforehand what it would change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import search
from kb.gaps.clusters import Gap, answered, gaps
from kb.gaps.proposals import Asking, nearest, propose
from kb.gaps.store import Searched

ONE = Searched(date(2026, 11, 1), "en", "", 1, confident=False)
DOCUMENTS = [
    search.Document(
        "cactus",
        "en",
        "/en/cactus/",
        "Watering a cactus",
        "How much water it needs.",
        questions=("watering", "how much water", "dry soil", "drought"),
    ),
    search.Document(
        "rose",
        "en",
        "/en/rose/",
        "Pruning a rose",
        "When to cut it.",
        questions=("cut roses", "prune in spring", "rose shears", "trim"),
    ),
    search.Document(
        "lawn",
        "en",
        "/en/lawn/",
        "Mowing the lawn",
        "How short grass should be.",
        questions=("cut grass", "mower height", "short grass", "turf"),
    ),
]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[search.Engine]:
    """The garden's engine."""
    search.build(tmp_path, "en", DOCUMENTS)
    opened = search.Engine.open(tmp_path)
    yield opened
    opened.close()


def logged(*queries: tuple[str, int]) -> list[Searched]:
    """Searches without a sure answer."""
    return [replace(ONE, query=query, times=times) for query, times in queries]


def test_queries_of_the_same_words_are_one_gap(engine: search.Engine) -> None:
    """Inflected, in another order, with small words and marks; answered and followed ones are none."""
    searches = logged(
        ("sprinkler pumps", 2), ("the pump of a sprinkler [number]", 5), ("greenhouse", 3), ("the", 9)
    )
    searches += [replace(ONE, query="pump", followed="cactus"), replace(ONE, query="trim", confident=True)]
    searches += [replace(ONE, query="pompa", lang="it")]
    found = gaps(searches, "en", engine.index.analyzer)
    assert [(gap.times, [query for query, _ in gap.queries]) for gap in found] == [
        (7, ["the pump of a sprinkler [number]", "sprinkler pumps"]),
        (3, ["greenhouse"]),
    ]
    assert sorted(answered(searches, "en")) == [("pump", 1, "cactus"), ("trim", 1, "")]


def test_a_proposal_is_tried_on_the_whole_log(engine: search.Engine) -> None:
    """How many searches of the gap find the article with the change only, and how many others lose theirs."""
    gap = gaps(
        logged(("cactus sprinkler pump", 4), ("pump cactus sprinklers", 2)), "en", engine.index.analyzer
    )[0]
    assert nearest(gap, engine) == "cactus"
    others = [("trim", 3, "rose"), ("turf", 1, "")]
    found = propose(gap, others, Asking("en", DOCUMENTS, (), ""), engine, "cactus")
    assert (found.article, found.question, found.entered, found.left) == (
        "cactus",
        "cactus sprinkler pump",
        6,
        0,
    )


def test_nothing_near_is_no_proposal(engine: search.Engine) -> None:
    """A gap whose words no article has, and a query too short, have no nearest article."""
    assert nearest(gaps(logged(("xylophone zzyzx", 1)), "en", engine.index.analyzer)[0], engine) == ""
    assert nearest(Gap("en", (("x", 1),)), engine) == ""
