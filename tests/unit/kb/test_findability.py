"""Each question is asked of an index that does not hold it: as of a written one, as often as needed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from kb.support.findability import DEPTH, TURNS, KnownItem, ask
from search.index import in_memory
from search.model import Document, Section
from search.query.near import NearTable
from search.text.analyzer import Analyzer
from search.text.language import language

WORDS = (
    "log",
    "in",
    "receipt",
    "receipts",
    "recipt",
    "the",
    "card",
    "cards",
    "refund",
    "e-mail",
    "café",
    "39",
    "x",
)
TEXT = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
TITLE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
SYNONYMS = (("receipt", "invoice"),)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    """A few articles, two of which may have one id."""
    return [
        Document(
            draw(st.sampled_from("abcdef")),
            "en",
            "/en/x/",
            draw(TITLE),
            draw(TEXT),
            questions=tuple(draw(st.lists(TITLE, max_size=8))),
            keywords=tuple(draw(st.lists(TITLE, max_size=2))),
            sections=(Section(draw(TEXT), "a", draw(TEXT)),),
            boost=draw(st.sampled_from((100, 150))),
            pins=tuple(draw(st.lists(TITLE, max_size=1))),
        )
        for _ in range(draw(st.integers(1, 6)))
    ]


def written(documents: Sequence[Document], folder: Path) -> Iterator[KnownItem]:
    """The same by indexes that are written and opened."""
    for turn in range(min(TURNS, max(len(document.questions) for document in documents))):
        left = [
            replace(one, questions=tuple(q for n, q in enumerate(one.questions) if n % TURNS != turn))
            for one in documents
        ]
        search.build(folder, "en", left, SYNONYMS)
        engine = search.Engine.open(folder)
        for document in documents:
            for question in document.questions[turn::TURNS]:
                try:
                    found = [name for name, _ in engine.ranked(question, DEPTH).hits]
                except search.QueryTooShort:
                    found = []
                place = found.index(document.id) + 1 if document.id in found else None
                yield KnownItem(document.id, question, place, next(iter(found), ""))
        engine.close()


@settings(max_examples=25, deadline=None)
@given(found=documents())
def test_what_is_found_in_memory_is_what_a_written_index_finds(
    tmp_path_factory: pytest.TempPathFactory, found: list[Document]
) -> None:
    """Whatever the articles say, whichever share an id: the same places, the same first articles."""
    folder = tmp_path_factory.mktemp("index")
    assert list(ask(found, "en", SYNONYMS, NearTable())) == list(written(found, folder))


def test_a_verdict_that_is_known_asks_no_further() -> None:
    """Half of the questions find their article: the other half is not asked; without a rule all are."""
    one = Document(
        "a", "en", "/en/a/", "Receipts", questions=("receipts one", "receipts two", "receipts", "a receipt")
    )
    other = Document("b", "en", "/en/b/", "Cards", questions=("zebra", "quagga"))
    enough = ask([one, other], "en", (), NearTable(), lambda found, of: 2 * found >= of)
    assert [item.question for item in enough] == ["receipts one", "zebra", "receipts two", "quagga"]
    assert len(list(ask([one, other], "en", (), NearTable()))) == 6


def test_an_engine_in_memory_is_whole() -> None:
    """What an engine asks of any place it may ask of this one, too."""
    one = Document("a", "en", "/en/a/", "Receipts", questions=("where is my receipt",), category="money")
    analyzer = Analyzer(language("en"))
    entry = in_memory.counted(one, analyzer).keeping(lambda _: True)
    engine = search.Engine(in_memory.InMemory([entry], (), NearTable(), analyzer))
    assert [hit.id for hit in engine.search("receipts").hits] == ["a"]
    assert engine.is_current()
    assert engine.index.categories == {"money"}
    assert engine.index.numbers() == [engine.index.number("a")]
    engine.close()
