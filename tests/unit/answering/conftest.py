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
