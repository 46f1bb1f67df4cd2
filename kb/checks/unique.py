"""No two articles of a language share an id."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.errors import Problem, quoted


def find(subject: Subject) -> Iterable[Problem]:
    """Ids that stand twice in a language."""
    ids: dict[tuple[str, str], Article] = {}
    for article in subject.corpus.articles:
        first = ids.setdefault((article.lang, article.id), article)
        if first is not article:
            message = (
                f"id {quoted(article.id)} belongs to {first.path}:{first.line('id')} already: choose another"
            )
            yield Problem(article.path, article.line("id"), message)


CHECK = Check(
    id="unique",
    reason="Two articles of one id hide one of them.",
    cure="Change the id that the finding names.",
    find=find,
)
