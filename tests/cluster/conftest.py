"""One node for all tests of the cluster; the few that kill some start three of their own."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import opensearch_nodes
import pytest
from opensearch_nodes import Node
from twins import SYNONYMS, corpus, near

from search import Document, Engine, build
from search.opensearch import Access, Cluster, connect, load
from search.opensearch.connection import Connection

ALIAS = "help"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where no node can be started, say so in one line."""
    if why := opensearch_nodes.lacking():
        for item in items:
            item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session")
def classes(root: Path) -> str:
    """What a node is made of."""
    return opensearch_nodes.class_path(root / "build" / "opensearch")


@pytest.fixture(scope="session")
def node(classes: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The node that every test may ask; each under an alias of its own."""
    (only,) = opensearch_nodes.cluster(classes, tmp_path_factory.mktemp("node"), 1)
    yield only
    only.stop()


@pytest.fixture(scope="session")
def connection(node: Node) -> Connection:
    """A connection to the node."""
    return connect(Access((node.url,)))


@pytest.fixture(scope="session")
def indexed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Make the index of the project's own articles in a language; German has no rules."""
    folder, sources = tmp_path_factory.mktemp("indexes"), {"de": "en"}

    def make(lang: str) -> Path:
        if not (folder / lang).exists():
            documents = corpus(root, sources.get(lang, lang))
            build(folder / lang, lang, documents, SYNONYMS.get(lang, ()), near=near(lang))
        return folder / lang

    return make


@pytest.fixture
def published(
    connection: Connection, tmp_path: Path, request: pytest.FixtureRequest
) -> Callable[[list[Document]], tuple[Engine, Engine]]:
    """Index some documents and publish them; gives the engine on this disk and the one that asks the node."""
    alias = f"t{abs(hash(request.node.name)) % 10**8}"

    def publish(documents: list[Document], lang: str = "en") -> tuple[Engine, Engine]:
        build(tmp_path / lang, lang, documents)
        own = Engine.open(tmp_path / lang)
        load(connection, [own.index], alias, lambda *_: None)
        return own, Engine(Cluster.open(connection, alias, lang, time.monotonic))

    return publish
