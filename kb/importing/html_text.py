"""HTML of any kind -> clean Markdown: what acts, sends or styles goes, the text and its form stay; pure."""

import re
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, PreformattedString
from markdownify import MarkdownConverter

DEEPEST = 60  # tags within tags; what is deeper is unwrapped, and its text stays
ACTING = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "link",
)
ASKING = ("form", "input", "button", "select", "textarea", "dialog")
AROUND = ("nav", "header", "footer", "aside")
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


def soup(data: bytes | str) -> BeautifulSoup:
    """A parsed page, whatever its encoding says and its tags do."""
    return BeautifulSoup(data, "html.parser")


def clean(page: BeautifulSoup, lose: Callable[[str], None]) -> None:
    """Take out of a page, in place, what an article must not hold.

    Args:
        page: The page.
        lose: Told of everything that a reader could have seen and is gone.
    """
    for node in page.find_all(string=lambda text: isinstance(text, Comment | PreformattedString)):
        node.extract()
    for tag in page.find_all(ACTING):
        if tag.name in ("iframe", "object", "embed"):
            lose(f"<{tag.name}> {tag.get('src') or tag.get('data') or ''}".strip())
        tag.decompose()
    for tag in page.find_all(["video", "audio"]):
        lose(f"<{tag.name}> {tag.get('src') or ''}".strip())
        tag.decompose()
    for tag in list(_too_deep(page)):
        tag.unwrap()
    for tag in page.find_all(["a", "img"]):
        name = "href" if tag.name == "a" else "src"
        address = "".join(str(tag.get(name) or "").split())
        if not SAFE.match(address):
            lose(f"the address {str(tag.get(name))[:60]!r}")
            del tag[name]


def _too_deep(page: BeautifulSoup) -> Iterator[Tag]:
    """The tags below the deepest that are read; counted without recursion."""
    depths = {id(page): 0}
    for tag in page.find_all(True):
        depth = depths[id(tag)] = depths.get(id(tag.parent), 0) + 1
        if depth > DEEPEST:
            yield tag


def main_part(page: BeautifulSoup) -> Tag:
    """The part of a page that is the article: not the navigation, the head and the foot around it."""
    found = next((tag for selector in BODIES if (tag := page.select_one(selector))), page)
    for tag in found.find_all([*AROUND, *ASKING]):
        tag.decompose()
    for tag in found.select(
        ".kb-when__label, .headerlink, .breadcrumb, .kb-panel, .kb-related, .kb-feedback"
    ):
        tag.decompose()
    return found


def to_markdown(tag: Tag) -> str:
    """A part of a cleaned page as Markdown."""
    for heading in tag.find_all(re.compile(r"^h[1-6]$")):
        anchor = str(heading.get("id") or "")
        if anchor and re.fullmatch(r"[\w-]+", anchor):
            heading.append(f"\x00{anchor}\x01")
    text = str(_Converter().convert_soup(tag)).strip()
    text = re.sub(
        r"[ \t]*\x00([^\x01]*)\x01", lambda match: " { #" + match[1].replace("\\_", "_") + " }", text
    )
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text)


def plain(tag: Tag) -> str:
    """The text of a tag on one line."""
    return " ".join(tag.get_text(" ").split())
