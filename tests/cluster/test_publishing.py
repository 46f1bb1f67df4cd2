"""An index is published whole or not at all: again and again, changed, interrupted, in several languages."""

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from kb.web.engines import Engines
from search import Document, Engine, Index, Results, Section, update
from search.errors import ClusterFault
from search.opensearch import Cluster, Loaded, languages, load, naming
from search.opensearch.connection import Connection

Publish = Callable[..., Loaded]


def documents(count: int, word: str = "plan") -> list[Document]:
    """Small documents, each with a title of its own."""
    return [
        Document(f"d{n:02}", "en", "", f"Number {n} {word}", sections=(Section("", "", "text"),))
        for n in range(count)
    ]


@pytest.fixture
def publish(connection: Connection, tmp_path: Path, request: pytest.FixtureRequest) -> Publish:
    """Bring an index to these documents and publish it under an alias of the test's own."""

    def publishing(
        made: list[Document], *others: str, progress: Callable[[int, int], None] = lambda *_: None
    ) -> Loaded:
        with ExitStack() as files:
            indexes = []
            for lang in ("en", *others):
                update(tmp_path / lang, lang, [replace(each, lang=lang) for each in made])
                indexes.append(files.enter_context(Index.open(tmp_path / lang)))
            return load(connection, indexes, request.node.name, lambda _, *told: progress(*told))[0]

    return publishing


@pytest.fixture
def opened(connection: Connection, request: pytest.FixtureRequest) -> Callable[[], Engine]:
    """The engine that asks the cluster for what the test has published; its clock passes by hours."""
    hours = iter(range(0, 10**9, 3600))
    return lambda: Engine(Cluster.open(connection, request.node.name, "en", lambda: next(hours)))


def test_what_is_published_already_is_not_sent_again(publish: Publish) -> None:
    """The same content, made anew, is the same generation: the command may be repeated."""
    first = publish(documents(20))
    assert (first.total, first.sent, first.removed) == (20, 20, 0)
    assert publish(documents(20)) == replace(first, before=first.name, sent=0)


def test_a_change_sends_what_changed_and_removes_what_is_gone(
    publish: Publish, opened: Callable[[], Engine], connection: Connection, request: pytest.FixtureRequest
) -> None:
    """A copy of the generation in use is brought up to date; who asks the one before gets its answers."""
    first = publish(documents(30))
    before = opened()
    assert before.index.is_current()
    made = documents(30)
    second = publish([*made[:28], replace(made[28], title="Quokka")])
    assert (second.total, second.sent, second.removed) == (29, 1, 2)
    assert not before.index.is_current()
    assert before.search("number 29").hits[0].id == "d29"
    assert before.search("quokka").hits == ()
    after = opened()
    assert [hit.id for hit in after.search("quokka").hits] == ["d28"]
    assert naming.generations(connection, request.node.name, "en") == sorted((first.name, second.name))
    third = publish(documents(2, "tariff"))
    assert naming.generations(connection, request.node.name, "en") == sorted((second.name, third.name))
    with pytest.raises(ClusterFault) as caught:
        before.search("number")
    assert caught.value.fault == "gone"
    assert not before.index.is_current()
    with pytest.raises(ClusterFault, match=first.name):
        before.search("number")


