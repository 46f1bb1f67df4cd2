"""What words that documents hold may match besides: other words of theirs, near in meaning. Pure.

They order the nearest documents where none answers for sure; they are evidence of nothing, so a query with
them is asked only then (`search/engine.py`). Twin: `widened` in understand.js.
"""

from collections.abc import Iterator
from dataclasses import replace

from search.query import expand
from search.query.expand import SIXTEENTHS, Alternative, Vocabulary
from search.query.near import AKIN
from search.query.understand import Group, Query
from search.text.analyzer import Analyzer


def widened(query: Query, analyzer: Analyzer, vocabulary: Vocabulary) -> Query:
    """The query with the near words of those that documents hold; the same where there are none.

    A question in another language has none: a word of ours in it may be one of theirs. A whole message has
    words enough.
    """
    if query.message or query.lang != analyzer.language.code:
        return query
    groups = [_widened(group, analyzer, vocabulary) for group in query.groups]
    return query if groups == list(query.groups) else replace(query, groups=tuple(groups))


def _widened(group: Group, analyzer: Analyzer, vocabulary: Vocabulary) -> Group:
    """The group with what is near, none rarer than the word; as it is where it says little or is quoted."""
    if group.stop or group.required:
        return group
    found = (each for one in group.alternatives for each in _near(one, analyzer, vocabulary))
    near = (replace(each, idf=min(each.idf, group.rarity)) for each in found)
    return replace(group, alternatives=(*group.alternatives, *near))


def _near(one: Alternative, analyzer: Analyzer, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """What is near a term of the word itself."""
    entry = vocabulary.near_terms.words.get(AKIN + one.term) if one.kind == "exact" else None
    for word, cosine in entry.words if entry else ():
        quality = analyzer.language.tuning.akin * cosine // SIXTEENTHS
        yield from expand.of_word(word, "near", quality, analyzer, vocabulary)
