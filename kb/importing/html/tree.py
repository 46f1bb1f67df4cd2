"""HTML as browsers read it: end tags may be left out, whatever was written becomes one tree; pure."""

import re
from collections import Counter

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.importing.html.text import ACTING, CONTROLS, UNSEEN

DEEPEST = 5_000  # tags within tags that are read; with each more the parser takes longer for the next
SHOWN = 60  # tags within tags that are kept; of what is deeper the text stays
BOXES = ("div", "span", "font", "center")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# End tags that HTML lets be left out, and tags that have none: they say nothing about depth.
# fmt: off
UNCLOSED = frozenset({
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "rt", "rp",
    "colgroup", "html", "head", "body", "area", "base", "br", "col", "embed", "hr", "img", "input", "link",
    "meta", "param", "source", "track", "wbr",
})
# fmt: on


class TooDeep(ValueError):
    """Tags within tags so deep that no person wrote them."""


class _Browser(HTMLTreeBuilder):
    """Beautiful Soup's tree from that of a parser which keeps to the HTML standard."""

    def feed(self, markup: str) -> None:  # type: ignore[override]
        page = self.soup
        assert page is not None  # Beautiful Soup sets it before it feeds
        # What comes next, the tag that ends where nothing does, and how many are open.
        below: list[tuple[LexborNode | None, str, int]] = [(LexborHTMLParser(markup).root, "", 0)]
        while below:
            node, ends, depth = below.pop()
            if node is None:
                page.handle_endtag(ends) if ends else page.handle_data(" ")
                continue
            if depth:
                below.append((node.next, ends, depth))
            name = node.tag or ""
            if name == "-text":
                page.handle_data(node.text_content or "")
            elif name[:1].isalpha():
                below.append(_opened(page, node, name, depth))


def _opened(
    page: BeautifulSoup, node: LexborNode, name: str, depth: int
) -> tuple[LexborNode | None, str, int]:
    """Open a tag, but for a box around one box alone, and for what is too deep; what comes next in it."""
    if (name in BOXES and _is_wrapper(node)) or (depth > SHOWN and name not in (*ACTING, *UNSEEN, *CONTROLS)):
        page.handle_data(" ")
        return node.first_child, "", depth
    page.handle_starttag(name, None, None, {key: value or "" for key, value in node.attributes.items()})
    return node.first_child, name, depth + 1


def _is_wrapper(node: LexborNode) -> bool:
    first = node.first_child
    while first is not None and first.tag == "-text" and not (first.text_content or "").strip():
        first = first.next
    is_only = first is not None and first.tag in BOXES and first.next is None
    return is_only and not node.attributes.keys() & {"id", "class"}


def soup(text: str) -> BeautifulSoup:
    """A page as a tree.

    Raises:
        TooDeep: When tags stand within tags beyond all sense.
    """
    open_now: Counter[str] = Counter()
    depth = 0
    for match in TAG.finditer(text):
        name = match[2].lower()
        if name not in UNCLOSED:
            step = -1 if match[1] and open_now[name] else 0 if match[1] else 1
            open_now[name] += step
            depth += step
        if depth > DEEPEST:
            raise TooDeep
    whole = text.encode("utf-8", "replace").decode()  # JSON may hold halves of characters
    return BeautifulSoup(whole, builder=_Browser())
