"""The rules of the languages are whole, and any change of them shows in the version."""

import json

import pytest

from search.text.language import language, parse, rules


@pytest.mark.parametrize("code", ["it", "en", "de"])
def test_rules_are_folded_words(code: str) -> None:
    """Stop words, frames and elisions are in the form in which they are looked up."""
    found = language(code)
    for word in [*found.stop, *(word for frame in found.frames for word in frame)]:
        assert word == word.lower()
        assert word.isascii(), word
    assert found.has_rules == (code != "de")


def test_longer_frames_are_tried_first() -> None:
    """`how do i` before `how do`."""
    lengths = [len(frame) for frame in language("en").frames]
    assert lengths == sorted(lengths, reverse=True)


def test_any_change_of_the_rules_changes_the_version() -> None:
    """An index made by other rules is never taken for a fitting one."""
    plain = rules("it")
    for name in plain:
        changed = json.loads(json.dumps(plain)) | {name: rules("en")[name]}
        assert (parse(changed).version != parse(plain).version) == (changed[name] != plain[name])
    assert language("it").version != language("en").version
