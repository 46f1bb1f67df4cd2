"""What a document answers word for word comes first: pinned queries, titles, questions."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Document, Engine, Section
from search.ranking.wordings import PINNED, QUESTION, TITLE, is_wording, lifts, term_of
from search.text.phrases import Flattener

LINK = Document("link", "en", "/l/", "ActivityMap.link", sections=(Section("", "", "activity map " * 9),))
START = Document("start", "en", "/s/", "Getting started with Activity Map")
MAPS = Document("maps", "en", "/m/", "Activity map", questions=("Where is the activity map?",))
OTHER = Document("other", "en", "/o/", "Receipts", pins=("activity map", "Fattura già pagata"))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("getting started with activity map", "start"),
        ("Getting started with «Activity Map»!", "start"),
        ("where is the activity map", "maps"),
        ("activity map", "other"),
        ("fattura gia pagata?", "other"),
        ("activity maps", "maps"),
    ],
)
def test_what_answers_word_for_word_is_first(engine: Callable[..., Engine], query: str, first: str) -> None:
    """A pin, a title, a question in any case, with any signs and accents; a near one weighs its words."""
    assert engine([LINK, START, MAPS, OTHER]).search(query).hits[0].id == first


@pytest.mark.parametrize("title", ["Opening hours in May 2024", "Opening hours today", "Hours for 200 euro"])
def test_a_title_may_hold_what_is_no_topic(engine: Callable[..., Engine], title: str) -> None:
    """Numbers, months and days are part of a title that is typed whole; beside another title they are not."""
    often = Document("often", "en", "/o/", "Opening hours of May", questions=("hours today", "hours in 2024"))
    asked = engine([Document("dated", "en", "/d/", title), often, MAPS])
    found = asked.search(f"{title}?")
    assert (found.hits[0].id, found.confident) == ("dated", True)
    assert "title" in {reason.kind for reason in asked.why(title, "dated")}
    assert "title" in {reason.kind for reason in asked.why("activity map 39 euro", "maps")}


def test_a_pin_comes_before_a_title_and_that_before_a_question(engine: Callable[..., Engine]) -> None:
    """Whatever else the articles say: their other words weigh less than the sort of the wording."""
    body = (Section("", "", "Reset a password. " * 30),)
    asked = engine(
        [
            Document("a", "en", "/a/", "Password", questions=("Reset a password",), sections=body),
            Document("b", "en", "/b/", "Reset a password"),
            Document("c", "en", "/c/", "Zebra", pins=("reset a password",)),
            Document("d", "en", "/d/", "How to reset a password", sections=body),
        ]
    )
    found = asked.search("Reset a password?")
    assert [hit.id for hit in found.hits] == ["c", "b", "a", "d"]
    assert found.confident
    assert [hit.id for hit in asked.search("Reset a password?", kind="guide").hits] == []


def test_why_tells_pins_titles_questions_and_boosts(engine: Callable[..., Engine]) -> None:
    """The points that a wording adds are in the sum, and so is what a lack of keywords takes."""
    half = Document("half", "en", "/h/", "Activity sessions", boost=50)
    asked = engine([START, MAPS, OTHER, half])
    for query in ("activity map", "where is the activity map", "activity map sessions receipts"):
        for hit in asked.search(query).hits:
            assert sum(reason.points for reason in asked.why(query, hit.id)) == hit.score
    kinds = {name: {r.kind for r in asked.why("activity map", name)} for name in ("other", "maps", "half")}
    assert "pinned" in kinds["other"]
    assert "title" in kinds["maps"]
    assert "boost" in kinds["half"]
    assert "question" in {reason.kind for reason in asked.why("where is the activity map", "maps")}
    assert "coverage" in {reason.kind for reason in asked.why("activity map sessions receipts", "half")}
    assert asked.why("zebra", "maps") == []


def test_a_boost_multiplies_the_weights(engine: Callable[..., Engine]) -> None:
    """Of two equal articles the boosted one is first, and one that is pushed down last."""
    base = Document("b", "en", "/b/", "Change the plan", sections=(Section("", "", "Choose another plan."),))
    equal = [replace(base, id="c", boost=150), base, replace(base, id="a", boost=50)]
    assert [hit.id for hit in engine(equal).search("another plan").hits] == ["c", "b", "a"]


FLAT = st.text(st.characters(exclude_categories=["C"]), max_size=20)  # a flat text holds no controls


@given(FLAT, FLAT)
def test_equal_words_have_one_term(first: str, second: str) -> None:
    """Texts have the same term exactly when their words are the same (the hash has 32 bits)."""
    assert (term_of(first) == term_of(second)) == (first == second)
    assert is_wording(term_of(first))
    assert int(term_of(first)[1:], 16) < 2**32


def test_each_wording_has_its_greatest_weight(engine: Callable[..., Engine]) -> None:
    """A title that is a question, too, counts as a title; a text without words has no term."""
    flat = Flattener(engine({}).index.analyzer).flat
    document = replace(START, questions=(START.title, "?!", "Why?"), pins=("why",))
    assert lifts(document, flat) == {term_of(flat(START.title)): TITLE, term_of(flat("why")): PINNED}
    assert lifts(MAPS, flat)[term_of(flat(MAPS.questions[0]))] == QUESTION
