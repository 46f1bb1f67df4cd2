"""What a writer typed as Markdown is Markdown here, too: nothing of it is left on the page as signs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.checks.model import Check, Edit, Subject
from kb.checks.text import COMMENT
from kb.content.article import Article
from kb.content.markdown.code import without_code
from kb.content.sources.home import HomePage
from kb.errors import Problem
from kb.support.page_html import convert


@dataclass(frozen=True)
class Sign:
    """Something that is left of Markdown.

    Attributes:
        typed: How it stands in the source.
        left: How it stands on the page when nothing became of it.
        cure: What is wrong, and what to write.
    """

    typed: str
    left: str
    cure: str


def _same(sign: str, cure: str) -> Sign:
    return Sign(sign, sign, cure)


NO_LIST = "this sign begins no list: write '- '"
CELLS = "the second line is |---|, with as many cells as the first"
SIGNS = (
    _same(r"\*\*(?=\S)|(?<=\S)\*\*", "'**' marks nothing here: close the pair, with no space inside it"),
    _same(r"(?<!\w)__(?=\w)|(?<=\w)__(?!\w)", "'__' marks nothing here: close the pair"),
    _same(r"~~", "'~~' marks nothing here: close the pair"),
    _same(r"==(?=\S)[^=\n]+==", "'==' marks nothing here: write **bold**"),
    Sign(r"!?\[[^\]\n]*\]\([^)\n]*$", r"\]\(", "a link that is not closed: write ')' after its address"),
    _same(r"\[\[[^\]\n]+\]\]", "[[...]] is no link here: write [text](file.md)"),
    Sign(r"^[ >]*:::", r":::", "':::' begins nothing here: write '> [!NOTE]', and '> ' before each line"),
    Sign(
        r"^[ >]*(?:!!!|\?\?\?\+?)",
        r"(?:!!!|\?\?\?)[ +]?\w",
        "this note begins nothing: write '!!! note' and indent its text by four",
    ),
    Sign(r"^[ >]*===[ \t]+[\"“]", r"===[ \t]+[\"“]", "there are no tabs here: write headings"),
    _same(
        r"\[![A-Za-z]+\]",
        "no note is called so: write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION]",
    ),
    _same(r"\{%", "'{%' does nothing here: write the text itself"),
    _same(r"\$\$", "'$$' sets no formula here: write it as text"),
    _same(r"(?<![\w:]):[a-z][a-z_]+:(?![\w:])", "':name:' becomes no picture here: type the character"),
    Sign(r"^[ \t]*\|.*\|[ \t]*\r?$", r"(?m)^[ \t]*\|.*\|[ \t]*$", f"no table becomes of this: {CELLS}"),
    Sign(
        r"^[ \t>]*[•·‣–—][ \t]+\S",
        r"(?m)^[ \t]*[•·‣–—][ \t]+\S",
        NO_LIST,
    ),
    _same(
        r"\{[:.#][\w \t.:=\"'#-]*\}",
        "this attribute reaches nothing: put it behind a heading, or below its paragraph",
    ),
)
FENCE = re.compile(r"^[ >]*(`{3,}|~{3,})([^`\n]*)$")


def find(subject: Subject) -> Iterable[Problem]:
    """Signs that are left on a page and stand in its source, once a line; code and comments with no end."""
    for page in subject.corpus.pages:
        yield from _left(page, subject.page(page.path).text)
        yield from _open(page)


def _left(page: Article | HomePage, shown: str) -> Iterator[Problem]:
    signs = [sign for sign in SIGNS if re.search(sign.left, shown)]
    for line, text in _parts(without_code(page.body)) if signs else ():
        part = convert(text).text
        for sign in signs:
            count = len(re.findall(sign.left, part))
            found = re.finditer(sign.typed, text, re.MULTILINE) if count else ()
            for below in sorted({text.count("\n", 0, match.start()) for match in found})[:count]:
                yield Problem(page.path, page.body_line + line + below, sign.cure)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """What stands between empty lines, with its line from 0: where a sign has done its work."""
    line = 0
    for part in re.split(r"(\n[ \t\r]*\n)", text):
        yield line, part
        line += part.count("\n")


def fix(subject: Subject) -> Iterable[Edit]:
    """Signs that were meant as a list's."""
    for problem in find(subject):
        if problem.message == NO_LIST:
            for sign in "•·‣–—":
                yield Edit(problem.path, problem.line, f"{sign} ", "- ")


def _open(page: Article | HomePage) -> Iterator[Problem]:
    fence, opened = "", 0
    for number, line in enumerate(page.body.split("\n"), page.body_line):
        match = FENCE.match(line.rstrip("\r"))
        if match and not fence:
            fence, opened = match[1], number
        elif match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
    if fence:
        yield Problem(page.path, opened, f"this block of code has no end: write '{fence}' on a line below it")
    rest = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), page.body)
    if "<!--" in without_code(rest):
        at = page.body_line + rest.count("\n", 0, rest.index("<!--"))
        yield Problem(page.path, at, "this comment has no end: write '-->'")


CHECK = Check(
    id="unrendered",
    reason="Signs that were meant to become something read as a broken page.",
    cure="Write it as the finding says; docs/writers.md lists what works.",
    find=find,
    fix=fix,
    scope="article",
)
