"""Promises of the approved wording that a check remembers: what stands in the file, whatever was kept."""

import json
from pathlib import Path

import pytest

from kb.checks import agreed
from kb.errors import ContentError
from kb.support import approval
from kb.truth.approved import FILE, dump
from kb.truth.approved import Wording as W

FIRST = {"en": {"a": (W("One."), W("Due.", ("c", "d"), is_heading=True)), "b": (W("Zwei\t»\n«."),)}, "it": {}}
SECOND = {"en": {"a": (W("One!"),)}, "it": {"a": (W("Uno."),)}}


def loaded(content: Path, code: str = "code") -> dict[str, dict[str, tuple[W, ...]]]:
    """What a run with a memory reads."""
    return {lang: dict(named) for lang, named in agreed.load(content, content / "kept", code).items()}


def test_it_reads_what_the_file_holds(tmp_path: Path) -> None:
    """First and again, after any change and back."""
    assert loaded(tmp_path) == {}
    for approved in (FIRST, FIRST, SECOND, FIRST, {}):
        (tmp_path / FILE).write_text(dump(approved), "utf-8")
        assert loaded(tmp_path) == approved == approval.load(tmp_path)
        assert loaded(tmp_path, "other code") == approved


def test_what_was_kept_is_not_read_anew(tmp_path: Path) -> None:
    """What was kept is believed for the same bytes; a line tells one article's wordings from another's."""
    (tmp_path / FILE).write_text(dump(FIRST), "utf-8")
    whole, found = loaded(tmp_path), agreed.load(tmp_path, tmp_path / "kept", "code")["en"]
    assert isinstance(found, agreed.Agreed)
    assert found.told("a") != found.told("b") != found.told("c") == ""
    assert ("a" in found, "c" in found, len(found)) == (True, False, 2)
    assert whole["en"]["b"] == found["b"]


@pytest.mark.parametrize("name", ["a\tb", "a\nb"])
def test_a_name_that_cannot_be_kept_is_read_each_time(tmp_path: Path, name: str) -> None:
    """Nothing else is taken for it."""
    approved = {"en": {name: (W("One."),)}}
    (tmp_path / FILE).write_text(dump(approved), "utf-8")
    assert loaded(tmp_path) == loaded(tmp_path) == approved
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("text", ["{", json.dumps({"en": {"a": [{}]}}), json.dumps({"en": ["a"]}), "\x00"])
def test_another_form_is_refused_each_time(tmp_path: Path, text: str) -> None:
    """Also after a whole one."""
    (tmp_path / FILE).write_text(dump(FIRST), "utf-8")
    loaded(tmp_path)
    (tmp_path / FILE).write_text(text, "utf-8")
    for _ in range(2):
        with pytest.raises(ContentError):
            loaded(tmp_path)