def test_an_interrupted_load_goes_on_where_it_was(
    publish: Publish, opened: Callable[[], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed midway, nothing is seen of it; the next try sends what is lacking and no more."""
    publish(documents(20))
    monkeypatch.setattr("search.opensearch.publishing.BATCH_BYTES", 4000)

    def stopped(done: int, total: int) -> None:
        assert total > 40
        if done == 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(documents(60, "tariff"), progress=stopped)
    assert opened().index.count == 20
    told: list[tuple[int, int]] = []
    loaded = publish(documents(60, "tariff"), progress=lambda *each: told.append(each))
    assert 0 < loaded.sent < 60
    assert told[-1][0] == told[-1][1]
    assert opened().search("tariff").total == 60


def test_a_full_disk_stops_a_load_and_harms_nothing(
    publish: Publish,
    opened: Callable[[], Engine],
    connection: Connection,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At the flood stage OpenSearch lets nobody write: one fault, the old answers; then the load goes on."""
    publish(documents(20))
    loading = f"{request.node.name}-en-*"

    def flood(block: bool | None) -> None:
        settings = {"index.blocks.read_only_allow_delete": block}
        connection.api.indices.put_settings(index=loading, body=settings)

    monkeypatch.setattr("search.opensearch.publishing.BATCH_BYTES", 4000)
    with pytest.raises(ClusterFault) as caught:
        publish(documents(60, "tariff"), progress=lambda done, _: flood(True) if done == 25 else None)
    assert caught.value.fault == "full"
    assert opened().search("plan").total == 20
    flood(None)
    publish(documents(60, "tariff"))
    assert opened().search("tariff").total == 60


def test_a_generation_that_lacks_a_document_is_not_switched_to(
    publish: Publish, opened: Callable[[], Engine], connection: Connection, request: pytest.FixtureRequest
) -> None:
    """What came is counted before the alias moves."""
    publish(documents(20))

    def interfere(done: int, total: int) -> None:
        if done == total:
            made = set(naming.generations(connection, request.node.name, "en"))
            (new,) = made - {naming.in_use(connection, request.node.name, "en")}
            connection.api.indices.refresh(index=new)
            (hit,) = connection.api.search(index=new, body={"query": {"term": {"id": "d07"}}})["hits"]["hits"]
            connection.api.delete(index=new, id=hit["_id"])

    with pytest.raises(ClusterFault, match="of"):
        publish(documents(21), progress=interfere)
    assert opened().index.count == 20
    publish(documents(21))
    assert opened().index.count == 21


def test_the_languages_of_a_site_are_found(
    publish: Publish, connection: Connection, request: pytest.FixtureRequest
) -> None:
    """By its alias, and by none that begins alike; one that the site gave up goes with the next load."""
    publish(documents(3), "it", "de")
    assert languages(connection, request.node.name) == ("de", "en", "it")
    publish(documents(4), "it")
    assert languages(connection, request.node.name) == ("en", "it")
    assert languages(connection, request.node.name[:-1]) == ()
    with pytest.raises(ClusterFault, match="never-en"):
        Cluster.open(connection, "never", "en", time.monotonic)


def test_a_generation_of_other_rules_is_refused(
    publish: Publish, opened: Callable[[], Engine], connection: Connection
) -> None:
    """The engine asks nothing of what an older version of itself published, and says so."""
    loaded = publish(documents(3))
    meta = connection.api.indices.get_mapping(index=loaded.name)[loaded.name]["mappings"]["_meta"]
    connection.api.indices.put_mapping(index=loaded.name, body={"_meta": meta | {"version": "0"}})
    with pytest.raises(ClusterFault, match="0") as caught:
        opened()
    assert caught.value.fault == "outdated"


def test_an_empty_site_is_published_too(publish: Publish, opened: Callable[[], Engine]) -> None:
    """No documents: nothing is found, and nothing fails."""
    assert publish([]).total == 0
    assert opened().search("anything at all").hits == ()


def test_terms_whose_numbers_would_be_equal_get_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two terms never share a number: another salt is taken."""
    from search.opensearch import generation

    monkeypatch.setattr(generation, "_NUMBER_MASK", 63)
    terms = [f"t{n}" for n in range(12)]
    mixed = generation.salt(terms)
    assert mixed > 0
    assert len({generation.number(term, mixed) for term in terms}) == 12


def test_a_switch_under_load_gives_answers_wholly_old_or_wholly_new(
    publish: Publish, connection: Connection, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """While generations change, each answer is one of the engine's over the old or the new articles."""
    told, wordings = (documents(25), documents(40, "tariff plan")), ("number plan", "tarif", "number 3")
    wanted = [here(tmp_path / f"{number}", made, wordings) for number, made in enumerate(told)]
    publish(told[0])
    heard: list[bool] = []
    stopped = threading.Event()

    def call() -> None:
        hours = itertools.count(0, 3600)
        name = request.node.name
        engines = Engines(["en"], lambda _: Engine(Cluster.open(connection, name, "en", lambda: next(hours))))
        while not stopped.is_set():
            place = len(heard) % len(wordings)
            answer = engines["en"].search(wordings[place])
            heard.append(answer in [each[place] for each in wanted])

    callers = [threading.Thread(target=call) for _ in range(2)]
    for caller in callers:
        caller.start()
    for number in range(1, 5):
        publish(told[number % 2])
    stopped.set()
    for caller in callers:
        caller.join()
    assert len(heard) > 50
    assert all(heard)


def here(folder: Path, made: list[Document], wordings: Sequence[str]) -> list[Results]:
    """What the engine answers from these documents on this disk."""
    update(folder, "en", made)
    with Index.open(folder) as index:
        return [Engine(index).search(text) for text in wordings]


def test_a_busy_cluster_that_is_asked_twice_goes_on(
    publish: Publish, opened: Callable[[], Engine], connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It did what it was asked, but told so too late, and the client asked again: the load goes on."""
    monkeypatch.setattr(type(connection.api.indices), "exists", lambda *_, **__: False)
    monkeypatch.setattr("search.opensearch.publishing.BATCH_BYTES", 4000)

    def stopped(done: int, _: int) -> None:
        if done == 15:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(documents(40), progress=stopped)
    assert publish(documents(40)).sent < 40
    assert opened().search("number").total == 40
