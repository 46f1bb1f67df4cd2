"""HTML of any kind -> clean Markdown: what acts, sends or styles goes, the text and its form stay; pure."""

import re
from collections.abc import Callable, Iterable

from bs4 import BeautifulSoup, CData, Tag
from bs4.element import NavigableString, PageElement
from markdownify import MarkdownConverter

ACTING = (
    "script",
    "noscript",
    "iframe",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "video",
    "audio",
    "canvas",
    "noembed",
    "noframes",
)
UNSEEN = ("link", "style", "template")  # nobody misses them
CONTROLS = ("form", "input", "button", "select", "textarea", "dialog")
# fmt: off
WITHIN_LINES = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
})
# fmt: on
MERGED = ":is([colspan], [rowspan]):not([colspan='1'], [rowspan='1'])"
HEADING = re.compile(r"^h[1-6]$")
CHROME = (
    "nav, header, footer, .kb-when__label, .headerlink, .hash-link, .breadcrumb, .kb-panel, .kb-related,"
    " .kb-feedback"
)
SAFE = re.compile(r"(?:https?://|mailto:|tel:|[^:/?#]*(?:[/?#]|$))", re.IGNORECASE)
BODIES = (
    ".kb-prose",
    ".article-body",
    ".article__body",
    ".md-content article",
    "article",
    "main",
    "[role=main]",
    "#content",
    "body",
)
OWN = "{{"  # our placeholders begin so
AT_LINE_START = re.compile(r"^(\s*)([#>+\-=~]|\d+[.)])(?=\s|$|[#>=~\-])", re.MULTILINE)


class _Converter(MarkdownConverter):
    """Markdown whose text is text: no sign in it becomes HTML, a placeholder or a list."""

    class Options(MarkdownConverter.DefaultOptions):  # type: ignore[name-defined,misc]
        heading_style = "atx"
        bullets = "-"
        escape_asterisks = True
        escape_underscores = True
        newline_style = "backslash"
        autolinks = False

    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = re.sub(r"([\\`*_\[\]|])", r"\\\1", text)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(OWN, "\\{{")
        return AT_LINE_START.sub(r"\1\\\2", text) if "p" in parent_tags or not parent_tags else text

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " if parent_tags & {"_inline", "td", "th"} else "<br>\n"


def clean(page: BeautifulSoup, lose: Callable[[str], None]) -> None:
    """Take out of a page, in place, what an article must not hold.

    Args:
        page: The page.
        lose: Told of everything in its article that a reader could have seen or used and is gone.
    """
    for tag in page.find_all(UNSEEN):
        tag.decompose()
    _drop(_main(page), ACTING, lose)
    _drop(page, ACTING, lambda what: None)
    for tag in page.find_all(["a", "img"]):
        name = "href" if tag.name == "a" else "src"
        address = "".join(str(tag.get(name) or "").split())
        if not SAFE.match(address):
            lose(f"the address {str(tag.get(name))[:60]!r}")
            del tag[name]


def _main(page: BeautifulSoup) -> Tag:
    return next((tag for selector in BODIES if (tag := page.select_one(selector))), page)


def _drop(part: Tag, names: Iterable[str], lose: Callable[[str], None]) -> None:
    """Take out the tags of these names, and say of each what it was."""
    for tag in part.find_all(names):
        if tag.decomposed:
            continue
        text = str(tag.get("src") or tag.get("data") or tag.get("action") or "")
        said = text or plain(tag) or str(tag.get("name") or tag.get("value") or "")
        lose(f"<{tag.name}> {said[:60]}".strip())
        tag.decompose()


def main_part(page: BeautifulSoup, lose: Callable[[str], None]) -> Tag:
    """The part of a page that is the article: not the navigation, the head and the foot around it.

    Args:
        page: A clean page; the rest of it stays.
        lose: Told of asides, forms and empty headings in the article, which are gone.
    """
    found = _main(page)
    for tag in found.select(CHROME):
        tag.decompose()
    _drop(found, ["aside"], lose)
    tidy(found, lose)
    return found


def tidy(part: Tag, lose: Callable[[str], None]) -> None:
    """Take out of an article what asks its reader and headings that say nothing; tell of merged cells."""
    _drop(part, CONTROLS, lose)
    for table in part.find_all("table"):
        if table.select_one(MERGED):
            lose(f"merged cells of the table {plain(table)[:60]!r}")
    for heading in part.find_all(HEADING):
        if not plain(heading) and not heading.find("img"):
            lose(f"an empty heading <{heading.name}>")
            heading.decompose()


def to_markdown(tag: Tag) -> str:
    """A part of a cleaned page as Markdown."""
    above: list[int] = []  # ranks at the source of the headings that a heading stands below
    for heading in tag.find_all(HEADING):
        anchor = _anchor(heading)
        rank = max(2, int(heading.name[1]))  # an article has one of the first rank, its title
        above = [each for each in above if each < rank] + [rank]
        heading.name = f"h{1 + len(above)}"
        if anchor:
            heading.append(f"\x00{anchor}\x01")
    text = str(_Converter().convert_soup(tag)).strip()
    text = re.sub(
        r"[ \t]*\x00([^\x01]*)\x01", lambda match: " { #" + match[1].replace("\\_", "_") + " }", text
    )
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text)


def _anchor(heading: Tag) -> str:
    """By what a heading is reached: its own id, that of an anchor in or before it, or of its section."""
    before = heading.find_previous_sibling()
    around = (
        heading.parent if before is None else before if before.name == "a" and not plain(before) else None
    )
    for tag in (heading, *heading.find_all(["a", "span"]), around):
        name = str(tag.get("id") or tag.get("name") or "") if tag is not None else ""
        if re.fullmatch(r"[A-Za-z][\w-]*", name):
            return name
    return ""


def plain(tag: Tag) -> str:
    """The text of a tag on one line; words that only a tag within a line parts stay one."""
    pieces: list[str] = []
    waiting: list[PageElement | str] = [tag]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            gap = [] if node.name in WITHIN_LINES else [" "]
            waiting += [*gap, *reversed(node.contents), *gap]
        elif type(node) in (str, NavigableString, CData):  # others are comments, scripts, styles
            pieces.append(str(node))
    return " ".join("".join(pieces).split())
