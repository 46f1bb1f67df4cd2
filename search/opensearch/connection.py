"""How the cluster is reached: addresses, credentials, time-outs; and what its refusals mean."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from opensearchpy import OpenSearch, exceptions

from search.errors import ClusterFault

OLDEST = (2, 4)  # OpenSearch; what is used of it is older, but nothing older was tried
SEARCH_SECONDS = 5
BULK_SECONDS = 60
TRIES = 3  # of a request, each on the next node
_BUSY = (502, 503, 504)


@dataclass(frozen=True)
class Access:
    """Where the nodes are (https://host:9200), who asks, and which authority vouches for them.

    `authority` is a file of certificates (PEM); empty: the authorities that everybody trusts.
    """

    nodes: tuple[str, ...]
    user: str = ""
    password: str = ""
    authority: str = ""


@dataclass(frozen=True)
class Connection:
    """An open client, and the addresses that it was given."""

    api: OpenSearch
    nodes: str

    @contextmanager
    def asking(self) -> Iterator[OpenSearch]:
        """Say what a refusal means; raises ClusterFault in place of the client's own exceptions."""
        try:
            yield self.api
        except exceptions.OpenSearchException as error:
            raise self.fault(*_meaning(error)) from error

    def fault(self, fault: str, detail: str = "") -> ClusterFault:
        """What is to be raised when these nodes are at fault."""
        return ClusterFault(self.nodes, fault, detail)

    def search(self, index: str, bodies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The answers to several searches of one index, each of all its documents; raises ClusterFault."""
        found = self._search(index, bodies)
        if isinstance(found, ClusterFault) and found.fault == "partial":
            found = self._search(index, bodies)  # a node died on the way: the others know it now
        if isinstance(found, ClusterFault):
            raise found
        return found

    def _search(self, index: str, bodies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]] | ClusterFault:
        lines = [part for body in bodies for part in ({}, body)]
        with self.asking() as api:
            answers: list[dict[str, Any]] = api.msearch(body=lines, index=index)["responses"]
        for answer in answers:
            if "error" in answer:
                return self.fault(*meaning(answer.get("status"), answer))
            if answer["timed_out"] or answer["_shards"]["failed"]:
                return self.fault("partial")
        return answers


def connect(access: Access) -> Connection:
    """A client of a cluster that answers and is recent enough; raises ClusterFault."""
    api = OpenSearch(
        list(access.nodes),
        http_auth=(access.user, access.password) if access.user else None,
        ca_certs=access.authority or None,
        verify_certs=True,
        timeout=SEARCH_SECONDS,
        max_retries=TRIES,
        retry_on_timeout=True,
        retry_on_status=_BUSY,
    )
    connection = Connection(api, ", ".join(access.nodes))
    with connection.asking():
        version = api.info().get("version", {})
    found = str(version.get("number", "?"))
    if version.get("distribution") != "opensearch" or _numbers(found) < OLDEST:
        raise connection.fault("version", f"{version.get('distribution', 'elasticsearch')} {found}")
    return connection


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _meaning(error: exceptions.OpenSearchException) -> tuple[str, str]:
    """The fault, and what the cluster said."""
    if isinstance(error, exceptions.SSLError):
        return "certificate", _reason(error)
    if isinstance(error, exceptions.ConnectionTimeout):
        return "slow", ""
    if isinstance(error, exceptions.ConnectionError):
        return "unreachable", _reason(error)
    if isinstance(error, exceptions.TransportError):
        return meaning(
            error.status_code, error.info if isinstance(error.info, Mapping) else {"error": error.info}
        )
    return "failed", str(error)


def meaning(status: Any, answer: Mapping[str, Any]) -> tuple[str, str]:  # noqa: ANN401 - a number, or "N/A"
    """What a refusal means, by its status and its `error`: the fault, and what the cluster said."""
    told = answer.get("error")
    kind, reason = (
        (told.get("type", ""), told.get("reason", "")) if isinstance(told, Mapping) else ("", str(told))
    )
    if kind == "cluster_block_exception" and "read-only-allow-delete" in reason:
        return "full", ""
    if kind == "index_not_found_exception":
        return "gone", reason
    if "No handler for type" in reason or "script_lang not supported" in str(told):
        return "field_type", reason
    by_status = {401: "credentials", 403: "forbidden", 429: "slow", 503: "partial"}
    return by_status.get(status, "failed"), reason


def _reason(error: exceptions.ConnectionError) -> str:
    """The system's own words at the end of urllib3's: `[Errno 111] Connection refused`."""
    found = re.findall(r"\[[^\]]+\][^\[(')]+", str(error.error))
    return found[-1].strip() if found else str(error.error)
