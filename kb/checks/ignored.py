"""What writers silence, they silence for a reason: `<!-- kb: ignore RULE reason -->`."""

from collections.abc import Collection, Iterable, Iterator

from kb.checks.model import Check, Page, Subject
from kb.errors import Problem, did_you_mean, quoted
from kb.support.silences import Silence

ID = "ignored"
SHAPE = "write '<!-- kb: ignore RULE reason -->'"
# What a build refuses, too, and what says that reading failed: silence would only move the fault.
NEVER = frozenset({ID, "front-matter", "raw-html"})


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

    def faults(page: Page) -> list[tuple[int, str]]:
        found = ((one.line, _fault(one, known)) for one in subject.silences(page.path))
        return [(line, reason) for line, reason in found if reason]

    of_page = subject.each(ID, sorted(known), faults)
    for page in subject.corpus.pages:
        for line, reason in of_page(page):
            yield Problem(page.path, line, reason)


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
