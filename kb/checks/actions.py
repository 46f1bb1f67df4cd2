"""Every action of an article is an operation of the service."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.content import edit_actions
from kb.errors import Problem


def find(subject: Subject) -> Iterable[Problem]:
    """Every action that the service does not have, at its line."""
    if any(article.actions for article in subject.corpus.articles):
        yield from edit_actions.problems(subject.corpus.articles, subject.service_operations())


CHECK = Check(
    id="actions",
    reason="A panel whose operation is gone leads the customer to an error.",
    cure="Run 'kb links' to see what the service offers, then 'kb link' or 'kb unlink'.",
    find=find,
)
