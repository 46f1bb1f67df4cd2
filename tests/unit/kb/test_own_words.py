"""Promises of Markdown's own words: whatever nobody typed is in the language of the page."""

import pytest

from kb.content.markdown.conversion import to_html
from kb.content.markdown.own_words import alerts_as_quotes


@pytest.mark.parametrize(
    ("markdown", "lang", "title"),
    [
        ("> [!NOTE]\n> Text.", "it", '<p class="admonition-title">Nota</p>'),
        ("> [!tip]\n> Text.", "it", '<p class="admonition-title">Suggerimento</p>'),
        ("> [!WARNING]\n> Text.", "en", '<p class="admonition-title">Warning</p>'),
        ("> [!CAUTION]\n> Text.", "de", '<p class="admonition-title">Caution</p>'),
        ("> [!NOTE]-\n> Text.", "it", "<summary>Nota</summary>"),
        ("> [!NOTE] Da sapere\n> Text.", "it", '<p class="admonition-title">Da sapere</p>'),
        ("!!! danger\n    Text.", "it", '<p class="admonition-title">Pericolo</p>'),
        ('!!! note "Come fare"\n    Text.', "it", '<p class="admonition-title">Come fare</p>'),
        ("<details><summary>Note</summary>a</details>", "it", "<summary>Note</summary>"),
        ("a[^1]\n\n[^1]: b", "it", 'title="Torna al punto della nota 1 nel testo"'),
    ],
)
def test_what_nobody_typed_is_in_the_pages_language(markdown: str, lang: str, title: str) -> None:
    """Titles of alerts and notes, what a footnote's arrow does; a title that was typed stays as it is."""
    assert title in to_html(markdown, lang)


def test_an_alert_in_a_letter_is_a_quote_with_the_word() -> None:
    """Whoever reads plain text sees no sign of GitHub's; other quotes and typed titles stay."""
    assert alerts_as_quotes("a\n\n> [!NOTE]\n> b", "it") == "a\n\n> **Nota**\n>\n> b"
    for text in ("> [!NOTE] Title\n> b", "> [!odd]\n> b", "[!NOTE]", "> b"):
        assert alerts_as_quotes(text, "it") == text
