"""The product's own name is no topic: whole, and by its words that no document holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Document, Engine, build
from search.text.language import language
from search.text.product import called

TEXTS = {
    "meeting": "Schedule a meeting",
    "cancel": "Cancel the subscription",
    "card": "Pay by card",
}


@pytest.fixture(params=["Nimbus Meeting", "  nimbus\u00a0 MEETING "])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Articles about a product, however its name is written in the settings."""
    documents = [Document(name, "en", f"/{name}/", title) for name, title in TEXTS.items()]
    build(tmp_path, "en", documents, product=request.param)
    engine = Engine.open(tmp_path)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("cancel Nimbus Meeting", ["cancel"]),
        ("Nimbus cancel", ["cancel"]),
        ("cancel meeting", ["meeting", "cancel"]),
        ("Nimbus Meeting", ["meeting"]),
        ("nimbus", []),
        ("nimbusmeeting cancel", ["cancel"]),
    ],
)
def test_its_name_finds_and_hides_nothing(engine: Engine, query: str, hits: list[str]) -> None:
    """Another word decides; a word of the name that articles hold counts alone; none is corrected to it."""
    results = engine.search(query)
    assert [hit.id for hit in results.hits] == hits
    assert results.suggestion is None or "nimbus meeting" in results.suggestion


def test_signs_in_a_name_are_signs() -> None:
    """A name is text: what would mean something in a pattern does not."""
    with_signs = called(language("en"), "C++ (Pro) [x]|y", {})
    assert with_signs.idioms[-1] == r"c\+\+ \(pro\) \[x\]\|y"
    assert {"c++", "pro", "x", "y"} <= with_signs.incidental


def test_without_a_name_the_rules_stay() -> None:
    """Most sites name no product."""
    assert called(language("en"), " ", {}) is language("en")
