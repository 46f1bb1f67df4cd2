"""Promises of lists: written as elsewhere they nest as elsewhere, and nothing typed is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.markdown.conversion import to_html

CASES = Path(__file__).parents[2] / "golden" / "lists"
lines = st.lists(
    st.sampled_from(
        ["- a", "  - b", "   1. c", "    - d", "", "text", "  more", "```", "> - q", "      deep"]
    )
)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_lists_become_the_html_written_down(case: Path) -> None:
    """Two, three or four spaces, after text, with paragraphs, code, quotes, tasks and footnotes."""
    assert to_html(case.read_text(encoding="utf-8"), "en") + "\n" == case.with_suffix(".html").read_text(
        "utf-8"
    )


@given(lines)
def test_every_word_of_a_list_is_shown_in_its_order(written: list[str]) -> None:
    """However lists, quotes and text are mixed, their words stand on the page as they were typed."""
    text = "\n".join(line for line in written if line != "```")
    shown = re.sub(r"<[^>]*>", " ", to_html(text, "en"))
    assert re.findall(r"[a-z]+", shown) == re.findall(r"[a-z]+", text)
