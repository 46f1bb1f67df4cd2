"""Promises of the lists of words: few questions and many are answered alike, whatever form the list has."""

import gzip
import json
from pathlib import Path

import pytest

from kb.support import word_list
from kb.support.word_list import WordList

STRANGE = ("zzqxwv", "recieve", 'abc"b', "abc.*")


def listed(file: Path, words: dict[str, int], *, indent: int | None) -> WordList:
    """A list of these words."""
    file.write_bytes(gzip.compress(json.dumps(words, indent=indent, ensure_ascii=False).encode()))
    found = WordList("none")
    found._file = file
    return found


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_text_and_the_table_say_the_same(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of words all over the list, of beginnings, and of what is no word."""
    table = WordList(lang)
    monkeypatch.setattr(word_list, "FEW", 0)
    long = [word for word in table._table if len(word) >= word_list.START]
    words = [*long[:: len(long) // 25], *STRANGE]
    said = [(table.times(word), sorted(table.like(word))) for word in words]
    monkeypatch.setattr(word_list, "FEW", 1000)
    text = WordList(lang)
    assert [(text.times(word), sorted(text.like(word))) for word in words] == said
    assert "_table" not in text.__dict__
    assert all(times for times, _ in said[: -len(STRANGE)])


def test_many_questions_make_a_table(tmp_path: Path) -> None:
    """After some, the same answers come from it."""
    words = listed(tmp_path / "list", {"card": 70, "cards": 60, "care": 50}, indent=0)
    few = [(words.times("card"), words.times("car"), list(words.like("cardinal")))]
    for _ in range(word_list.FEW):
        words.times("care")
    assert "_table" in words.__dict__
    assert [(words.times("card"), words.times("car"), list(words.like("cardinal")))] == few
    assert few == [(70, 0, ["card", "cards"])]


@pytest.mark.parametrize("words", [{"card": 70}, {"card": 70, 'a"b': 50}], ids=["one line", "escapes"])
def test_a_list_of_another_form_is_read_as_json(tmp_path: Path, words: dict[str, int]) -> None:
    """A package may write it anew."""
    found = listed(tmp_path / "list", words, indent=None if len(words) == 1 else 0)
    assert [found.times(word) for word in (*words, "car")] == [*words.values(), 0]


def test_a_language_without_a_list_has_no_words() -> None:
    """Nothing is known there, and nothing fails."""
    assert not WordList("xx").exists
    assert (WordList("xx").times("card"), list(WordList("xx").like("card"))) == (0, [])
