"""Every promise reads as a person has approved it."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.errors import Problem, quoted
from kb.truth.approved import Change, changes, vocabulary
from kb.truth.statements import statements


def find(subject: Subject) -> Iterable[Problem]:
    """Every sentence whose truth-bearing words changed since it was approved, came or went.

    A site that never approved anything is not asked to.
    """
    if not subject.approved:
        return
    known = {lang: vocabulary(articles, lang) for lang, articles in subject.approved.items()}
    for article in subject.corpus.articles:
        wordings = subject.approved.get(article.lang, {}).get(article.id)
        if wordings is not None:
            found = changes(statements(article), wordings, article.lang, known[article.lang])
            yield from (_problem(article, change) for change in found)
        elif article.status != "draft":
            cure = f"compare it with the service, then run 'kb claims approve {article.id}'"
            yield Problem(article.path, article.line("id"), f"nobody has approved this article yet: {cure}")


def _problem(article: Article, change: Change) -> Problem:
    name = next(iter(change.claims), article.id)
    line = change.now.line if change.now else article.body_line
    cure = f"compare it with the service, then run 'kb claims approve {name} --lang {article.lang}'"
    return Problem(article.path, line, f"{_said(change)}: {cure}")


def _said(change: Change) -> str:
    if change.is_moved and change.now:
        return f"the step {quoted(change.now.text)} was approved in another place"
    now = quoted(change.now.text) if change.now else ""
    then = quoted(change.then.text) if change.then else ""
    if now and then:
        return f"was approved as {then} and now says {now}"
    return f"nobody has approved {now}" if now else f"the approved sentence {then} is gone"


CHECK = Check(
    id="approved-wording",
    reason="A lost 'not' or another number makes an article lie while every test of the service stays green.",
    cure="Compare the sentence with the service, then approve it with 'kb claims approve', or restore it.",
    find=find,
)
