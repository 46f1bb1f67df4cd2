"""The measures on lists small enough to reckon by hand."""

import math

import pytest

from bench.measures import Measures, measure, ndcg, reciprocal_rank, success


@pytest.mark.parametrize(
    ("ranked", "relevant", "expected"),
    [
        (["a", "b"], {"a"}, 1.0),
        (["b", "a"], {"a"}, 1 / math.log2(3)),
        (["a", "x", "b"], {"a", "b"}, 1.5 / (1 + 1 / math.log2(3))),
        (["x"] * 10 + ["a"], {"a"}, 0.0),
        ([], {"a"}, 0.0),
        (["a"], set(), 0.0),
    ],
)
def test_ndcg(ranked: list[str], relevant: set[str], expected: float) -> None:
    """Gain over the ideal, cut at ten."""
    assert ndcg(ranked, relevant) == pytest.approx(expected)


def test_reciprocal_rank_and_success() -> None:
    """The first right answer counts."""
    assert reciprocal_rank(["x", "a", "b"], {"a", "b"}) == 0.5
    assert reciprocal_rank(["x"], {"a"}) == 0.0
    assert (success(["x", "a"], {"a"}, 1), success(["x", "a"], {"a"}, 3)) == (0.0, 1.0)


def test_measure_is_the_mean() -> None:
    """Means over queries; an empty list is counted as such."""
    found = measure([(["a"], {"a"}), ([], {"a"}), (["x", "a"], {"a"})])
    assert found.queries == 3
    assert (found.mrr, found.success1, found.success3) == pytest.approx((0.5, 1 / 3, 2 / 3))
    assert found.empty == pytest.approx(1 / 3)
    assert measure([]) == Measures(0, 0.0, 0.0, 0.0, 0.0, 0.0)
