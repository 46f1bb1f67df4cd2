"""What of Markdown is code: links, tags and signs in it are none."""

import pytest

from kb.content.markdown.code import outside_code, without_code

CODE = {
    "a `b` c": "a     c",
    "a ``b ` c`` d": "a           d",
    "a `b\nc` d": "a   \n   d",
    "a ` b\n\nc ` d": "a ` b\n\nc ` d",  # each paragraph for itself
    "a ` b\n \n`c` d": "a ` b\n \n    d",
    "a\n```\nb\n\nc\n```\nd": "a\n   \n \n\n \n   \nd",
    "<!-- a\n\nb -->c": "      \n\n     c",
}


@pytest.mark.parametrize("text", CODE)
def test_code_is_what_markdown_takes_for_code(text: str) -> None:
    """A sign that no other closes within its paragraph opens nothing; lines and columns stay."""
    assert without_code(text) == CODE[text]
    assert outside_code(text, lambda part: part) == text
