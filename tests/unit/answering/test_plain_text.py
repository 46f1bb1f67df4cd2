"""A letter as plain text."""

import re
from pathlib import Path

import pytest

from kb.answering.plain_text import plain_text

MARKS = re.compile(r"\*\*|\]\(|^#+ |^\|", re.MULTILINE)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**How do I cancel?**", "How do I cancel?"),
        ("## What happens next\n\nNothing.", "What happens next\n\nNothing."),
        ("Press **Buy *now*** and _wait_.", "Press Buy now and wait."),
        ("Read [how to pay](https://help.example/pay/).", "Read how to pay (https://help.example/pay/)."),
        ("Call [555 0100](tel:+15550100), [a@b.example](mailto:a@b.example).", "Call 555 0100, a@b.example."),
        ("It ends.  \nThe link: https://a.example/b_c_d", "It ends.\nThe link: https://a.example/b_c_d"),
        ("| Plan | Price |\n| --- | ---: |\n| Plus | 24 |", "Plus: 24\n"),
        ("| a | b | c |\n|---|---|---|\n| 1 | | 3 |", "1; c: 3\n"),
        (
            "1. Sign in.\n2. Open `My account`.\n\n- 2 * 3 * 4",
            "1. Sign in.\n2. Open My account.\n\n- 2 * 3 * 4",
        ),
        ("5 \\* 3 and snake_case_name", "5 * 3 and snake_case_name"),
        ("\\*a\\* \\[b\\]\\(c\\) \\`d\\` \\| e", "*a* [b](c) `d` | e"),
        ("&lt;b> &amp;lt;", "<b> &lt;"),
        ("", ""),
    ],
)
def test_only_words_are_left(markdown: str, text: str) -> None:
    """No mark that a mail would show as it is; addresses stand behind their words."""
    assert plain_text(markdown) == text


def test_no_article_leaves_a_mark(root: Path) -> None:
    """Every sentence of every article can be pasted into a mail."""
    found = {
        file: MARKS.findall(plain_text(file.read_text("utf-8").split("\n---\n", 1)[1]))
        for file in (root / "content").glob("*/*.md")
    }
    assert len(found) >= 60
    assert not any(found.values()), found
