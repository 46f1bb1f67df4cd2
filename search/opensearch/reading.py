"""Reading what a generation says of itself: it lies in pieces beside the documents, which no query finds."""

import base64
from typing import Any

from search.errors import ClusterFault
from search.opensearch.connection import Connection
from search.opensearch.generation import Generation
from search.opensearch.queries import DOCUMENT
from search.text.language import language

PIECE_BYTES = 1_000_000


def pieces(told: Generation) -> dict[str, bytes]:
    """The pieces, by the name under which each lies."""
    data, mark = told.to_bytes(), told.digest
    starts = range(0, len(data), PIECE_BYTES)
    return {f"{mark}-{place}": data[start : start + PIECE_BYTES] for place, start in enumerate(starts)}


def is_document(name: str) -> bool:
    """Whether a document lies under a name, not a piece."""
    return "-" not in name


def meta(told: Generation, alias: str) -> dict[str, Any]:
    """What the index's mapping says of it."""
    return {"alias": alias, "lang": told.lang, "version": told.version, "pieces": list(pieces(told))}


def generation(connection: Connection, name: str, lang: str) -> Generation:
    """Read a generation; raises ClusterFault, also where other rules made it."""
    with connection.asking() as api:
        found = api.indices.get_mapping(index=name)[name]["mappings"].get("_meta", {})
        expected = language(lang).version
        if found.get("version") != expected:
            raise connection.fault("outdated", f"{name}: {found.get('version')}, {expected}")
        parts = api.mget(body={"ids": found["pieces"]}, index=name)["docs"]
    if not all(part["found"] for part in parts):
        raise ClusterFault(connection.nodes, "gone", name)
    return Generation.from_bytes(b"".join(base64.b64decode(part["_source"][DOCUMENT]) for part in parts))
