"""Every claim has its test, and every test its claim."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from kb.checks.model import Check, Subject
from kb.errors import Problem, did_you_mean, quoted
from kb.support import claims


def find(subject: Subject) -> Iterable[Problem]:
    """Claims without a test at the article's line; tests without a claim, or double, at the test's line."""
    made = claims.made(subject.corpus.written)
    tests = {test.claim: test for test in subject.claim_tests}
    for claim, places in made.items():
        if claim not in tests:
            cure = f"write tests/claims/test_*.py::{claims.PREFIX}{claim.replace('-', '_')}"
            message = f"claim {quoted(claim)} has no test{did_you_mean(claim, tests)}: {cure}"
            yield from (Problem(place.path, place.line, message) for place in places)
    for test in subject.claim_tests:
        if test.claim not in made:
            near = did_you_mean(test.claim, made)
            message = f"no article makes the claim {quoted(test.claim)}{near}: make it, or remove the test"
            yield Problem(test.path, test.line, message)
    yield from _double(subject)


def _double(subject: Subject) -> Iterator[Problem]:
    ordered = sorted(subject.claim_tests, key=lambda test: (test.claim, test.path, test.line))
    for claim, same in groupby(ordered, key=lambda test: test.claim):
        first, *others = same
        for other in others:
            yield Problem(
                other.path, other.line, f"the claim {quoted(claim)} has a test at {first} already: keep one"
            )


CHECK = Check(
    id="claim-tests",
    reason="A promise that nothing executes may be broken for months before a customer notices.",
    cure="Write the missing test, or remove the claim with its sentence.",
    find=find,
)
