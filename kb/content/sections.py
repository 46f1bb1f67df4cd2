"""HTML -> the plain text under each heading, as search reads it; pure, one pass."""

from html.parser import HTMLParser

from search.model import Section

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SILENT = frozenset({"script", "style", "template", "svg"})
VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr"})
SIGNS = ("headerlink", "footnote-ref", "footnote-backref")  # links that are no words of the text
EXCLUDED = "data-search-exclude"
WHEN = "data-when"  # on the heading of a section for some readers
# Where a block element begins or ends, a line of text ends.
BLOCKS = HEADINGS | {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
    ),
    *(
        "footer",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
    ),
    *("tr", "ul", "video"),
}


def sections(html: str) -> tuple[Section, ...]:
    """Cut at headings. Blocks are separated by a newline, runs of other white space become one space.

    The text before the first heading is a section without heading; one without heading and text is left out.
    Permanent-link signs, numbers of footnotes and scripts are not text. What has the attribute
    `data-search-exclude` is left out; on a heading it holds for its whole section, those below it included,
    as `data-when` does, which says that it is for some readers only.
    """
    return _parsed(html, _Sections())


def plain(html: str) -> str:
    """All text of an HTML fragment on one line, with what search leaves out."""
    found = _parsed(html, _Sections(excluded=""))
    return " ".join(" ".join((section.heading, section.text)) for section in found).strip()


def _parsed(html: str, parser: "_Sections") -> tuple[Section, ...]:
    parser.feed(html)
    parser.close()
    parser.finish()
    return tuple(parser.found)


class _Sections(HTMLParser):
    def __init__(self, excluded: str = EXCLUDED) -> None:
        """Leave out what has the attribute `excluded`."""
        super().__init__(convert_charrefs=True)
        self.excluded = excluded
        self.found: list[Section] = []
        self.heading: list[str] = []
        self.anchor = ""
        self.text: list[str] = []
        self.in_heading = False
        self.silent: list[str] = []  # the open elements, from one that is no text
        self.left_out = ""  # the heading of the section that search leaves out
        self.conditional = ""  # the heading of the section that is for some readers

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self.silent or self._is_silent(tag, values):
            if tag not in VOID:
                self.silent.append(tag)
            if tag in BLOCKS:
                self.add("\n")
        elif tag in HEADINGS:
            self._begin(tag, values)
        elif tag in BLOCKS:
            self.add("\n")
        elif tag == "img" and values.get("alt"):
            self.add(f" {values['alt']} ")

    def _begin(self, tag: str, values: dict[str, str | None]) -> None:
        """Begin a section; what holds for one ends with a heading of the same rank or a higher one."""
        self.finish()
        self.anchor = values.get("id") or ""
        self.in_heading = True
        if not self.left_out or tag <= self.left_out:
            self.left_out = tag if self.excluded in values else ""
        if not self.conditional or tag <= self.conditional:
            self.conditional = tag if WHEN in values else ""

    def _is_silent(self, tag: str, values: dict[str, str | None]) -> bool:
        if tag in SILENT or (tag == "a" and values.get("class") in SIGNS):
            return True
        return self.excluded in values and tag not in HEADINGS

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag in self.silent:  # those inside that nobody closed end with it
                del self.silent[len(self.silent) - 1 - self.silent[::-1].index(tag) :]
        elif tag in HEADINGS:
            self.in_heading = False
        elif tag in BLOCKS:
            self.add("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.add(data.replace("\n", " "))

    def add(self, data: str) -> None:
        if not self.left_out:
            (self.heading if self.in_heading else self.text).append(data)

    def finish(self) -> None:
        """Close the section under way and start the next."""
        heading = " ".join("".join(self.heading).split())
        lines = (" ".join(line.split()) for line in "".join(self.text).split("\n"))
        text = "\n".join(line for line in lines if line)
        if heading or text:
            self.found.append(Section(heading, self.anchor, text, bool(self.conditional)))
        self.heading, self.text, self.anchor, self.in_heading = [], [], "", False
