"""Three nodes of which one dies: no wrong answer, none lost but those on their way, full again afterwards.

`CLUSTER_KILLS=10 python3 run.py test tests/cluster/test_three_nodes.py` kills ten times.
"""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import opensearch_nodes
import pytest
from opensearch_nodes import Node
from twins import python_answer

from search import Engine, Index
from search.errors import ClusterFault
from search.opensearch import Access, Cluster, connect, load

KILLS = int(os.environ.get("CLUSTER_KILLS", "1"))
CALLERS = 3
QUERIES = (
    "cancel my subscription",
    "invoice",
    '"payment method"',
    "refund annual plan price",
    "pasword reset",
    "x9q",
)


@pytest.fixture(scope="module")
def nodes(classes: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Node]]:
    """Three nodes that hold each other's copies."""
    started = opensearch_nodes.cluster(classes, tmp_path_factory.mktemp("nodes"), 3)
    yield started
    for node in started:
        node.stop(kill=True)


@pytest.fixture(scope="module")
def expected(nodes: list[Node], indexed: Callable[[str], Path]) -> dict[str, object]:
    """The index here, published there: what every query has to answer."""
    with Index.open(indexed("en")) as index:
        load(connect(Access(tuple(node.url for node in nodes))), [index], "help", lambda *_: None)
        nodes[0].wait(status="green")
        own = Engine(index)
        return {text: python_answer(own.search, text, {}) for text in QUERIES}


@dataclass
class Calls:
    """What callers heard, all the while."""

    expected: dict[str, object]
    access: Access
    stopped: threading.Event = field(default_factory=threading.Event)
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    faults: list[ClusterFault] = field(default_factory=list)

    def call(self) -> None:
        """Ask again and again, as one worker of a server does."""
        engine, rng = (
            Engine(Cluster.open(connect(self.access), "help", "en", time.monotonic)),
            random.Random(),
        )
        while not self.stopped.is_set():
            text = rng.choice(QUERIES)
            answer = heard(engine, text)
            if isinstance(answer, ClusterFault):
                self.faults.append(answer)
            elif answer == self.expected[text]:
                self.right += 1
            else:
                self.wrong.append(text)


def test_a_node_that_dies_under_load_costs_no_answer(nodes: list[Node], expected: dict[str, object]) -> None:
    """Killed at random moments: what comes is right, what fails was on its way, and the copies come back."""
    calls = Calls(expected, Access(tuple(node.url for node in nodes)))
    callers = [threading.Thread(target=calls.call) for _ in range(CALLERS)]
    rng = random.Random()
    for caller in callers:
        caller.start()
    try:
        for _ in range(KILLS):
            time.sleep(rng.uniform(0.2, 1))
            victim = rng.choice(nodes)
            victim.stop(kill=True)
            time.sleep(rng.uniform(1, 2))
            before = calls.right
            victim.start()
            victim.wait(number_of_nodes=3, status="green")
            assert calls.right > before  # two of three went on answering
    finally:
        calls.stopped.set()
        for caller in callers:
            caller.join()
    print(f"{calls.right} right answers; {len(calls.faults)} faults, {list(map(str, calls.faults))}")
    assert calls.wrong == []
    assert len(calls.faults) <= CALLERS * KILLS, calls.faults


def test_too_few_nodes_are_said_and_no_part_is_given(nodes: list[Node], expected: dict[str, object]) -> None:
    """Two of three down: an error that names the cluster, never the articles that are left."""
    engine = Engine(Cluster.open(connect(Access((nodes[0].url,))), "help", "en", time.monotonic))
    assert python_answer(engine.search, QUERIES[0], {}) == expected[QUERIES[0]]
    for node in nodes[1:]:
        node.stop(kill=True)
    told = [heard(engine, text) for text in QUERIES * 3]
    faults = [each for each in told if isinstance(each, ClusterFault)]
    assert all(each in (expected[text], *faults) for each, text in zip(told, QUERIES * 3, strict=True))
    assert {each.fault for each in faults} <= {"partial", "slow"}
    assert any(nodes[0].url in str(each) for each in faults)


def heard(engine: Engine, text: str) -> object:
    """The answer, or what was raised in its place."""
    try:
        return python_answer(engine.search, text, {})
    except ClusterFault as fault:
        return fault
