"""An article whose actions are not for every account says what the others are to do."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from kb.answering.audience import covers, excludes, includes
from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.content.operations import Operation
from kb.content.render import article_marks
from kb.errors import Problem, quoted


def find(subject: Subject) -> Iterable[Problem]:
    """Each kind of account that an action of an article is not for and no section of it knows."""
    if any(article.actions for article in subject.corpus.articles):
        operations = subject.service_operations()
        for article in subject.corpus.articles:
            yield from _of_article(article, operations)


def _of_article(article: Article, operations: Mapping[str, Operation]) -> Iterator[Problem]:
    marks = {mark.name for _, mark in article_marks(article) if mark.kind == "when"}
    for name in article.actions:
        not_for = operations[name].not_for if name in operations else ()
        left = [audience for audience in not_for if not _is_known(audience, marks, not_for)]
        if left:
            reason = f"{quoted(name)} is not for {', '.join(left)}, and no section says what holds there"
            yield Problem(article.path, article.line("actions"), reason)


def _is_known(audience: str, marks: Collection[str], not_for: Collection[str]) -> bool:
    """Whether a section is for them, or for others whom the action is for, so that they do not read it."""
    theirs = any(includes(mark, audience) for mark in marks)
    return theirs or any(excludes(mark, audience) for mark in marks if not covers(mark, not_for))


CHECK = Check(
    id="branches",
    reason="A customer who follows steps that the service refuses them has no answer.",
    cure="Add a section for them, as '## Heading { when=suspended }', or mark the steps for the others.",
    find=find,
)
