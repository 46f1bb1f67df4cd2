"""What the cluster is asked: groups of alternatives as OpenSearch's query language. Pure.

Each alternative is a linear `rank_feature`: quality * idf (the boost) times the weight that the document has.
The best of a group counts (`dis_max`), the groups add. No statistics of a shard go into a score: it is the
same however the documents lie. Lucene keeps scores as 32-bit floats, exact for integers to 2^24, and weights
with nine bits: `is_exact` says whether both are enough; else a script reckons (`exact.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from search.query.understand import Group
from search.ranking.store import Asked, Facets

BAG, WEIGHTS, DOCUMENT, ID = "bag", "weights", "document", "id"
EXACT_SCORE = 1 << 24
EXACT_WEIGHT = 1 << 9
_BUCKETS = 10_000  # more than there are: no shard leaves one out, the numbers are exact

Body = dict[str, Any]
Numbers = Callable[[str], int]

MAPPINGS: Body = {
    "dynamic": "strict",
    "_source": {"includes": [DOCUMENT]},
    "properties": {
        ID: {"type": "keyword"},
        "kind": {"type": "keyword"},
        "category": {"type": "keyword"},
        BAG: {"type": "rank_features"},
        WEIGHTS: {"type": "long", "index": False},
        DOCUMENT: {"type": "binary"},
    },
}

_CATEGORIES: Body = {"category": {"terms": {"field": "category", "size": _BUCKETS}}}
_TALLIED: Body = {"kind": {"terms": {"field": "kind", "size": _BUCKETS}, "aggs": _CATEGORIES}}


def is_exact(groups: Sequence[Group], heaviest: int) -> bool:
    """Whether floats hold every score that the groups can give where no weight is more than the heaviest."""
    bound = sum(max((a.quality * a.idf for a in group.alternatives), default=0) for group in groups)
    return heaviest <= EXACT_WEIGHT and bound * heaviest < EXACT_SCORE


def holds(number: int, boost: int = 1) -> Body:
    """The documents that hold a term; as a score, the boost times its weight."""
    return {"rank_feature": {"field": f"{BAG}.{number}", "linear": {}, "boost": boost}}


def any_of(queries: Sequence[Body]) -> Body:
    """The documents that one of the queries finds, none where there is none; the points add."""
    if not queries:
        return {"match_none": {}}
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def first(asked: Asked, numbers: Numbers, size: int) -> Body:
    """The best documents by the points of their words, and the number of all, wordings' included."""
    queries = [_found(asked.groups, numbers)]
    if asked.wording:
        queries.append({"constant_score": {"filter": holds(numbers(asked.wording)), "boost": 0}})
    return faceted(asked, {"bool": {"must": [any_of(queries)]}}, size, {"_score": "desc"})


def faceted(asked: Asked, query: Body, size: int, order: Body) -> Body:
    """The first documents that a query finds and the facets let pass; on request the tally before."""
    wanted = facets(asked.facets)
    if not asked.counted:
        return page({"bool": {"must": [query], "filter": wanted}}, size, [order])
    return page(query, size, [order]) | {"post_filter": {"bool": {"filter": wanted}}, "aggs": _TALLIED}


def tallied(aggregations: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """How many documents of each kind and category the cluster has counted."""
    return {
        (kind["key"], category["key"]): category["doc_count"]
        for kind in aggregations["kind"]["buckets"]
        for category in kind["category"]["buckets"]
    }


def page(query: Body, size: int, sort: list[Body]) -> Body:
    """The first documents by an order, ties by id, with their weights and texts."""
    return {
        "size": size,
        "track_total_hits": True,
        "_source": [DOCUMENT],
        "docvalue_fields": [WEIGHTS],
        "query": query,
        "sort": [*sort, {ID: "asc"}],
    }


def count(filters: Sequence[Body]) -> Body:
    """How many documents there are that every filter lets pass."""
    return {"size": 0, "track_total_hits": True, "query": {"bool": {"filter": list(filters)}}}


def facets(wanted: Facets) -> list[Body]:
    """The filters for a kind and a category."""
    return [{"term": {name: value}} for name, value in vars(wanted).items() if value]


def with_digests(digests: Sequence[str]) -> Body:
    """The documents that have these digests."""
    return page({"ids": {"values": list(digests)}}, len(digests), [])


def _found(groups: Sequence[Group], numbers: Numbers) -> Body:
    """Content terms find; words that say little add; a required word has to be there."""
    content = [_points(group, numbers) for group in groups if group.alternatives and not group.stop]
    stops = [_points(group, numbers) for group in groups if group.alternatives and group.stop]
    needed = [group for group in groups if group.required]
    required = [any_of([holds(numbers(a.term)) for a in group.alternatives]) for group in needed]
    return {"bool": {"must": [any_of(content)], "should": stops, "filter": required}}


def _points(group: Group, numbers: Numbers) -> Body:
    """The best of a group's alternatives."""
    best: Mapping[int, int] = factors(group, numbers)
    each = [holds(number, factor) for number, factor in best.items()]
    return {"dis_max": {"tie_breaker": 0, "queries": each}}


def factors(group: Group, numbers: Numbers) -> dict[int, int]:
    """Quality * idf of each term of a group, by the term's number."""
    best: dict[int, int] = {}
    for each in group.alternatives:
        key = numbers(each.term)
        best[key] = max(best.get(key, 0), each.quality * each.idf)
    return best
