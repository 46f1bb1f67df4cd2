"""Who may ask, and what is said where nobody answers, or not as needed: one fault each, naming the nodes."""

import socket
from collections.abc import Callable
from pathlib import Path

import opensearch_nodes
import pytest
from guarded_proxy import door
from opensearch_nodes import Node

from search import Engine
from search.errors import ClusterFault
from search.opensearch import Access, Cluster, connect, load
from search.opensearch.connection import Connection, meaning


def fault(access: Access) -> ClusterFault:
    """What connecting raises."""
    with pytest.raises(ClusterFault) as caught:
        connect(access)
    assert caught.value.nodes == ", ".join(access.nodes)
    assert access.nodes[0] in str(caught.value)
    return caught.value


def test_tls_is_verified_and_the_password_asked_for(node: Node, tmp_path: Path) -> None:
    """With the right authority and password the cluster answers; without either it is named why not."""
    with door(node.url, tmp_path, "reader", "secret") as guarded:
        assert connect(Access((guarded.url,), "reader", "secret", guarded.authority)).api.ping()
        assert fault(Access((guarded.url,), "reader", "wrong", guarded.authority)).fault == "credentials"
        assert fault(Access((guarded.url,), authority=guarded.authority)).fault == "credentials"
        assert fault(Access((guarded.url,), "reader", "secret")).fault == "certificate"


def test_what_is_not_opensearch_or_too_old_is_refused(node: Node) -> None:
    """Its name and version are told."""
    old = {"version": {"number": "1.3.20", "distribution": "opensearch"}}
    with door(node.url, info=old) as guarded:
        refused = fault(Access((guarded.url,)))
    assert (refused.fault, refused.detail) == ("version", "opensearch 1.3.20")
    with door(node.url, info={"version": {"number": "8.17.0"}}) as guarded:
        assert fault(Access((guarded.url,))).detail == "elasticsearch 8.17.0"


def test_where_nobody_answers_the_node_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens there, or somebody who never answers."""
    port = opensearch_nodes.free_port()
    assert fault(Access((f"http://127.0.0.1:{port}",))).fault == "unreachable"
    monkeypatch.setattr("search.opensearch.connection.SEARCH_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert fault(Access((f"http://127.0.0.1:{silent.getsockname()[1]}",))).fault == "slow"


def test_a_node_that_is_down_is_passed_over(node: Node) -> None:
    """One of several addresses that answers is enough."""
    down = f"http://127.0.0.1:{opensearch_nodes.free_port()}"
    for nodes in ((down, node.url), (node.url, down)):
        assert connect(Access(nodes)).api.ping()


def test_an_engine_goes_on_while_nobody_says_whether_it_is_current(
    node: Node, connection: Connection, indexed: Callable[[str], Path]
) -> None:
    """The alias cannot be asked: the generation at hand counts, and a search says what is wrong."""
    with Engine.open(indexed("en")).index as index:
        load(connection, [index], "going", lambda *_: None)
    with door(node.url) as guarded:
        hours = iter(range(0, 10**6, 3600))
        engine = Engine(Cluster.open(connect(Access((guarded.url,))), "going", "en", lambda: next(hours)))
        assert engine.index.is_current()
        assert engine.search("invoice").hits
    assert engine.index.is_current()
    with pytest.raises(ClusterFault) as caught:
        engine.search("invoice")
    assert caught.value.fault == "unreachable"
    engine.close()


def test_a_node_without_the_field_type_is_named(
    classes: str, tmp_path: Path, indexed: Callable[[str], Path]
) -> None:
    """A node built without its usual modules cannot keep weights: nothing is left of the try."""
    bare = Node("bare", classes, tmp_path / "bare", field_types=False)
    bare.start()
    try:
        bare.wait(number_of_nodes=1)
        connection = connect(Access((bare.url,)))
        with Engine.open(indexed("en")).index as index, pytest.raises(ClusterFault) as caught:
            load(connection, [index], "help", lambda *_: None)
        assert caught.value.fault == "field_type"
        assert "rank_features" in caught.value.detail
        assert bare.ask("/_all") == {}
    finally:
        bare.stop()


@pytest.mark.parametrize(
    ("status", "error", "fault"),
    [
        (403, {"type": "security_exception", "reason": "no permissions"}, "forbidden"),
        (429, {"type": "rejected_execution_exception", "reason": "queue"}, "slow"),
        (503, {"type": "search_phase_execution_exception", "reason": "all shards failed"}, "partial"),
        (500, "broken", "failed"),
    ],
)
def test_other_refusals_keep_what_the_cluster_said(status: int, error: object, fault: str) -> None:
    """What a cluster of one healthy node does not say by itself, as OpenSearch's documentation has it."""
    assert meaning(status, {"error": error})[0] == fault
