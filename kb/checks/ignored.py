"""What writers silence, they silence for a reason: `<!-- kb: ignore RULE reason -->`.

Among the fields at the top it is `# kb: ignore RULE reason`, on a line of its own.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kb.checks.model import Check, Subject
from kb.content.markdown.code import CODE
from kb.content.markup import IGNORE
from kb.errors import Problem, did_you_mean, quoted

ID = "ignored"
SHAPE = "write '<!-- kb: ignore RULE reason -->'"
# What a build refuses, too, and what says that reading failed: silence would only move the fault.
NEVER = frozenset({ID, "front-matter", "raw-html"})
# What was probably meant as a remark.
MEANT = re.compile(r"<!--[ \t]*kb\b(?![ \t]*:[ \t]*ignore\b)[^\n]*?-->")
FIRST_FIELD = 2  # the line below the first fence; a remark there also answers for the whole file


@dataclass(frozen=True)
class Silence:
    """A remark that silences a rule.

    Attributes:
        line: Where it stands.
        lines: For which lines it holds: its own, or if nothing else stands there the next that holds text.
        rule: The rule's id.
        reason: Why; required.
    """

    line: int
    lines: Collection[int]
    rule: str
    reason: str


def silences(text: str) -> Iterator[Silence]:
    """The remarks of a whole file; in code they are none."""
    text = CODE.sub(
        lambda match: match[0] if match[0].startswith("<!--") else re.sub(r"[^\n]", " ", match[0]), text
    )
    lines = text.split("\n")
    for match in IGNORE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        held = {line}
        if not IGNORE.sub("", lines[line - 1]).strip():
            held.add(_next(lines, line))
        if line == FIRST_FIELD:
            held |= {0, 1}
        yield Silence(line, frozenset(held), match[1] or "", match[2])
    for odd in MEANT.finditer(text):
        yield Silence(text.count("\n", 0, odd.start()) + 1, (), "", "")


def _next(lines: list[str], line: int) -> int:
    """The next line that holds more than remarks."""
    rest = enumerate(lines[line:], line + 1)
    return next((number for number, text in rest if IGNORE.sub("", text).strip()), line)


def heard(problems: Iterable[Problem], rule: str, subject: Subject) -> Iterator[Problem]:
    """The findings of a rule without those that a remark with a reason silences."""
    for problem in problems:
        if rule in NEVER or not any(
            one.rule == rule and one.reason and problem.line in one.lines
            for one in subject.silences(problem.path)
        ):
            yield problem


def find(subject: Subject, known: Collection[str]) -> Iterator[Problem]:
    """Remarks that silence nothing: without a rule, with an unknown one, without a reason.

    Args:
        subject: What the checks look at.
        known: The ids of all rules.
    """
    for page in subject.corpus.pages:
        for one in subject.silences(page.path):
            if reason := _fault(one, known):
                yield Problem(page.path, one.line, reason)


def _fault(one: Silence, known: Collection[str]) -> str:
    if not one.rule:
        return f"this silences no rule: {SHAPE}"
    if one.rule not in known:
        return f"unknown rule {quoted(one.rule)}{did_you_mean(one.rule, known)}: {SHAPE}"
    if one.rule in NEVER:
        return f"{quoted(one.rule)} cannot be silenced: cure what it names"
    return "" if one.reason else f"{quoted(one.rule)} is silenced without a reason: {SHAPE}"


def check(known: Iterable[str]) -> Check:
    """The rule, which knows the ids of all others."""
    names = frozenset(known) | {ID}
    return Check(
        id=ID,
        reason="A rule that is silenced without a reason is silenced for the next fault, too.",
        cure="Name the rule and say why its finding is none here.",
        find=lambda subject: find(subject, names),
    )
