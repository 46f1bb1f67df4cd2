"""The links and pictures of imported pages, led to where they are now; pure."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote, urlsplit

from kb.content.markdown.code import outside_code
from kb.content.markdown.conversion import to_html
from kb.importing.html.plain import plain
from kb.importing.html.text import HEADING
from kb.importing.html.tree import soup
from kb.importing.layouts import without_language
from kb.importing.model import Lost, Page

ADDRESS = r"\((?P<path>[^\s()]*)(?P<title>\s+\"[^\"]*\")?\)"
PICTURE = re.compile(r"!\[(?P<text>(?:\\.|[^\]\\])*)\]" + ADDRESS)
INNER = re.sub(r"\?P<\w+>", "?:", PICTURE.pattern)
LINK = re.compile(rf"(?P<mark>!?)\[(?P<text>(?:\\.|{INNER}|[^\]\\])*)\]" + ADDRESS)
INDEX = re.compile(r"(?:^|/)(?:_?index|README)(?:\.html?|\.mdx?)?$|/$")


class Links:
    """Where each page was, and which article it is now."""

    def __init__(
        self,
        pages: Iterable[Page],
        ids: Mapping[str, str],
        picture: Callable[[str, str], str],
        lose: Callable[[Lost], None],
    ) -> None:
        self._pages = list(pages)
        self._places = {place: page for page in self._pages for place in _places(page)}
        for page in self._pages:  # a translation that is not there is its original
            if not page.part:
                self._places.setdefault(page.key, page)
        self._written = {(page.key, page.lang) for page in self._pages}
        self._ids, self._picture, self._lose = ids, picture, lose
        self._anchors: dict[int, Mapping[str, str]] = {}

    def led(self, page: Page) -> str:
        """A page's body with every link and picture led on; what leads nowhere is told, its text stays."""
        return outside_code(page.body, lambda text: LINK.sub(lambda match: self._link(match, page), text))

    def _link(self, match: re.Match[str], page: Page) -> str:
        text, address = match["text"], match["path"].strip("<>")
        if match["mark"]:
            return self._shown(text, address, page)
        text = PICTURE.sub(
            lambda one: self._shown(one["text"], one["path"].strip("<>"), page, is_linked=True), text
        )
        if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
            known = self._places.get(urlsplit(address).path.strip("/"))
            return (
                f"[{text}]({self._file(known, page)})"
                if known
                else f"[{text}]({match['path']}{match['title'] or ''})"
            )
        parts = urlsplit(address)
        target = self._target(parts.path, unquote(parts.fragment), page)
        if target is None:
            self._lose(Lost(page.source, f"the link to {unquote(address)[:80]!r}, whose text stays"))
            return text
        anchor = self._anchor(target, unquote(parts.fragment), page)
        file = "" if target is page else self._file(target, page)
        return f"[{text}]({file}{anchor})" if file or anchor else text

    def _file(self, target: Page, page: Page) -> str:
        """A page's file as another names it; in the other's language, where there is a translation."""
        name = f"{self._ids[target.key]}.md"
        return name if (target.key, page.lang) in self._written else f"../{target.lang}/{name}"

    def _shown(self, text: str, address: str, page: Page, *, is_linked: bool = False) -> str:
        file = self._picture(page.source, unquote(urlsplit(address).path)) if ":" not in address else ""
        if file:
            return f"![{text}](../{file})"
        self._lose(Lost(page.source, f"the picture {unquote(address)[:80] or text!r}"))
        if is_linked:
            return text or "picture"
        return f"[{text or 'picture'}]({address})" if address.startswith("http") else text

    def _target(self, path: str, fragment: str, page: Page) -> Page | None:
        """The page that a link leads to; one without a path stays on its own, unless that was taken apart."""
        base = "" if path.startswith("/") else posixpath.dirname(page.source)
        whole = posixpath.normpath(posixpath.join(base, unquote(path).lstrip("/"))) if path else page.source
        whole = "" if whole == "." else INDEX.sub("", whole).strip("/")
        found = self._places.get(f"{whole}#{fragment}") or self._places.get(whole)
        if found is None and not path:
            return page
        return found or self._places.get(without_language(f"{whole.removesuffix('.md')}.md"))

    def _anchor(self, target: Page, fragment: str, page: Page) -> str:
        if not fragment or fragment in target.anchors:
            return ""
        if id(target) not in self._anchors:
            self._anchors[id(target)] = anchors(target.body)
        found = self._anchors[id(target)].get(fragment, "")
        if not found:
            self._lose(
                Lost(page.source, f"the anchor '#{fragment[:60]}' of a link, which leads to no heading")
            )
        return f"#{found}" if found else ""


def anchors(body: str) -> dict[str, str]:
    """The ids of an article's headings, by themselves and by how other generators name the same heading."""
    page = soup(to_html(body, ""))
    found = {str(tag["id"]): str(tag["id"]) for tag in page.find_all(id=True)}
    for heading in page.find_all(HEADING):
        name = re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", plain(heading).lower()))  # GitHub's, Docusaurus'
        found.setdefault(name, str(heading.get("id") or ""))
    return found


def _places(page: Page) -> Iterable[str]:
    """How other pages may have named a page: by its file or address, with its anchors."""
    files = (page.source, *page.copies)
    bases = [
        *(INDEX.sub("", each) for each in files),
        *(INDEX.sub("", each.strip("/")) for each in page.addresses),
    ]
    for base in dict.fromkeys(each.strip("/") for each in bases):
        if not page.part:
            yield from (base, re.sub(r"\.(?:mdx?|html?)$", "", base))
        yield from (f"{base}#{anchor}" for anchor in page.anchors)
