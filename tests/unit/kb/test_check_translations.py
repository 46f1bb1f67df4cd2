"""Promises of the rule `translations`: an original that changed names its translation, with the cure."""

from collections.abc import Callable

import pytest
from findings import found

from kb.checks.model import Subject
from kb.content.article import parse
from kb.content.translation import source_of

Make = Callable[..., Subject]
Text = Callable[..., str]
BODY = "Prima.\n\n## Uno\n\nA.\n\n## Due\n\nB.\n"


def pair(article_text: Text, original: str, now: str = "") -> dict[str, str]:
    """An English article translated from an Italian text, which reads `now` today."""
    source = source_of(parse(original, "content/it/a.md", "it", "a"))
    return {"it/a.md": now or original, "en/a.md": article_text("a", source=source)}


def test_a_translation_of_what_stands_there_is_silent(subject_of: Make, article_text: Text) -> None:
    """So is an article that names no source."""
    text = article_text("a", body=BODY)
    assert found("translations", subject_of(pair(article_text, text))) == []
    assert found("translations", subject_of({"it/a.md": text, "en/a.md": text})) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [("A.", "C.", ":10"), ("A.\n\n## Due\n\nB.", "C.", ":10"), ("Prima.\n\n", "", "")],
)
def test_a_changed_original_is_found_at_the_translation(
    subject_of: Make, article_text: Text, old: str, new: str, where: str
) -> None:
    """The finding stands at `source:` and names the lines to read and the command to give afterwards."""
    text = article_text("a", body=BODY)
    assert found("translations", subject_of(pair(article_text, text, text.replace(old, new)))) == [
        f"content/en/a.md:7: content/it/a.md{where} changed after this translation: "
        "bring it up to date, then run 'kb translated a --from it --to en'"
    ]


def test_several_changed_parts_are_all_named(subject_of: Make, article_text: Text) -> None:
    """Each with its line."""
    text = article_text("a", body=BODY)
    (line,) = found(
        "translations", subject_of(pair(article_text, text, text.replace("A.", "C.").replace("B.", "D.")))
    )
    assert "content/it/a.md:10, :14 changed" in line


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("abc123", "'source' names 'abc123', which is no other language here: one of it"),
        ("en 01234567", "'source' names 'en', which is no other language here"),
        ("itt 01234567", "'source' names 'itt', which is no other language here (did you mean 'it'?)"),
        ("it v2", "'source' 'it v2' is not written by hand: run 'kb translated a --from it --to en'"),
        ("it 01234567", "there is no content/it/a.md to have been translated from: remove 'source'"),
    ],
)
def test_a_source_without_meaning_is_found(
    subject_of: Make, article_text: Text, source: str, reason: str
) -> None:
    """What was typed by hand, another language than there is, an original that is gone."""
    files = {"it/b.md": article_text("b"), "en/a.md": article_text("a", source=source)}
    (line,) = found("translations", subject_of(files))
    assert line.startswith(f"content/en/a.md:7: {reason}")


def test_an_original_that_cannot_be_read_is_found_once(subject_of: Make, article_text: Text) -> None:
    """By the rule that reads it; nobody can tell whether it changed."""
    text = article_text("a")
    assert (
        found("translations", subject_of(pair(article_text, text, text.replace("kind: faq", "kind: fax"))))
        == []
    )
