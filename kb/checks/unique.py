"""No two articles of a language share an id."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.content.same_ids import same_ids
from kb.errors import Problem


def find(subject: Subject) -> Iterable[Problem]:
    """Ids that stand twice in a language."""
    return same_ids(subject.corpus.articles)


CHECK = Check(
    id="unique",
    reason="Two articles of one id hide one of them.",
    cure="Change the id that the finding names.",
    find=find,
)
