"""Headings go down one rank at a time, below the title, and say something."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.checks.model import Check, Edit, Subject
from kb.content.markdown.code import without_code
from kb.errors import Problem, quoted

ATX = re.compile(r"^(#{1,6})([ \t]*)(.*?)[ \t]*#*[ \t]*(?:\{[^{}\n]*\})?[ \t]*\r?$")
TYPED = re.compile(r"<h([1-6])\b[^>]*>(.*?)(?:</h\1>|$)", re.IGNORECASE)
UNDERLINE = re.compile(r"^(?:(=+)|-{2,})[ \t]*\r?$")


@dataclass(frozen=True)
class Heading:
    """A heading of a body: its line from 0, its rank, its text, and whether a space follows the signs."""

    line: int
    rank: int
    text: str
    is_apart: bool = True


def headings(body: str) -> Iterator[Heading]:
    """Every heading outside code: with signs, underlined, or typed in HTML."""
    lines = without_code(body).split("\n")
    for number, line in enumerate(lines):
        if match := ATX.match(line):
            yield Heading(number, len(match[1]), match[3], bool(match[2]) or not match[3])
        elif typed := TYPED.search(line):
            yield Heading(number, int(typed[1]), re.sub(r"<[^>]*>", "", typed[2]).strip())
        elif (below := UNDERLINE.match(line)) and number and _is_text(lines[number - 1]):
            yield Heading(number - 1, 1 if below[1] else 2, lines[number - 1].strip())


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not re.match(r"[ \t]*(?:[#>|-]|\d+[.)])", line)


def find(subject: Subject) -> Iterable[Problem]:
    """Each heading that repeats the title's rank, leaves one out, is empty or touches its sign."""
    for article in subject.corpus.articles:
        above = 1
        for each in headings(article.body):
            if reason := _reason(each, above):
                yield Problem(article.path, article.body_line + each.line, reason)
            above = max(each.rank, 1)


def fix(subject: Subject) -> Iterable[Edit]:
    """Signs that touch their text get a space; ranks take a writer, who knows what belongs below what."""
    for article in subject.corpus.articles:
        for each in headings(article.body):
            if not each.is_apart:
                signs = "#" * each.rank
                line = article.body_line + each.line
                yield Edit(article.path, line, signs + each.text, f"{signs} {each.text}")


def _reason(heading: Heading, above: int) -> str:
    if not heading.text:
        return "an empty heading: write what the part answers, or take it out"
    if not heading.is_apart:
        return f"write a space after '{'#' * heading.rank}', and '\\#' where no heading is meant"
    if heading.rank == 1:
        return f"{quoted(heading.text)} is a second title beside 'title:': write '## {heading.text}'"
    if heading.rank > above + 1:
        wanted = "#" * (above + 1)
        return f"{quoted(heading.text)} leaves out a rank: write '{wanted} {heading.text}'"
    return ""


CHECK = Check(
    id="headings",
    reason="Who listens to a page or skims it goes from heading to heading, rank by rank.",
    cure="Begin with ##, go down one # at a time; the title is the only heading of the first rank.",
    find=find,
    fix=fix,
    scope="article",
)
