"""Tables of HTML -> ones that Markdown can say: a head above, heads of lines in bold; pure."""

from collections.abc import Callable

from bs4 import Tag

from kb.importing.html.plain import plain

MERGED = ":is([colspan], [rowspan]):not([colspan='1'], [rowspan='1'])"
BOLD = ("b", "strong")
HEAD = "data-head"  # marks the cell that says what its line is about


def tidy(part: Tag, lose: Callable[[str], None]) -> None:
    """Give each table of a part, in place, the head that it shows, and tell of what Markdown cannot say.

    A table of one cell is a box that somebody drew; a first row in bold is a head.
    """
    for table in part.find_all("table"):
        rows = [[*cells] for row in table.find_all("tr") if (cells := row.find_all(["td", "th"]))]
        if sum(map(len, rows)) <= 1:
            for tag in (table, *table.find_all(["thead", "tbody", "tfoot", "tr", "td", "th"])):
                tag.name = "div"
        else:
            _tidy(table, rows, lose)


def _tidy(table: Tag, rows: list[list[Tag]], lose: Callable[[str], None]) -> None:
    if table.select_one(MERGED):
        lose(f"merged cells of the table {plain(table)[:60]!r}")
    has_head = _has_head(rows[0])
    if not has_head:
        lose(f"a head of the table {plain(table)[:60]!r}, which has none: write one")
    for row in rows[1:] if has_head else rows:
        for cell in row:
            if cell.name == "th":
                cell.name = "td"
                cell[HEAD] = ""


def _has_head(row: list[Tag]) -> bool:
    """Whether a row is a table's head; one in bold becomes it."""
    is_above = row[0].find_parent("thead") is not None
    is_head = is_above or (all(cell.name == "th" or _is_bold(cell) for cell in row) and any(map(plain, row)))
    for cell in row if is_head else ():
        cell.name = "th"
        for tag in cell.find_all(BOLD):
            tag.unwrap()
    return is_head


def _is_bold(cell: Tag) -> bool:
    return plain(cell) == " ".join(plain(tag) for tag in cell.find_all(BOLD))
