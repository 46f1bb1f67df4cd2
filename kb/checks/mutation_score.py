"""Which lies in an article the cheap rules would notice: the mutation score of prose."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.checks.model import Check, Page, Subject
from kb.content.sources.home import HomePage
from kb.truth.mutations import Lie, lies

LEAST = 90  # percent of the lies that rules have to notice; the rest are known limits, in docs/writers.md


@dataclass(frozen=True)
class Verdict:
    """One planted lie and the rule that noticed it; no rule when none did."""

    lie: Lie
    rule: str


def verdicts(article: Page, subject: Subject, checks: Sequence[Check]) -> Iterator[Verdict]:
    """Each lie of one article with the first rule that has a finding the true article does not have."""
    known = {check.id: set(check.find(_alone(subject, article))) for check in checks}
    for lie in lies(article, subject.facts):
        lying = _alone(subject, lie.article)
        noticed = (check.id for check in checks if set(check.find(lying)) - known[check.id])
        yield Verdict(lie, next(noticed, ""))


def _alone(subject: Subject, article: Page) -> Subject:
    """The subject with this article or home page only: a lie is told by one of them."""
    none = replace(subject.corpus, articles=(), homes=(), categories=(), problems=())
    if isinstance(article, HomePage):
        return replace(subject, corpus=replace(none, homes=(article,)))
    return replace(subject, corpus=replace(none, articles=(article,)))


def score(found: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """How many lies of each kind were noticed, and how many were told."""
    counts: dict[str, tuple[int, int]] = {}
    for verdict in found:
        noticed, told = counts.get(verdict.lie.kind, (0, 0))
        counts[verdict.lie.kind] = (noticed + bool(verdict.rule), told + 1)
    return counts


def badge(noticed: int, told: int) -> dict[str, str | int]:
    """The score as a badge, in the form that shields.io reads (its "endpoint badge")."""
    percent = 100 * noticed // max(1, told)
    color = "brightgreen" if percent >= LEAST else "red"
    return {"schemaVersion": 1, "label": "lies noticed", "message": f"{percent}%", "color": color}


def is_enough(noticed: int, told: int) -> bool:
    """Whether the rules see as many lies as they have to."""
    return 100 * noticed >= LEAST * told
