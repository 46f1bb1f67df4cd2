"""Promises of the markup beyond Markdown: what is recognised, where, and what is left of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.markup import marks, replace


def shown(kind: str, name: str) -> str:
    return f"<{kind}:{name}>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ facts.a.b-c }}", [("fact", "a.b-c", 1)]),
        ("x\r\n{{label.edit}}", [("label", "edit", 2)]),
        ("{{ fact.a }} {{}}", [("unknown", "fact.a", 1), ("unknown", "", 1)]),
        ("a <!-- claim: x-y --> b\n\n<!--claim:z-->", [("claim", "x-y", 1), ("claim", "z", 3)]),
        (
            "## H { when=corporate }\n# I {#id when='active' .c}",
            [("when", "corporate", 1), ("when", "active", 2)],
        ),
        ("when=corporate\n## H when=x\n## H { data-when=x }", []),
    ],
)
def test_marks_are_found_with_kind_name_and_line(text: str, expected: list[tuple[str, str, int]]) -> None:
    """Placeholders, claims and audiences are found in order, each at its line."""
    assert [(mark.kind, mark.name, mark.line) for mark in marks(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least {{ facts.n }} signs", "at least <fact:n> signs"),
        ("One.\n<!-- claim: a -->\nTwo.\n", "One.\nTwo.\n"),
        ("One. <!-- claim: a -->Two.", "One. Two."),
        ("  <!-- claim: a --> <!-- claim: b -->\r\n  x", "  x"),
        ("2. <!-- claim: a --> One. <!-- claim: b --> <!-- claim: c --> Two.", "2. One. Two."),
        ("<!-- claim: a --> One.", "One."),
        ("One. <!-- claim: a --> <!-- claim: b -->\r\nTwo.<!-- claim: c -->\n", "One.\r\nTwo.\n"),
        ("A break <!-- claim: a -->  \nhere", "A break  \nhere"),
        ("    <!-- claim: a --> x", "    x"),
        ("## H { when=corporate }\r\n", '## H { data-when="corporate" }\r\n'),
        ("## H {#a when='active' .b}", '## H {#a data-when="active" .b}'),
        ("<!-- a comment -->", "<!-- a comment -->"),
        ("One.\n<!-- kb: ignore alt-text an ornament -->\nTwo. <!-- kb: ignore x y -->\n", "One.\nTwo.\n"),
    ],
)
def test_plain_markdown_is_left(text: str, expected: str) -> None:
    """Values are filled in, claims vanish with a line of their own, audiences become an attribute."""
    assert replace(text, shown) == expected


@given(st.text(st.characters(codec="utf-8", exclude_characters="{<#")))
def test_text_without_markup_is_untouched(text: str) -> None:
    """No character of ordinary text is ever changed."""
    assert replace(text, shown) == text
    assert marks(text) == ()
