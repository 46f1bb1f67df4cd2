"""Articles hold no HTML that acts, sends, loads or styles; nor tags that no browser shows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.content.sources.home import HomePage
from kb.errors import Problem, quoted
from kb.support.page_html import Element, PageHtml, convert, line_of, read

# fmt: off
TAGS = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite", "code", "col",
    "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "meter", "ol",
    "p", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "section", "small",
    "source", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video", "audio", "wbr",
})
ATTRIBUTES = frozenset({
    "abbr", "align", "alt", "cite", "class", "colspan", "controls", "datetime", "default", "dir",
    "download", "headers", "height", "high", "href", "hreflang", "id", "kind", "label", "lang",
    "loading", "loop", "low", "markdown", "max", "media", "min", "muted", "name", "open", "optimum",
    "poster", "preload", "rel", "reversed", "role", "rowspan", "scope", "sizes", "span", "src",
    "srclang", "srcset", "start", "target", "title", "translate", "type", "valign", "value", "width",
})
# fmt: on
PREFIXES = ("aria-", "data-")
ADDRESSES = ("href", "src", "srcset", "poster", "cite")
LOADED = ("src", "srcset", "poster")
SCHEMES = ("http", "https", "mailto", "tel", "sms")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
# What browsers leave out of an address before they read its scheme.
IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]")
NOT_SHOWN = "write '&lt;' for '<' where it is text"


def find(subject: Subject) -> Iterable[Problem]:
    """Every element, attribute and address that an article may not hold, at its line."""
    for page in subject.corpus.pages:
        yield from _problems(page, subject.page(page.path))


def in_build(page: Article | HomePage, html: str) -> Iterator[Problem]:
    """The same for a page that was built already; only a page that holds such things is converted again."""
    if any(refused(read(html))):
        yield from _problems(page, convert(page.body))


def _problems(page: Article | HomePage, html: PageHtml) -> Iterator[Problem]:
    found = Counter[str]()
    for element, sought, reason in refused(html):
        line = line_of(page.body, element, sought, found[sought])
        found[sought] += element.is_made
        yield Problem(page.path, page.body_line + line, reason)


def refused(page: PageHtml) -> Iterator[tuple[Element, str, str]]:
    """What a page may not hold: the element, the text to look for in the source, and why."""
    for odd in page.odd:
        yield (
            Element("", {}, is_made=True),
            odd[:12],
            f"{quoted(odd[:40])} is no text and no tag: {NOT_SHOWN}",
        )
    for element in page.elements:
        if element.tag not in TAGS and not _is_task(element):
            cure = f"articles hold text, pictures, tables and recordings; {NOT_SHOWN}"
            yield element, "", f"<{element.tag}> is not for articles: {cure}"
        elif element.tag in TAGS:
            yield from _attributes(element)


def _attributes(element: Element) -> Iterator[tuple[Element, str, str]]:
    for name, value in element.attributes.items():
        reason = _reason(element, name, value)
        if reason:
            yield element, value if name in ADDRESSES else name, reason


def _is_task(element: Element) -> bool:
    """The box of a task list, which nobody can tick."""
    return element.tag == "input" and {"type", "disabled"} <= {*element.attributes} <= {
        "type",
        "disabled",
        "checked",
    }


def _reason(element: Element, name: str, value: str) -> str:
    """Why an attribute is refused; empty when it may stand."""
    if name in ADDRESSES:
        return _address(element, name, value)
    if name in ATTRIBUTES or name.startswith(PREFIXES):
        return ""
    return f"{quoted(name)} on <{element.tag}> is not for articles: take it out"


def _address(element: Element, name: str, value: str) -> str:
    parts = value.split(",") if name == "srcset" else [value]
    for part in parts:
        address = IGNORED.sub("", part).lower()
        scheme = SCHEME.match(address)
        if scheme and scheme[1] not in SCHEMES:
            return f"{quoted(value)}: links lead to pages, 'https:', 'mailto:' and 'tel:' only"
        if name in LOADED and (scheme or address.startswith(("//", "\\\\"))):
            return f"{quoted(value)} does not show: pages load no files of other sites; put it into 'assets'"
    return ""


CHECK = Check(
    id="raw-html",
    reason="A form, script or frame in an article can send customers and their passwords elsewhere.",
    cure="Write it in Markdown; take out scripts, forms, frames, styles and event handlers.",
    find=find,
    scope="article",
)
