"""Ranking against a direct reading of its definition, one document at a time."""

from array import array
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from search.query.expand import Alternative
from search.query.understand import Group
from search.ranking.score import Postings, are_keywords, confidence, explain, held, rank

TERMS = "abcdef"
BAGS = st.lists(st.dictionaries(st.sampled_from(TERMS), st.integers(1, 500)), min_size=1, max_size=15)
ALTERNATIVE = st.builds(
    Alternative,
    term=st.sampled_from(TERMS),
    kind=st.sampled_from(["exact", "typo"]),
    quality=st.integers(1, 16),
    idf=st.integers(1, 90),
    word=st.just("w"),
)
GROUP = st.builds(
    Group,
    word=st.just("w"),
    alternatives=st.lists(ALTERNATIVE, max_size=3).map(tuple),
    rarity=st.integers(1, 90),
    stop=st.booleans(),
    required=st.booleans(),
    counts_as=st.sampled_from([1, 4]),
)


def source_of(bags: list[dict[str, int]]) -> dict[str, Postings]:
    """The postings of bags."""
    found = {}
    for term in TERMS:
        held = [(number, bag[term]) for number, bag in enumerate(bags) if term in bag]
        found[term] = Postings(array("I", [n for n, _ in held]), array("H", [w for _, w in held]))
    return found


def worth(group: Group, bag: dict[str, int]) -> int:
    """What a group gives a document: the best of its alternatives."""
    return max((a.quality * a.idf * bag.get(a.term, 0) for a in group.alternatives), default=0)


def strong(group: Group, bag: dict[str, int]) -> int:
    """How strongly a document holds a group, whatever its rarity."""
    return max((a.quality * bag.get(a.term, 0) for a in group.alternatives), default=0)


@given(BAGS, st.lists(GROUP, min_size=1, max_size=4), st.integers(1, 8))
def test_ranking_is_its_definition(bags: list[dict[str, int]], groups: list[Group], limit: int) -> None:
    """Score, order, ties, required words and filters are those of the formula."""
    postings = source_of(bags)
    content = [group for group in groups if not group.stop]
    needed = [group for group in groups if group.required]
    base = {n: sum(worth(g, bag) for g in content) for n, bag in enumerate(bags)}
    held = {n for n, score in base.items() if score and n % 3 != 2 and all(worth(g, bags[n]) for g in needed)}
    scores = {n: sum(worth(g, bags[n]) for g in groups) for n in held}
    names = {n: str((n * 7) % 16) for n in range(len(bags))}
    expected = sorted(scores.items(), key=lambda item: (-item[1], names[item[0]]))
    ranking = rank(groups, postings.__getitem__, lambda n: n % 3 != 2, names.__getitem__, limit)
    assert ranking.order == tuple(expected[:limit])
    assert ranking.total == len(expected)


@given(BAGS, st.lists(GROUP, min_size=1, max_size=4), st.integers(1, 6))
def test_confidence_is_its_definition(bags: list[dict[str, int]], groups: list[Group], missed: int) -> None:
    """The square of the strengths, for each word, more for one that it lacks, by the share of rarity held."""
    source = source_of(bags).__getitem__
    rarity = sum(g.rarity for g in groups)
    for number, bag in enumerate(bags):
        words = sum(g.counts_as if strong(g, bag) else max(g.counts_as, missed) for g in groups)
        found = sum(g.rarity for g in groups if strong(g, bag))
        expected = sum(strong(g, bag) for g in groups) ** 2 * found // (words * rarity)
        assert confidence(groups, held(groups, source, number), missed) == expected


@given(BAGS, st.lists(GROUP, min_size=1, max_size=4))
def test_several_telling_words_count_by_the_square_of_their_share(
    bags: list[dict[str, int]], groups: list[Group]
) -> None:
    """The share is that of the rarity of the words that something matches; what is found stays found."""
    groups = [replace(group, stop=False, required=False) for group in groups]
    whole = sum(group.rarity for group in groups if group.alternatives)
    scores = {n: sum(worth(group, bag) for group in groups) for n, bag in enumerate(bags)}
    held = {n: sum(g.rarity for g in groups if worth(g, bag)) for n, bag in enumerate(bags)}
    expected = {n: max(1, s * held[n] // whole * held[n] // whole) for n, s in scores.items() if s}
    ranking = rank(groups, source_of(bags).__getitem__, None, str, len(bags), keywords=True)
    assert dict(ranking.order) == expected


def test_only_telling_words_and_several_are_keywords() -> None:
    """One word that says little makes a sentence of it."""
    content, little = Group("w", (), 1), Group("the", (), 1, stop=True)
    assert are_keywords([content] * 4, 4)
    assert not are_keywords([content] * 3, 4)
    assert not are_keywords([content, little, content, content], 4)


@given(BAGS, st.lists(GROUP, min_size=1, max_size=4))
def test_explanation_adds_up_to_the_score(bags: list[dict[str, int]], groups: list[Group]) -> None:
    """The lines of an explanation are what the groups give the document."""
    postings = source_of(bags)
    for number, bag in enumerate(bags):
        told = explain(groups, postings.__getitem__, number)
        assert sum(a.quality * a.idf * weight for _, a, weight in told) == sum(worth(g, bag) for g in groups)


def test_ties_are_ordered_by_id() -> None:
    """Equal scores keep the order of the ids, not of the numbers."""
    group = Group("w", (Alternative("a", "exact", 16, 5, "w"),), 80)
    postings = source_of([{"a": 7}, {"a": 7}, {"a": 9}])
    ranking = rank([group], postings.__getitem__, None, "zyx".__getitem__, 3)
    assert [number for number, _ in ranking.order] == [2, 1, 0]
