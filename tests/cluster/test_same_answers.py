"""The cluster's answers are the engine's: the same JSON for generated queries of every sort.

`CLUSTER_QUERIES=10000 python3 run.py test tests/cluster/test_same_answers.py` asks 10,000 a language.
"""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from twins import differences, python_answer
from twins import queries as generated

from search import Document, Engine, Section
from search.opensearch import Cluster, load, queries
from search.opensearch.connection import Connection
from search.query.expand import Alternative
from search.query.understand import Group

WORDS = ["amber", "birch", "cedar", "dune", "ember", "fjord", "grove", "harbor", "inlet", "jetty"]
QUERIES = int(os.environ.get("CLUSTER_QUERIES", "150"))


@pytest.mark.parametrize("lang", ["it", "en", "de"])
def test_every_query_gets_the_answer_that_the_engine_gives(
    connection: Connection, indexed: Callable[[str], Path], lang: str
) -> None:
    """Outcome, scores, marks, excerpts, suggestions, counts: equal; filters, phrases, messages too."""
    own = Engine.open(indexed(lang))
    load(connection, [own.index], "own", lambda *_: None)
    cluster = Engine(Cluster.open(connection, "own", lang, time.monotonic))
    documents = [own.index.document(number) for number in own.index.numbers()]
    made = enumerate(generated(documents, lang, QUERIES, seed=15))
    cases = [(text, filters | {"counts": number % 2 == 0}) for number, (text, filters) in made]
    expected = [python_answer(own.search, *case) for case in cases]
    assert differences(cases, expected, [python_answer(cluster.search, *case) for case in cases]) == []
    outcomes = [(bool(answer.get("hits")), answer.get("confident")) for answer in expected]
    assert all(outcomes.count(each) > QUERIES / 50 for each in ((True, True), (True, False), (False, False)))


def many(count: int, boosts: tuple[int, ...]) -> list[Document]:
    """Documents of few words, so that a query meets many and ties are common."""
    rng, words = random.Random(7), WORDS
    made = []
    for number in range(count):
        text = " ".join(rng.choices(words, k=rng.randint(3, 30)))
        title, questions = " ".join(rng.choices(words, k=2)), (" ".join(rng.choices(words, k=3)),)
        sections, boost = (Section("", "", text),), boosts[number % len(boosts)]
        kind, pins = rng.choice(("faq", "guide")), ("amber cedar grove",) if number == 5 else ()
        category = rng.choice(("c1", "c2", ""))
        made.append(
            Document(
                f"d{number:03}", "en", "", title, "", kind, category, questions, (), sections, boost, pins
            )
        )
    return made


@pytest.mark.parametrize("boosts", [(100,), (100, 900)], ids=["floats", "heavier than a float's nine bits"])
def test_many_matches_are_ordered_by_the_cluster_as_here(
    published: Callable[[list[Document]], tuple[Engine, Engine]], boosts: tuple[int, ...]
) -> None:
    """More documents than are fetched: keywords, required words, facets, wordings, ties."""
    documents = many(400, boosts)
    own, cluster = published(documents)
    rng, words = (
        random.Random(9),
        [*WORDS, "the", "of"],
    )
    for number in range(150):
        text = " ".join(rng.sample(words, rng.randint(1, 7)))
        text = rng.choice((text, text, f'"{text[:11]}"', rng.choice(documents).title))
        asked = {"kind": rng.choice((None, "guide")), "limit": rng.choice((3, 10, 60))}
        asked |= {"category": rng.choice((None, "c1")), "counts": rng.choice((True, False))}
        assert cluster.search(text, **asked) == own.search(text, **asked), (number, text)
    assert cluster.search("amber cedar grove").hits[0].id == "d005"


def test_points_beyond_a_float_are_reckoned_in_whole_numbers(
    published: Callable[[list[Document]], tuple[Engine, Engine]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the greatest possible score passes what a float holds, the cluster's script orders by itself."""
    monkeypatch.setattr(
        queries, "EXACT_SCORE", 0
    )  # a query that passes 2^24 has more words than a test needs
    documents = many(200, (100,))
    own, cluster = published(documents)
    for text in (
        "amber",
        "the amber of birch",
        "amber birch cedar dune",
        '"amber birch" cedar',
        "fjord harbr",
    ):
        asked = {"kind": "guide", "counts": True}
        assert cluster.search(text, **asked) == own.search(text, **asked)
        assert cluster.search(text) == own.search(text)


def test_a_bound_says_where_floats_are_exact() -> None:
    """Both limits count: the sum of the best alternatives at the greatest weight, and that weight's bits."""
    groups = [
        Group("a", (Alternative("a", "exact", 16, 100, "a"), Alternative("b", "typo", 16, 128, "b")), 1)
    ]
    assert queries.is_exact(groups * 15, 512)
    assert not queries.is_exact(groups * 16, 512)
    assert not queries.is_exact(groups, 513)
    assert queries.is_exact([Group("a", (), 1)], 512)


def test_an_explanation_is_the_same(published: Callable[[list[Document]], tuple[Engine, Engine]]) -> None:
    """`kb why` adds up the same lines; an article of another language is found by its id."""
    own, cluster = published(many(60, (100, 150)))
    for name in ("d003", "d005", "d041"):
        assert cluster.why("amber cedar grove", name) == own.why("amber cedar grove", name)
    hit = own.search("amber").hits[0]
    assert cluster.counterpart(hit) == own.counterpart(hit)
    assert cluster.index.categories == own.index.categories
    assert list(cluster.index.numbers()) == sorted(own.index.numbers())
