"""A year or a version in a question: what it adds, and what only looks like one."""

from collections.abc import Callable

import pytest

from search import Engine

YEARS = {
    "short": ("Plans, cards, office", "Install them."),
    "told": (
        "Cards of an office",
        "In 2016, 12 people and a telephone 555 0145 were there. " + "Install them. " * 9,
    ),
    **{f"other{number}": ("Chairs", "Office chairs.") for number in range(9)},
}


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("office cards", "short"),
        ("office cards 2016", "told"),
        ("2016 office cards", "told"),
        ("office cards (2016)", "told"),
        ("office cards in 2016, please", "told"),
        ("office cards 2019", "short"),
        ("office cards 12", "short"),
        ("office cards €2016", "short"),
        ("office cards 2016 €", "short"),
        ("office cards 2016 euro", "short"),
        ("office cards 3 march 2016", "short"),
        ("office cards #2016", "short"),
        ("#2016 office cards", "short"),
        ("office cards A1-2016", "short"),
        ("office cards 2016-A1", "short"),
        ("office cards 201", "short"),
    ],
)
def test_a_year_tells_apart_what_other_words_find(
    engine: Callable[..., Engine], query: str, hit: str
) -> None:
    """Or a version: three digits or more, whole, and in no amount, date or code."""
    assert engine(YEARS).search(query).hits[0].id == hit
