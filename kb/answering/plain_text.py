"""A letter as plain text, for mails and forms that know no Markdown: nothing is left but words. Pure.

By patterns and not by a parser: the letters are our own Markdown, and to load a parser of HTML takes longer
than the whole answer.
"""

import re

HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
LINK = re.compile(r"!?\[([^\]]*)\]\(<?([^)\s>]*)>?[^)]*\)")
STRONG = re.compile(r"(\*\*|__|`+|(?<![\w*])\*|(?<!\w)_)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
TABLE = re.compile(
    r"^[ \t]*\|(?P<heads>.*)\|[ \t]*\n[ \t]*\|[ \t:|-]*-[ \t:|-]*\|[ \t]*\n"
    r"(?P<rows>(?:[ \t]*\|.*\|[ \t]*(?:\n|\Z))*)",
    re.MULTILINE,
)
ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>])")
KEPT = 0xE000  # code points for private use: an escaped mark hides there from the patterns
HIDDEN = re.compile(r"[\ue000-\ue07f]")
SELF = ("tel:", "mailto:")  # what these addresses lead to, their text says


def plain_text(markdown: str) -> str:
    """The words of a letter: links with their address behind them, rows of tables as lines."""
    hidden = ESCAPED.sub(lambda mark: chr(KEPT + ord(mark[1])), markdown.replace("  \n", "\n"))
    text = TABLE.sub(_rows, hidden)
    text = LINK.sub(_link, HEADING.sub(r"\1", text))
    for _ in range(2):  # strong words inside an emphasis
        text = STRONG.sub(r"\2", text)
    text = HIDDEN.sub(lambda mark: chr(ord(mark[0]) - KEPT), text)
    return text.replace("&lt;", "<").replace("&amp;", "&")


def _rows(table: re.Match[str]) -> str:
    """Each row of a table as a line: what it is about, and what else with its column's head."""
    heads = _cells(table["heads"])
    return "".join(f"{_row(heads, _cells(row[1]))}\n" for row in ROW.finditer(table["rows"]))


def _row(heads: list[str], cells: list[str]) -> str:
    """Name and value of a row of two; of more, each value behind its head."""
    name, *values = cells
    if len(cells) == 2:
        return f"{name}: {values[0]}"
    told = zip(heads[1:], values, strict=False)
    return "; ".join([name, *(f"{head}: {value}" for head, value in told if value)])


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


def _link(match: re.Match[str]) -> str:
    words, address = match.groups()
    return words if address.startswith(SELF) or address == words else f"{words} ({address})"
