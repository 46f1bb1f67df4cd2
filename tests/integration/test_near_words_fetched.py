"""Which questions fetch near words in the browser, and in how many round trips, under Node."""

from pathlib import Path

import pytest
from twins import node_answers

from search import Document, Engine, Section, build
from search.query.near import NearTable, NearWord
from search.static.export import export

TEXTS = {
    "refund": ("Refunds", "Your money comes back within ten days."),
    "price": ("Prices", "What a plan costs, cheaper ones first."),
    "video": ("Watch a video", "Start, stop, go back."),
}
WORDS = {
    "tariff": NearWord(("en",), (("plan", 12),)),
    "~cost": NearWord(("en",), (("money", 11), ("refunds", 9))),
    "~watch": NearWord(("en",), (("start", 8),)),
}
STRANGERS, AKIN = "4.bin", "5.bin"  # chunks: what no article holds; what is near words that they hold


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A site whose articles all stand in its entry, with near words beside it."""
    documents = [
        Document(name, "en", f"/{name}/", title, sections=(Section("", "", text),))
        for name, (title, text) in TEXTS.items()
    ]
    build(tmp_path / "index", "en", documents, near=NearTable((), WORDS))
    with Engine.open(tmp_path / "index").index as index:
        export(index, tmp_path / "_search")
    return tmp_path


@pytest.mark.parametrize(
    ("asked", "confident", "rounds"),
    [
        ("watch a video", True, []),
        ("stop what costs", False, [[AKIN]]),
        ("stop what tariff costs", False, [[STRANGERS, AKIN]]),
    ],
)
def test_near_words_are_fetched_where_no_article_answers(
    root: Path, small_site: Path, asked: str, confident: bool, rounds: list[list[str]]
) -> None:
    """A sure answer fetches none; another one round trip, be its words known or not."""
    (answer,) = node_answers(root, small_site, [(asked, {})], lang="en", rounds=True)
    assert answer["confident"] is confident
    entry, *others = [[Path(name).name for name in each] for each in answer["rounds"]]
    assert entry == ["en.bin"]
    whole = [next(file.name for file in small_site.glob("_search/en/*.bin"))]  # tried once: no ranges here
    assert [each for each in others if each != whole] == rounds
