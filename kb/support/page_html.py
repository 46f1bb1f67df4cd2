"""An article's HTML as the rules read it: its elements, which of them Markdown made, its anchors; pure."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree.ElementTree import Element as Node

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from kb.content.markdown.code import without_code
from kb.content.markdown.conversion import Converter

MADE = "data-kb-made"
TAG_LIKE = re.compile(r"<[A-Za-z/!?][^\s>]*")


@dataclass(frozen=True)
class Element:
    """One start tag.

    Attributes:
        tag: Its name in small letters.
        attributes: By name in small letters, character references resolved.
        is_made: Whether Markdown made it; else it is typed.
        number: How many typed tags of the same name stand before it.
    """

    tag: str
    attributes: Mapping[str, str]
    is_made: bool
    number: int = 0


@dataclass(frozen=True)
class PageHtml:
    """What an article's Markdown becomes.

    Attributes:
        elements: In order.
        odd: What looks like a tag and is none: declarations, instructions, broken tags.
        text: All text outside code, for what Markdown left as it was typed.
    """

    elements: tuple[Element, ...]
    odd: tuple[str, ...]
    text: str

    @property
    def anchors(self) -> frozenset[str]:
        """What a link's `#...` can lead to."""
        values = [e.attributes.get("id") or e.attributes.get("name") or "" for e in self.elements]
        return frozenset(filter(None, values))


def convert(markdown: str) -> PageHtml:
    """The page of a text whose placeholders are filled."""
    return read(_CONVERTER.convert(markdown))


def read(html: str) -> PageHtml:
    """The page of HTML; without `convert`'s marks no element counts as made."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return PageHtml(tuple(parser.elements), tuple(parser.odd), "".join(parser.text))


def line_of(markdown: str, element: Element, sought: str = "", number: int = 0) -> int:
    """The line where a tag is typed, or the text that made it, outside code and comments, counted from 0.

    Args:
        markdown: What the page was converted from.
        element: Which tag.
        sought: What the text holds that made the tag: its address, an attribute's name.
        number: How many of the same stand before it.
    """
    tag = rf"<{re.escape(element.tag)}(?![\w-])"
    pattern, count = (re.escape(sought), number) if element.is_made else (tag, element.number)
    text = without_code(markdown)
    found = list(re.finditer(pattern, text, re.IGNORECASE)) if sought or not element.is_made else []
    return text.count("\n", 0, found[min(count, len(found) - 1)].start()) if found else 0


class _Marking(Treeprocessor):
    def run(self, root: Node) -> None:
        for node in root.iter():
            if node.attrib:
                node.set(MADE, "")


class _Mark(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # Among the last, as MkDocs' own step that turns files into pages.
        md.treeprocessors.register(_Marking(md), "kb_made", 0)


_CONVERTER = Converter(_Mark())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.elements: list[Element] = []
        self.odd: list[str] = []
        self.text: list[str] = []
        self.typed = Counter[str]()
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_made = values.pop(MADE, None) is not None
        number = 0 if is_made else self.typed[tag]
        self.typed[tag] += not is_made
        self.elements.append(Element(tag, values, is_made, number))
        self.code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.odd += TAG_LIKE.findall(data)
        if self.code <= 0:
            self.text.append(data)

    def handle_decl(self, decl: str) -> None:
        self.odd.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.odd.append(f"<?{data}")

    def unknown_decl(self, data: str) -> None:
        self.odd.append(f"<![{data}")
