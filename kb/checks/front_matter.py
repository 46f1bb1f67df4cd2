"""The fields of every article can be read."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.errors import Problem


def find(subject: Subject) -> Iterable[Problem]:
    """Every fault that reading the content found; a folder without any page is one."""
    found = subject.corpus
    if found.articles or found.problems or found.plain:
        return found.problems
    return [Problem(found.shown, 0, "there are no articles: write the first, as in 'it/receipts.md'")]


CHECK = Check(
    id="front-matter",
    reason="A page with unreadable fields would be published without its title, its place or its actions.",
    cure="Correct the line that the finding names; the finding says what belongs there.",
    find=find,
)
