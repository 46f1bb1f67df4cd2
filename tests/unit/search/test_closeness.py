"""How closely a document says what the query says: three shares of its score."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Document
from search.query.expand import Alternative
from search.query.understand import Group, Query
from search.ranking.rerank import asked, closeness, said
from search.text.analyzer import Analyzer
from search.text.language import Tuning, language
from search.text.phrases import Flattener

ENGLISH = Analyzer(language("en"))
TUNING: Tuning = ENGLISH.language.tuning
SCORE = 1600
TEXTS = st.text(alphabet="abc 'è", max_size=30)


def shares(text: str, *wordings: str, suggestion: str | None = None, joined: str = "") -> dict[str, int]:
    """What a document with that title and those questions gets for a query whose words all tell."""
    alternatives = (Alternative(joined, "joined", 14, 16, joined),) if joined else ()
    words = re.findall(r"\w+", text)
    groups = tuple(Group(word, alternatives, 0) for word in words)
    flattener = Flattener(ENGLISH)
    title, *questions = wordings
    document = Document("a", "en", "/a/", title, questions=tuple(questions))
    query = Query(text, groups, suggestion)
    return closeness(asked(query, flattener), said(document, flattener), SCORE, TUNING)


@pytest.mark.parametrize(
    ("query", "title", "part"),
    [
        ("change plan", "How to change plan today", (1, 1)),
        ("change plan now", "Plan: change plan", (1, 2)),
        ("plan change", "Change a plan", (0, 1)),
        ("plan", "Change a plan", (0, 1)),
    ],
)
def test_neighbours_side_by_side_count(query: str, title: str, part: tuple[int, int]) -> None:
    """The share for adjacency is that of the query's neighbours that the text holds in this order."""
    held, pairs = part
    assert shares(query, title)["adjacency"] == SCORE * TUNING.adjacency * held // (16 * pairs)


def test_words_in_the_form_typed_count() -> None:
    """Of two forms of one word, the one that was typed counts; so does a word that neighbours make."""
    whole = SCORE * TUNING.as_typed // 16
    assert shares("cancelled", "Cancelled plans")["as_typed"] == whole
    assert shares("cancelled", "Cancelling plans")["as_typed"] == 0
    assert shares("mail", "Email settings", joined="email")["as_typed"] == whole


def test_likeness_is_that_of_the_best_wording() -> None:
    """A query that is one of the questions gets the whole share; a similar one more than a stranger."""
    whole = SCORE * TUNING.likeness // 16
    title, question = "Receipts", "where is my bill"
    assert shares("Where is my bill?", title, question)["likeness"] == whole
    assert whole > shares("where are my bills", title, question)["likeness"] > whole // 2
    assert shares("change the plan", title, question)["likeness"] < whole // 8


def test_likeness_is_that_of_the_corrected_query() -> None:
    """A typing error that was corrected costs nothing."""
    assert shares("recepits", "Receipts", suggestion="receipts") == shares("receipts", "Receipts") | {
        "as_typed": 0
    }


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_no_share_is_more_than_the_tuning_gives(text: str, wordings: list[str]) -> None:
    """Each share is between nothing and its sixteenths of the score."""
    for name, points in shares(text, *wordings).items():
        assert 0 <= points <= SCORE * getattr(TUNING, name) // 16
