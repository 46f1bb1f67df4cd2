"""An index announced with a folder is published by the rename that puts the folder in its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Document, Index, build
from search.index import publish, staged


def titles(directory: Path) -> set[str]:
    """The titles that a reader finds now."""
    with Index.open(directory) as index:
        return {index.document(number).title for number in index.numbers()}


def documents(title: str) -> list[Document]:
    """One document."""
    return [Document("a", "it", "/a/", title)]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Where the folder comes to stand; an index with the title `old` is beside it."""
    build(tmp_path / "it", "it", documents("old"))
    (tmp_path / "made").mkdir()
    return tmp_path / "site"


def test_the_rename_of_the_folder_publishes_the_index(place: Path) -> None:
    """Before it the old index is found, right after it the new one, which CURRENT names in the end."""
    directory = place.with_name("it")
    with staged(directory, "it", documents("new")) as made:
        made.announce(place.with_name("made"), place)
        assert titles(directory) == {"old"}
        place.with_name("made").rename(place)
        assert titles(directory) == {"new"}
        made.publish()
    assert titles(directory) == {"new"}
    assert not (directory / publish.NEXT).exists()


def test_a_writer_that_never_published_leaves_the_index_of_its_folder(place: Path) -> None:
    """What it announced stays published through the next writer's work, until that one's folder comes."""
    directory = place.with_name("it")
    with staged(directory, "it", documents("new")) as made:
        made.announce(place.with_name("made"), place)
        place.with_name("made").rename(place)
    assert titles(directory) == {"new"}
    place.with_name("later").mkdir()
    with staged(directory, "it", documents("newest")) as made:
        made.announce(place.with_name("later"), place)
        assert titles(directory) == {"new"}
        place.rmdir()
        place.with_name("later").rename(place)
        assert titles(directory) == {"newest"}


def test_what_was_announced_in_vain_is_forgotten(place: Path) -> None:
    """A folder that never came to its place publishes nothing, and nothing is left of the attempt."""
    directory = place.with_name("it")
    with staged(directory, "it", documents("new")) as made:
        made.announce(place.with_name("made"), place)
    assert titles(directory) == {"old"}
    assert not (directory / publish.NEXT).exists()


@pytest.mark.parametrize("text", ["", "build-0 x site", "elsewhere {number} ../site"])
def test_a_garbled_announcement_announces_nothing(place: Path, text: str) -> None:
    """Whatever stands in the file, the published index is found."""
    place.mkdir()
    directory = place.with_name("it")
    (directory / publish.NEXT).write_text(text.format(number=place.stat().st_ino))
    assert titles(directory) == {"old"}
