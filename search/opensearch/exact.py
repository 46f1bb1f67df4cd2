"""The same in whole numbers of 64 bits: a script of the cluster's that does what ranking/score.py does. Pure.

For queries whose points floats cannot hold, for weights of more than nine bits, and where the share of the
words that a document holds changes the order more than the points can tell.
"""

from typing import Any

from search.opensearch.queries import Body, Numbers, any_of, faceted, facets, factors, holds, page
from search.query.understand import Group
from search.ranking.store import Asked

# `doc['weights']` is sorted: number << 16 | weight. Numbers come as Integer or Long, by their size.
WEIGHT = """
long weight(def held, long number) {
  int low = 0; int high = held.size();
  while (low < high) {
    int middle = (low + high) >>> 1;
    if ((held.get(middle) >> 16) < number) { low = middle + 1; } else { high = middle; }
  }
  return low < held.size() && (held.get(low) >> 16) == number ? held.get(low) & 65535L : 0L;
}
"""
SCORE = (
    WEIGHT
    + """
def held = doc['weights'];
long found = 0L; long added = 0L; long share = 0L;
for (def group : params.groups) {
  long best = 0L;
  for (int i = 0; i < group.numbers.size(); i++) {
    long points = weight(held, ((Number) group.numbers.get(i)).longValue());
    points = points * ((Number) group.factors.get(i)).longValue();
    if (points > best) { best = points; }
  }
  if (group.required && best == 0L) { return 0; }
  if (group.stop) { added += best; } else { found += best; }
  if (best > 0L) { share += ((Number) group.rarity).longValue(); }
}
long whole = ((Number) params.whole).longValue();
if (found > 0L && whole > 0L) { found = (long) Math.max(1L, found * share / whole * share / whole); }
return found > 0L ? found + added : 0;
"""
)
HELD = WEIGHT + "return weight(doc['weights'], ((Number) params.number).longValue());"


def first(asked: Asked, numbers: Numbers, size: int) -> Body:
    """The best documents by exact score, and the number of all, wordings' included."""
    known = [group for group in asked.groups if group.alternatives]
    needed = [any_of(_holding(group, numbers)) for group in asked.groups if group.required]
    content = [each for group in known if not group.stop for each in _holding(group, numbers)]
    queries: list[Body] = [{"bool": {"must": [any_of(content)], "filter": needed}}]
    if asked.wording:
        queries.append(holds(numbers(asked.wording)))
    return faceted(asked, {"bool": {"filter": [any_of(queries)]}}, size, _score(asked, numbers))


def worded(asked: Asked, numbers: Numbers, size: int) -> Body:
    """The documents that answer word for word: the heaviest wording first, then the best score."""
    number = numbers(asked.wording)
    query = {"bool": {"filter": [holds(number), *facets(asked.facets)]}}
    return page(query, size, [_sort(HELD, {"number": number}), _score(asked, numbers)])


def _holding(group: Group, numbers: Numbers) -> list[Body]:
    return [holds(number) for number in factors(group, numbers)]


def _score(asked: Asked, numbers: Numbers) -> Body:
    """The points of the words; of keywords by the share of their rarity, words that nothing matches aside."""
    groups = [_group(group, numbers) for group in asked.groups]
    whole = sum(group.rarity for group in asked.groups if group.alternatives) if asked.keywords else 0
    return _sort(SCORE, {"groups": groups, "whole": whole})


def _group(group: Group, numbers: Numbers) -> dict[str, Any]:
    found = factors(group, numbers)
    return {
        "numbers": list(found),
        "factors": list(found.values()),
        "rarity": group.rarity,
        "stop": group.stop,
        "required": group.required,
    }


def _sort(source: str, params: dict[str, Any]) -> Body:
    script = {"lang": "painless", "source": source, "params": params}
    return {"_script": {"type": "number", "order": "desc", "script": script}}
