"""Four short articles to ask."""

from collections.abc import Iterator

import pytest

from search import Document, Engine, Section, build

TEXTS = {
    "cancel": (
        "How do I cancel my subscription?",
        "Turn renewal off in the account, and what happens now? The plan stays until its end.",
    ),
    "card": ("How do I change my card?", "Save the new card, and that happens now. The old card is removed."),
    "password": ("How do I change my password?", "Choose a new password now. Other browsers are signed out."),
    "receipts": (
        "Where are my receipts?",
        "Every payment has a receipt that you can print. What happens now?",
    ),
}
ASKED = ("bicycle courier lost card yesterday near Rome", "tandem card")
KNOWN = {"password": ("What now?",), "receipts": ("I don't want to stop the subscription",)}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Four short articles."""
    folder = tmp_path_factory.mktemp("index")
    documents = [
        Document(
            name,
            "en",
            f"/en/{name}/",
            title,
            questions=(title, *KNOWN.get(name, ())),
            sections=(Section("", "", text),),
        )
        for name, (title, text) in TEXTS.items()
    ]
    build(folder, "en", documents)
    opened = Engine.open(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sections(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An article of several sections, and one of a lead only."""
    folder = tmp_path_factory.mktemp("sections")
    told = {
        "": "Save it.",
        "Browsers": "Any of them.",
        "Old": "It is removed, the card.",
        "Receipts": "New ones.",
    }
    sections = tuple(Section(heading, heading.lower(), text) for heading, text in told.items())
    documents = [
        Document(
            "long", "en", "/en/long/", "How do I change my old card?", questions=ASKED, sections=sections
        ),
        Document("card", "en", "/en/card/", "Another card", sections=(Section("", "", "What happens now."),)),
    ]
    build(folder, "en", documents)
    opened = Engine.open(folder)
    yield opened
    opened.close()
