"""Where Markdown stands as it is written: code and comments, in which nothing is a link or a tag; pure."""

import re
from collections.abc import Callable

# Comments, fenced blocks, inline code, which ends with its paragraph.
CODE = re.compile(
    r"<!--.*?-->|^[ >]*(?P<fence>`{3,}+|~{3,}+)[^\n]*\n.*?(?:^[ >]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`++)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)

SIGNS = ("`", "~~~", "<!--")  # one of them begins each


def without_code(markdown: str) -> str:
    """The text with code and comments overwritten by spaces; lines and columns stay."""
    if not any(sign in markdown for sign in SIGNS):
        return markdown
    return CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), markdown)


def outside_code(markdown: str, change: Callable[[str], str]) -> str:
    """The text with each part changed that stands outside code and comments."""
    parts, at = [], 0
    for code in CODE.finditer(markdown):
        parts += [change(markdown[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*parts, change(markdown[at:])])
