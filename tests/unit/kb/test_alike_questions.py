"""Promises of how alike questions are sought: the short way finds what comparing all with all would."""

from itertools import combinations

from hypothesis import example, given
from hypothesis import strategies as st

from kb.checks.duplicates import TERMS_ALIKE, _pairs

QUESTIONS = st.lists(st.frozensets(st.integers(1, 8), min_size=2), max_size=12)


@given(QUESTIONS)
@example(
    [frozenset({1, 2, 3, 4, 5}), frozenset({1, 2, 6, 7, 8}), frozenset(range(3, 9)), frozenset(range(3, 10))]
)
def test_all_pairs_that_are_alike_are_found(questions: list[frozenset[int]]) -> None:
    """Each pair once, in order, whose terms have three quarters in common."""
    alike = [
        (first, second)
        for first, second in combinations(range(len(questions)), 2)
        if len(questions[first] & questions[second])
        >= TERMS_ALIKE * len(questions[first] | questions[second])
    ]
    assert sorted(_pairs(questions)) == alike
