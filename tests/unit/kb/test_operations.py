"""Promises of the operations' snapshot."""

import json
from pathlib import Path

import pytest

from kb.content import operations
from kb.errors import ContentError

ANSWER = {
    "items": [
        {"operationId": "b", "title": {"en": "Bee"}, "requires": "session"},
        {
            "operationId": "a",
            "title": {"it": "A", "en": "Ay"},
            "requires": ["session", "csrf"],
            "method": "POST",
        },
    ]
}


def test_the_snapshot_keeps_what_articles_need() -> None:
    """Id, titles and requirements survive writing and reading; the order is the ids'."""
    known = operations.parse(ANSWER)
    assert list(known) == ["a", "b"]
    assert known["a"].requires == ("session", "csrf")
    assert known["b"].requires == ("session",)
    assert operations.parse(json.loads(operations.dump(known))) == known


@pytest.mark.parametrize(
    ("name", "lang", "expected"), [("a", "it", "A"), ("b", "it", "Bee"), ("b", "de", "Bee")]
)
def test_a_title_is_in_the_language_or_in_english(name: str, lang: str, expected: str) -> None:
    """No operation is without a name to show."""
    assert operations.parse(ANSWER)[name].title(lang) == expected


def test_an_operation_without_titles_shows_its_id() -> None:
    """The id is the last resort, and requirements may be absent."""
    known = operations.parse({"items": [{"operationId": "x", "title": {}}]})["x"]
    assert (known.title("it"), known.requires) == ("x", ())


def test_a_missing_snapshot_is_told_from_a_broken_one(tmp_path: Path) -> None:
    """Without the file nothing is known; a file that is no snapshot is refused with its cure."""
    assert operations.load(tmp_path) is None
    (tmp_path / "actions.json").write_text(operations.dump(operations.parse(ANSWER)), encoding="utf-8")
    assert list(operations.load(tmp_path) or ()) == ["a", "b"]
    for text in ('{"items": [{}]}', '{"items": [{"operationId": "x", "title": "X"}]}'):
        (tmp_path / "actions.json").write_text(text, encoding="utf-8")
        with pytest.raises(ContentError, match="'kb facts pull'"):
            operations.load(tmp_path)
