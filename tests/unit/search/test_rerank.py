"""How closely a document says what the query says: four shares of its score."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Document
from search.query.expand import Alternative
from search.query.understand import Group, Query
from search.ranking.rerank import (
    CLOSE,
    WHOLE,
    closeness,
    comparable_document,
    comparable_query,
    evidence,
    rerank,
)
from search.text.analyzer import Analyzer
from search.text.language import Tuning, language
from search.text.phrases import Flattener

ENGLISH = Analyzer(language("en"))
TUNING: Tuning = ENGLISH.language.tuning
SCORE = 1600
TEXTS = st.text(alphabet="abc 'è", max_size=30)


def shares(text: str, *wordings: str, suggestion: str | None = None, compound: str = "") -> dict[str, int]:
    """What a document with that title and those questions gets for a query whose words all tell."""
    alternatives = (Alternative(compound, "compound", 14, 16, compound),) if compound else ()
    words = re.findall(r"\w+", text)
    groups = tuple(Group(word, alternatives, 0) for word in words)
    flattener = Flattener(ENGLISH)
    title, *questions = wordings
    document = Document("a", "en", "/a/", title, questions=tuple(questions))
    query = Query(text, suggestion or text, groups, suggestion, "en")
    return rerank(
        comparable_query(query, flattener, TUNING),
        comparable_document(document, flattener, TUNING),
        SCORE,
        TUNING,
    )


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
    assert shares("mail", "Email settings", compound="email")["as_typed"] == whole


def test_several_telling_words_count_by_how_many_stand_in_one_passage() -> None:
    """Three of four words in one passage are two beside a first one; few words get nothing."""
    whole, far = SCORE * TUNING.proximity // 16, " x" * TUNING.passage
    four = "invoice currency export ledger"
    assert shares(four, "Ledger export of the invoice in another currency")["proximity"] == whole
    assert shares(four, f"Export invoice currency{far} ledger")["proximity"] == whole * 2 // 3
    assert shares(four, f"Export{far} invoice{far} export{far} ledger")["proximity"] == 0
    assert shares(four, f"Export export export{far} ledger")["proximity"] == 0
    assert shares("invoice currency export", "Invoice currency export")["proximity"] == 0


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
        assert points == 0 or name != "proximity" or len(re.findall(r"\w+", text)) >= TUNING.keywords
        assert 0 <= points <= SCORE * getattr(TUNING, name) // 16


def test_closeness_leaves_passages_aside() -> None:
    """Passages part keywords only; a letter, or another language, resembles no wording."""
    flattener = Flattener(ENGLISH)
    document = comparable_document(Document("a", "en", "/a/", "Plan price card date"), flattener, TUNING)
    groups = tuple(Group(word, (), 0) for word in ("plan", "price", "card", "date"))
    text = "plan price card date"
    asked = Query(text, text, groups, None, "en")
    compared = comparable_query(asked, flattener, TUNING)
    assert compared.keywords
    told = rerank(compared, document, WHOLE, TUNING)
    rest = sum(told.values()) - told["proximity"]
    assert closeness(asked, compared, document, TUNING, "en") == rest > 0
    for other in (replace(asked, message=True), replace(asked, lang="de")):
        assert closeness(other, compared, document, TUNING, "en") == CLOSE
    one = Query("plan", "plan", groups[:1], None, "en")
    compared = comparable_query(one, flattener, TUNING)
    rest = sum(rerank(compared, document, WHOLE, TUNING).values())
    assert closeness(one, compared, document, TUNING, "en") == rest + WHOLE * TUNING.adjacency // 16


def test_a_word_that_only_others_hold_speaks_against_a_document() -> None:
    """As one that nobody knows does (`cancel a meeting`); in a whole message, which has many, as one word."""
    flattener = Flattener(ENGLISH)
    document = comparable_document(Document("a", "en", "/a/", "Plan price"), flattener, TUNING)
    groups = tuple(Group(word, (), 10) for word in ("plan", "price"))
    asked = Query("plan price", "plan price", groups, None, "en")
    compared = comparable_query(asked, flattener, TUNING)
    close = closeness(asked, compared, document, TUNING, "en")
    assert evidence(asked, compared, (60, 0), document, TUNING, "en") == 3600 // (2 * (1 + 3)) * close
    message = replace(asked, message=True)
    assert evidence(message, compared, (60, 0), document, TUNING, "en") == 3600 // (2 * (1 + 1)) * CLOSE
