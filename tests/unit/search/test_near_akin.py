"""Promises of near words of what articles hold: they order what no article answers, and prove nothing."""

from pathlib import Path

import pytest

from search import Document, Engine, Section, build
from search.query.akin import widened
from search.query.near import NearTable, NearWord
from search.query.understand import understand

ARTICLES = {
    "refund": ("Refunds", "Your money comes back within ten days."),
    "price": ("Prices", "What a plan costs, cheaper ones first."),
    "video": ("Watch a video", "Start, stop, go back."),
}
TABLE = NearTable(
    (),
    {
        "~cost": NearWord(("en",), (("money", 11), ("refunds", 9), ("zebra", 9))),
        "~watch": NearWord(("en",), (("money", 16),)),
        "rueckgabe": NearWord(("de",), (("refunds", 15),)),
        "wie": NearWord(("de",), ()),
    },
)


def documents() -> list[Document]:
    """The articles."""
    return [
        Document(name, "en", f"/{name}/", title, sections=(Section("", "", text),))
        for name, (title, text) in ARTICLES.items()
    ]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """The articles with the table."""
    build(tmp_path, "en", documents(), near=TABLE)
    return Engine.open(tmp_path)


@pytest.fixture
def plain(tmp_path: Path) -> Engine:
    """The articles without any."""
    build(tmp_path / "plain", "en", documents())
    return Engine.open(tmp_path / "plain")


def test_what_no_article_answers_for_sure_is_ordered_by_near_words_too(engine: Engine, plain: Engine) -> None:
    """Half the cosine is their worth, and never are they rarer than the word; `why` names them."""
    asked = "costs gym bicycle"
    assert [name for name, _ in plain.ranked(asked).hits] == ["price"]
    assert [name for name, _ in engine.ranked(asked).hits] == ["price", "refund"]
    (reason,) = engine.why(asked, "refund")
    assert (reason.kind, reason.term, reason.quality) == ("near", "refunds", 9 * 8 // 16)
    assert reason.idf <= engine.index.idf(engine.index.frequency("cost"))


def test_what_an_article_answers_for_sure_stays_as_it_is(engine: Engine, plain: Engine) -> None:
    """Nothing is added to it, not even in `why`."""
    for asked in ("watch a video", "costs"):
        assert plain.search(asked).confident
        assert engine.search(asked) == plain.search(asked)
        assert engine.why(asked, "video") == plain.why(asked, "video")


@pytest.mark.parametrize("asked", ["costs gym bicycle", "zebra costs watch gym", "cost of kayaks and gyms"])
def test_near_words_of_held_ones_make_nothing_sure(engine: Engine, plain: Engine, asked: str) -> None:
    """Confidence, threshold and the marked words of the excerpt are those without them."""
    assert engine.index.confidence == plain.index.confidence
    with_them, without = engine.search(asked), plain.search(asked)
    assert not with_them.confident
    assert not without.confident
    found = {hit.id: hit for hit in with_them.hits}
    assert all(found[hit.id].excerpt == hit.excerpt for hit in without.hits)
    assert found["refund"].excerpt.marks == ()


def test_a_part_of_a_message_has_none(engine: Engine, plain: Engine) -> None:
    """Its sentences are summed, and near words are no evidence to sum."""
    asked = "costs gym bicycle"
    assert engine.ranked(asked, near=False) == plain.ranked(asked) != engine.ranked(asked)


def test_little_words_quotations_messages_and_other_languages_have_none(engine: Engine) -> None:
    """The query is then the same one."""

    def is_widened(text: str) -> bool:
        query = understand(text, engine.index.analyzer, engine.index)
        return widened(query, engine.index.analyzer, engine.index) is not query

    assert is_widened("costs gym")
    assert not is_widened('"costs" gym')
    assert not is_widened("refunds gym")
    assert not is_widened("wie rueckgabe costs")
    assert not is_widened("costs gym bicycle " * 40)
