"""The service does what the articles promise."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.errors import Problem, quoted
from kb.support import claims


def find(subject: Subject) -> Iterable[Problem]:
    """Every place of every claim whose test does not pass; the test itself where no article makes it."""
    if not subject.claim_tests:
        return
    made = claims.made(subject.corpus.written)
    outcomes = subject.claim_outcomes()
    for test in subject.claim_tests:
        outcome = outcomes.get(test.claim, claims.Outcome("failed", "it did not run"))
        if outcome.state == "passed":
            continue
        places = [(place.path, place.line) for place in made.get(test.claim, ())] or [(test.path, test.line)]
        lies = "this sentence lies" if outcome.state == "failed" else "nobody knows whether this is true"
        message = (
            f"{lies}: the test of claim {quoted(test.claim)} {outcome.state} at {test} ({outcome.reason})"
        )
        for path, line in places:
            yield Problem(path, line, message)


CHECK = Check(
    id="claims-hold",
    reason="An article that promises what the service does not do costs a customer money or trust.",
    cure="Correct the service, or correct the sentence and its test.",
    find=find,
)
