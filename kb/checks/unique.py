"""No two articles of a language share an id, a file's name or an address."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.content.same_ids import twice
from kb.errors import Problem


def find(subject: Subject) -> Iterable[Problem]:
    """What stands twice in a language."""
    return twice(subject.corpus.articles)


CHECK = Check(
    id="unique",
    reason="Of two articles with one id or one address, one is hidden.",
    cure="Change the id, the file's name or the `slug:` that the finding names.",
    find=find,
)
