"""Lies to plant in an article or home page, one at a time; pure and the same at every run.

Each number, negation, time, condition, direction, button, fact, audience and setting (a place, a channel, a
heading's case) is turned into another; each promise is narrowed to a place and to terms that it has not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.content.article import Article
from kb.content.facts import LABEL, Facts
from kb.content.markup import AUDIENCES, CLAIM, PLACEHOLDER, WHEN
from kb.content.sources.home import HomePage
from kb.truth.language import language_data
from kb.truth.numbers import numbers_in
from kb.truth.statements import Statement, promises, sentences

KINDS = ("number", "negation", "period", "condition", "direction", "button", "fact", "audience", "setting")
OTHER_NUMBER = "77"


@dataclass(frozen=True)
class Lie:
    """A changed article.

    Attributes:
        kind: One of `KINDS`.
        line: Where, in the file.
        old: The line as it was.
        new: The line as it lies.
        article: The article or home page with the new line.
    """

    kind: str
    line: int
    old: str
    new: str
    article: Article | HomePage


def lies(article: Article | HomePage, facts: Facts) -> Iterator[Lie]:
    """Every lie that these kinds make of the article's body; each changes one line."""
    lines = article.body.split("\n")
    fenced = False
    for number, line in enumerate(lines):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if fenced or not sentences(line):
            continue
        begun = max((claim.end() for claim in CLAIM.finditer(line)), default=0)
        for kind, lie in _of_line(line[begun:], article, facts):
            new = line[:begun] + lie
            body = "\n".join([*lines[:number], new, *lines[number + 1 :]])
            yield Lie(kind, article.body_line + number, line, new, replace(article, body=body))


def _of_line(line: str, article: Article | HomePage, facts: Facts) -> Iterator[tuple[str, str]]:
    """Each kind of lie with the line that tells it."""
    said = Statement(article.id, article.lang, article.path, 0, " ".join(sentences(line)))
    for written in dict.fromkeys(written for written, _ in numbers_in(said)):
        yield "number", re.sub(rf"\b{re.escape(written)}\b", OTHER_NUMBER, line, count=1)
    for kind, pairs in language_data(article.lang)["flips"].items():
        for old, new in pairs:
            ends = "" if old.endswith(" ") else r"(?![\w}])"
            if match := re.search(rf"(?<![\w{{.]){re.escape(old)}{ends}", line, re.IGNORECASE):
                yield kind, line[: match.start()] + new + line[match.end() :]
    yield from (("setting", narrowed) for narrowed in _narrowed(line, said))
    for match in PLACEHOLDER.finditer(line):
        yield from _placeholder(match, line, facts)
    if match := WHEN.search(line):
        other = next(one for one in AUDIENCES if one != match[3])
        yield "audience", line.replace(match[3], other)


def _narrowed(line: str, said: Statement) -> Iterator[str]:
    """A line that ends with a promise, which holds in one place only, or on terms."""
    last = next(reversed(sentences(line)), "")
    if line.endswith(".") and promises(last, said.lang):
        for narrowing in language_data(said.lang)["narrowings"]:
            yield f"{line[:-1]}{narrowing}."


def _placeholder(match: re.Match[str], line: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """A button's name or a fact put in place of the right one."""
    name = match[1].strip()
    head, tail = line[: match.start()], line[match.end() :]
    if name.startswith(LABEL):
        other = next((one for one in facts.labels if LABEL + one != name), None)
        if other:
            yield "button", f"{head}{{{{ {LABEL}{other} }}}}{tail}"
        return
    yield "fact", head + OTHER_NUMBER + tail
    other = next((one for one in facts.names if f"facts.{one}" != name), None)
    if other:
        yield "fact", f"{head}{{{{ facts.{other} }}}}{tail}"
