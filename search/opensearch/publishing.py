"""Publishing an index on the cluster: bring its generation there, then let the alias name it, at once.

A document lies under the digest of its content, so that what is there already tells itself: a load that was
interrupted goes on where it was, a changed site begins with a copy of the generation in use, which OpenSearch
makes by hard links. What is in use is never touched.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from opensearchpy import exceptions, helpers

from search.index import Index
from search.opensearch import naming, reading
from search.opensearch.connection import BULK_SECONDS, Connection, meaning
from search.opensearch.entries import Entry, entries, told
from search.opensearch.generation import WEIGHT_BITS, WEIGHT_MASK
from search.opensearch.queries import BAG, DOCUMENT, ID, MAPPINGS, WEIGHTS

SHARDS = 3
SETTINGS = {"number_of_shards": SHARDS, "auto_expand_replicas": "0-1"}
BATCH_BYTES = 4_000_000
_SCANNED = 5000
_WAITING: dict[str, Any] = {"request_timeout": BULK_SECONDS + 5}
_PATIENT = _WAITING | {"timeout": f"{BULK_SECONDS}s"}

Progress = Callable[[str, int, int], None]
Action = dict[str, Any]


@dataclass(frozen=True)
class Loaded:
    """What a load did for one language.

    Attributes:
        lang: The language's code.
        name: Its generation.
        before: The generation that was in use; empty: none was.
        total: Documents in it.
        sent: Those that had to be sent.
        removed: Those removed from the copy of the one before.
    """

    lang: str
    name: str
    before: str
    total: int
    sent: int = 0
    removed: int = 0


def load(connection: Connection, indexes: Iterable[Index], alias: str, progress: Progress) -> list[Loaded]:
    """Publish the indexes of a site under an alias, all in one step; does nothing where just they are in use.

    Args:
        connection: The cluster.
        indexes: What is to be published, open, one for each language.
        alias: The name of the site on the cluster.
        progress: Called with the language, what has been sent, and what is to be sent.

    Raises:
        ClusterFault: Nothing has been switched then; what was sent is used by the next try.
    """
    made = [_filled(connection, index, alias, progress) for index in indexes]
    _switch(connection, alias, made)
    return made


def _filled(connection: Connection, index: Index, alias: str, progress: Progress) -> Loaded:
    """Bring a language's generation to the cluster, whole, where it is not in use already."""
    found = entries(index)
    made = told(index, found)
    name = naming.generation_name(alias, made.lang, made.digest)
    before = naming.in_use(connection, alias, made.lang)
    if before == name:
        return Loaded(made.lang, name, before, index.count)
    _begin(connection, name, before, reading.meta(made, alias))
    wanted = {entry.digest: entry for entry in found.values()}
    parts = reading.pieces(made)
    present = _present(connection, name)
    gone = present - wanted.keys() - parts.keys()
    missing = [entry for mark, entry in wanted.items() if mark not in present]
    actions = _chain(gone, missing, {key: part for key, part in parts.items() if key not in present})
    count = len(gone) + len(missing) + len(parts.keys() - present)
    _send(connection, name, actions, lambda done: progress(made.lang, done, count))
    _seal(connection, name, len(wanted) + len(parts))
    removed = sum(reading.is_document(each) for each in gone)
    return Loaded(made.lang, name, before, index.count, len(missing), removed)


def _begin(connection: Connection, name: str, before: str, meta: Mapping[str, Any]) -> None:
    """Make the generation, from a copy of the one in use where there is one, unless it was begun before."""
    with connection.asking() as api:
        if not api.indices.exists(index=name):
            with _unless_begun():
                if before:
                    body: Action = {"settings": {"index.blocks.write": None}}
                    api.indices.clone(index=before, target=name, body=body, params=_PATIENT)
                else:
                    body = {"settings": SETTINGS, "mappings": MAPPINGS}
                    api.indices.create(index=name, body=body, params=_PATIENT)
        api.indices.put_mapping(index=name, body={"_meta": meta}, params=_PATIENT)
        api.cluster.health(index=name, params={"wait_for_status": "yellow"} | _PATIENT)


@contextmanager
def _unless_begun() -> Iterator[None]:
    """A busy cluster may have done what it was asked, and be asked again by the client."""
    try:
        yield
    except exceptions.RequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def _present(connection: Connection, name: str) -> set[str]:
    """Under which digests documents lie there."""
    with connection.asking() as api:
        api.indices.refresh(index=name, params=_WAITING)
        return {hit["_id"] for hit in helpers.scan(api, {"_source": False}, index=name, size=_SCANNED)}


def _chain(gone: Iterable[str], missing: Iterable[Entry], parts: Mapping[str, bytes]) -> Iterator[Action]:
    """What is to be done, one after the other."""
    yield from ({"_op_type": "delete", "_id": digest} for digest in gone)
    for entry in missing:
        yield {"_id": entry.digest, "_source": _source(entry)}
    for key, part in parts.items():
        yield {"_id": key, "_source": {DOCUMENT: base64.b64encode(part).decode()}}


def _source(entry: Entry) -> Action:
    name, kind, category = entry.key
    return {
        ID: name,
        "kind": kind,
        "category": category,
        BAG: {str(packed >> WEIGHT_BITS): packed & WEIGHT_MASK for packed in entry.bag},
        WEIGHTS: list(entry.bag),
        DOCUMENT: base64.b64encode(entry.document).decode(),
    }


def _send(
    connection: Connection, name: str, actions: Iterable[Action], progress: Callable[[int], None]
) -> None:
    """Send everything in batches; raises ClusterFault at the first refusal."""
    limits: dict[str, Any] = {"max_chunk_bytes": BATCH_BYTES, "request_timeout": BULK_SECONDS}
    limits |= {"index": name, "raise_on_error": False}
    with connection.asking() as api:
        for done, (ok, answer) in enumerate(helpers.streaming_bulk(api, actions, **limits), 1):
            (told,) = answer.values()
            if not ok and told.get("status") != 404:  # removed before
                raise connection.fault(*meaning(told.get("status"), told))
            progress(done)


def _seal(connection: Connection, name: str, expected: int) -> None:
    """Count what came, and let nobody write any more."""
    with connection.asking() as api:
        api.indices.refresh(index=name, params=_WAITING)
        found = api.count(index=name)["count"]
        if found != expected:
            raise connection.fault("failed", f"{name}: {found} of {expected}")
        api.indices.put_settings(index=name, body={"index.blocks.write": True}, params=_PATIENT)


def _switch(connection: Connection, alias: str, made: Iterable[Loaded]) -> None:
    """Let the aliases name the new generations; those before stay for who is asking them, older ones go."""
    new = [each for each in made if each.name != each.before]
    actions = [_named("add", alias, each.lang, each.name) for each in new]
    actions += [_named("remove", alias, each.lang, each.before) for each in new if each.before]
    left = set(naming.languages(connection, alias)) - {each.lang for each in made}
    actions += [
        _named("remove", alias, lang, naming.in_use(connection, alias, lang)) for lang in sorted(left)
    ]
    with connection.asking() as api:
        if actions:
            api.indices.update_aliases(body={"actions": actions}, params=_PATIENT)
        for each in new:
            for old in naming.generations(connection, alias, each.lang):
                if old not in (each.name, each.before):
                    api.indices.delete(index=old, params=_PATIENT)


def _named(action: str, alias: str, lang: str, name: str) -> Action:
    return {action: {"index": name, "alias": naming.alias_of(alias, lang)}}
