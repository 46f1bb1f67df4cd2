"""Values of front matter and of a page's head -> plain text and days; pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from html import unescape

from kb.importing.html.plain import plain
from kb.importing.html.tree import soup
from kb.importing.raised import in_markdown

TAGS = re.compile(
    r"</?(?:a|abbr|b|br|code|div|em|font|h[1-6]|i|img|kbd|li|mark|ol|p|pre|small|span|strong|sub|sup|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
LINK = re.compile(r"!?\[((?:\\.|[^\]\\])*)\]\([^)]*\)")
# What stands in code, and words in bold or italics; a sign alone is a sign.
CODE = re.compile(r"(?<!`)(`+)(?!`)\s?(.+?)\s?(?<!`)\1(?!`)")
STRESSED = re.compile(
    r"(?<![\w\\])(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)|(?<=\w)(\*{1,2})(?=\w)(.+?)\3"
)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
LIQUID = re.compile(r"\{%.*?%\}|\{\{[<%].*?[>%]\}\}")

YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|\u00ba)?[\s-]+([^\W\d_]{3,})\.?,?[\s-]+(\d{4})(?!\d)"
)
MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
SLASHES = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
# By their first three letters, in English and Italian.
MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "gen feb mar apr mag giu lug ago set ott nov dic",
    )
    for number, name in enumerate(names.split(), 1)
}
CHANGED = ("updated", "modified", "date", "created")  # what a field of several days calls the last change


def line(value: object) -> str:
    """A value as plain text on one line: HTML and Markdown in it lose their signs."""
    if not isinstance(value, str | int | float):
        return ""
    text = in_markdown(str(value))
    text = plain(soup(text)) if TAGS.search(text) else unescape(text)
    text = CODE.sub(r"\2", LINK.sub(r"\1", LIQUID.sub("", text)))
    text = STRESSED.sub(lambda match: match[2] or match[4], text)
    return " ".join(ESCAPED.sub(r"\1", text).split())


def lines(value: object) -> tuple[str, ...]:
    """A value or a list of them, each as plain text; what is empty or stands twice is left out."""
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(text for one in values if (text := line(one))))


def day(value: object) -> date | None:
    """The day that a value names, in the forms that generators write; None for none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, Mapping):
        return next((found for key in CHANGED if (found := _american(value.get(key)))), None)
    text = str(value)
    for pattern, order in ((YEAR_FIRST, (1, 2, 3)), (DAY_FIRST, (3, 2, 1)), (MONTH_FIRST, (3, 1, 2))):
        for match in pattern.finditer(text):
            if found := _date(*(match[number] for number in order)):
                return found
    return None


def _american(value: object) -> date | None:
    """A day as `day` finds it, or with its month first between slashes, as Docusaurus reads it."""
    match = SLASHES.search(str(value))
    return _date(match[3], match[1], match[2]) if match else day(value)


def _date(year: str, month: str, day_: str) -> date | None:
    number = int(month) if month.isdigit() else MONTHS.get(month[:3].lower(), 0)
    try:
        return date(int(year), number, int(day_))
    except ValueError:
        return None
