"""HTML -> the plain text under each heading, as search reads it; pure, one pass."""

from html.parser import HTMLParser

from search.model import Section

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SILENT = frozenset({"script", "style", "template", "svg"})
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
    Permanent-link signs (`class="headerlink"`) and scripts are not text.
    """
    parser = _Sections()
    parser.feed(html)
    parser.close()
    parser.finish()
    return tuple(parser.found)


def plain(html: str) -> str:
    """All text of an HTML fragment on one line."""
    return " ".join(" ".join((section.heading, section.text)) for section in sections(html)).strip()


class _Sections(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Section] = []
        self.heading: list[str] = []
        self.anchor = ""
        self.text: list[str] = []
        self.in_heading = False
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self.silent or tag in SILENT or (tag == "a" and values.get("class") == "headerlink"):
            if tag in SILENT or tag == "a":
                self.silent.append(tag)
            return
        if tag in HEADINGS:
            self.finish()
            self.anchor = values.get("id") or ""
            self.in_heading = True
        elif tag in BLOCKS:
            self.add("\n")
        elif tag == "img" and values.get("alt"):
            self.add(f" {values['alt']} ")

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
            return
        if tag in HEADINGS:
            self.in_heading = False
        elif tag in BLOCKS:
            self.add("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.add(data.replace("\n", " "))

    def add(self, data: str) -> None:
        (self.heading if self.in_heading else self.text).append(data)

    def finish(self) -> None:
        """Close the section under way and start the next."""
        heading = " ".join("".join(self.heading).split())
        lines = (" ".join(line.split()) for line in "".join(self.text).split("\n"))
        text = "\n".join(line for line in lines if line)
        if heading or text:
            self.found.append(Section(heading, self.anchor, text))
        self.heading, self.text, self.anchor, self.in_heading = [], [], "", False
