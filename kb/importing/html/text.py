"""HTML of any kind -> clean Markdown: what acts, sends or styles goes, the text and its form stay; pure."""

import re
from collections.abc import Callable, Iterable

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from kb.importing.html import callouts, hidden, tables
from kb.importing.html.plain import plain
from kb.importing.notes import note

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
ANCHORS = (
    ".headerlink, .hash-link, .anchor-link, .header-anchor"  # a sign behind a heading, to copy its address
)
CONTROLS = ("form", "input", "button", "select", "textarea", "dialog")
HEADING = re.compile(r"^h[1-6]$")
CHROME = (
    "nav, header, footer, .kb-when__label, .breadcrumb, .kb-panel, .kb-related, .kb-feedback,"
    " .kb-article__meta, .md-source-file, .page-metadata, .toc-macro, [class*=buttonGroup], .copybtn,"
    " .md-clipboard"
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
    "#main-content",
    "#content",
    "body",
)
AT_LINE_START = re.compile(
    r"^(\s*)(?:(\d+)(?=[.)]))?([#>+\-=~]|(?<=\d)[.)]|!(?=!!))(?=\s|$|[#>=~\-!])", re.MULTILINE
)
BRACES = re.compile(r"\{\{(?=(?:\{\{)*(?!\{))")  # the pairs of a run, counted from its end
PROGRAM = re.compile(r"(?:language|lang|highlight)-([a-z][\w+#]*)", re.IGNORECASE)
NO_PROGRAM = ("default", "none", "text", "plain", "plaintext")


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
        text = re.sub(r"([\\`*_\[\]|{])", r"\\\1", text)
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        return text if "_inline" in parent_tags else AT_LINE_START.sub(r"\1\2\\\3", text)

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags:
            return "\n"
        return " " if parent_tags & {"_inline", "td", "th"} else "<br>\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        longest = max(map(len, re.findall(r"`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}{_program(el)}\n{text.strip(chr(10))}\n{fence}\n\n" if text.strip() else ""

    def convert_callout(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        kind, title = str(el["data-kind"]), el.get("data-title")
        said = "" if title is None else self.escape(str(title), {"_inline"})
        if "_inline" in parent_tags:
            return f" **{said}** {text.strip()} " if said else f" {text.strip()} "
        return f"\n\n{note(kind, None if title is None else said, text.strip())}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        said = text.strip()
        is_head = tables.HEAD in el.attrs and said and "**" not in said
        return f" **{said}** |" if is_head else str(super().convert_td(el, text, parent_tags))  # type: ignore[misc]

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        said = text.strip()
        return f"<{el.name}>{said}</{el.name}>" if said and "_noformat" not in parent_tags else text

    convert_sub = convert_sup

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        said = text.replace("**", "").strip()
        return f"\n\n**{said}**\n\n" if said else ""


def _program(pre: Tag) -> str:
    """The language of a block of code, by the classes of its tag, of what is in it and around it."""
    around = [*pre.find_all("code", limit=1), pre, *list(pre.parents)[:3]]
    names = (PROGRAM.match(str(name)) for tag in around for name in tag.get_attribute_list("class"))
    return next((name[1].lower() for name in names if name and name[1].lower() not in NO_PROGRAM), "")


def unmarked(text: str) -> str:
    """A text whose double braces, in code too, are no placeholder of ours."""
    return BRACES.sub(r"\\{{", text)


def clean(page: BeautifulSoup, lose: Callable[[str], None]) -> None:
    """Take out of a page, in place, what an article must not hold.

    Args:
        page: The page.
        lose: Told of everything in its article that a reader could have seen or used and is gone.
    """
    for tag in [*page.find_all(UNSEEN), *page.select(ANCHORS)]:
        tag.decompose()
    hidden.drop(_main(page), page, lose)
    callouts.mark(_main(page))
    _drop(_main(page), ACTING, lose)
    _drop(page, ACTING, lambda what: None)
    for tag in page.find_all(["a", "img"]):
        name = "href" if tag.name == "a" else "src"
        address = "".join(str(tag.get(name) or "").split())
        if not SAFE.match(address):
            lose(f"the address {str(tag.get(name))[:60]!r}")
            del tag[name]
        elif tag.get(name):
            tag[name] = encoded(str(tag[name]))


def encoded(address: str) -> str:
    """An address as browsers read it, with what would end it in Markdown written by number."""
    return re.sub(r"[ ()<>]", lambda sign: f"%{ord(sign[0]):02X}", re.sub(r"[\t\r\n]", "", address.strip()))


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
    tables.tidy(part, lose)
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
    return unmarked(re.sub(r"\n{3,}", "\n\n", text))


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
