"""Every fact, label and audience that an article uses exists."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.content.render import markup_problems
from kb.errors import Problem


def find(subject: Subject) -> Iterable[Problem]:
    """Every unknown placeholder and audience, at its line."""
    for article in subject.corpus.articles:
        yield from markup_problems(article, subject.facts)


CHECK = Check(
    id="markup",
    reason="A placeholder without a value cannot be shown to a customer.",
    cure="Use a name that 'kb facts list' prints.",
    find=find,
)
