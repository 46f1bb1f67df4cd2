"""Promises of `source:`: what counts as a change, where it is, and an edit of one line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.content.article import Article, parse
from kb.content.frontmatter import Uneditable
from kb.content.translation import SHAPE, changed, record, source_of

GOLDEN = Path(__file__).parents[2] / "golden" / "translated"
SOURCE = "it 0123abcd 4567cdef"
Text = Callable[..., str]
BODY = "Prima.\n\n## Uno\n\nA.\n\n## Due\n\nB.\n"


def article(text: str) -> Article:
    return parse(text, "content/it/a.md", "it", "a")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["set", "absent"])
def test_a_hand_formatted_file_keeps_every_other_byte(name: str, end: str) -> None:
    """The golden files show the whole difference: the field `source:`, whatever the line ends."""
    before = (GOLDEN / f"{name}.before.md").read_text(encoding="utf-8").replace("\n", end)
    after = (GOLDEN / f"{name}.after.md").read_text(encoding="utf-8").replace("\n", end)
    assert record(before, SOURCE) == after
    assert record(after, SOURCE) == after


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no front matter", "there is no front matter"),
        ("---\nsource: >-\n  it\n---\n", "only a hand can edit"),
        ("---\nsource: [a,\n  b]\n---\n", "only a hand can edit"),
        ('---\n"source": a\n---\n', "only a hand can edit"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text: str, reason: str) -> None:
    """A field in another style is left alone, with the cure."""
    with pytest.raises(Uneditable, match=reason):
        record(text, SOURCE)


def test_a_source_names_the_language_and_each_part(article_text: Text) -> None:
    """Title with summary, the beginning and two headings are four parts."""
    source = source_of(article(article_text("a", body=BODY)))
    assert SHAPE.fullmatch(source)
    assert len(source.split()) == 1 + 4
    assert source.startswith("it ")
    assert len(source_of(article(article_text("a", body=f"\n{BODY[8:]}"))).split()) == 1 + 3


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("title: A question?", "title: Another?", (3,)),
        ("summary: An answer.", "summary: None.", (3,)),
        ("Prima.", "Dopo.", (8,)),
        ("B.", "B, e poi C.", (12 + 2,)),
        ("## Uno", "## Primo", (10,)),
        ("## Due", "## Nuova\n\nN.\n\n## Due", (14,)),
        ("\n## Uno\n\nA.\n", "", ()),
        ("A.\n\n## Due\n\nB.", "B.\n\n## Due\n\nA.", (10, 14)),
    ],
)
def test_a_change_of_words_is_found_where_it_is(
    article_text: Text, old: str, new: str, lines: tuple[int, ...]
) -> None:
    """The line of each part that reads differently; none when something was only taken out."""
    before = article_text("a", body=BODY)
    assert old in before
    assert changed(source_of(article(before)), article(before.replace(old, new))) == lines


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Prima.", "<!-- claim: x-y -->\nPrima."),
        ("\n", "\r\n"),
        ("A.\n", "A.  \n\n"),
        ("kind: faq", "kind: guide\nquestions: [una, due]\nsource: en 00000000"),
    ],
)
def test_what_readers_do_not_read_is_no_change(article_text: Text, old: str, new: str) -> None:
    """Claims, line ends, spaces and the other fields leave the translation as true as it was."""
    before = article_text("a", body=BODY)
    assert old in before
    assert changed(source_of(article(before)), article(before.replace(old, new))) is None
