"""When the frozen average lengths no longer hold and a whole build is due."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from search import Engine


@pytest.mark.parametrize(
    ("words", "drifted"),
    [(100, False), (109, False), (110, True), (111, True), (91, False), (90, True), (0, True)],
)
def test_a_tenth_is_the_limit(engine: Callable[..., Engine], words: int, drifted: bool) -> None:
    """An average a tenth away from the frozen one, longer or shorter, calls for a whole build."""
    statistics = engine({"a": "Plan"}).index.statistics
    name = next(iter(statistics.averages))
    frozen = replace(
        statistics, averages={name: 100.0}, lengths={name: words * 3}, document_frequency={name: 3}
    )
    assert frozen.drifted() is drifted


def test_a_field_that_nothing_has_any_more_counts_as_one_word(engine: Callable[..., Engine]) -> None:
    """No division by nothing: an average of one word, as a build of an empty field freezes it."""
    statistics = engine({"a": "Plan"}).index.statistics
    name = next(iter(statistics.averages))
    assert not replace(
        statistics, averages={name: 1.0}, lengths={name: 0}, document_frequency={name: 0}
    ).drifted()
