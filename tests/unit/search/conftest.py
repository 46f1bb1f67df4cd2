"""Small indexes for the tests of the search package."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from scripts import script

from search import Document, Engine, Section, build

Build = Callable[..., Engine]
VECTORS = Path(__file__).parents[2] / "vectors"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Build]:
    """Make an engine over {id: title or (title, body)} or ready documents."""
    made: list[Engine] = []

    def make(documents: Any, lang: str = "en", synonyms: Sequence[Sequence[str]] = ()) -> Engine:
        directory = tmp_path / str(len(made))
        ready = documents if isinstance(documents, list) else list(short(documents, lang))
        build(directory, lang, ready, synonyms)
        made.append(Engine.open(directory))
        return made[-1]

    yield make
    for each in made:
        each.close()


def short(documents: dict[str, Any], lang: str) -> Iterator[Document]:
    """Documents of a title and, perhaps, a body."""
    for name, texts in documents.items():
        title, body = texts if isinstance(texts, tuple) else (texts, "")
        yield Document(name, lang, f"/{lang}/{name}/", title, sections=(Section("", "", body),))


@pytest.fixture(scope="session")
def generator() -> ModuleType:
    """The program that writes the golden vectors."""
    return script(VECTORS / "generate.py")


@pytest.fixture(scope="session")
def golden() -> Callable[[str], Any]:
    """A file of golden vectors by name."""
    return lambda name: json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
