"""Every promise reads as a person has approved it."""

from collections.abc import Iterable
from typing import Any

from kb.checks.agreed import Agreed
from kb.checks.model import Check, Subject, Telling
from kb.content.article import Article
from kb.errors import Problem, quoted
from kb.truth.approved import Change, Wording, changes, vocabulary
from kb.truth.statements import statements
from kb.truth.vocabulary import Vocabulary

ID = "approved-wording"


def find(subject: Subject) -> Iterable[Problem]:
    """Every sentence whose truth-bearing words changed since it was approved, came or went.

    A site that never approved anything is not asked to.
    """
    if not subject.approved:
        return
    counted = {lang: vocabulary(subject.approved, lang) for lang in subject.corpus.languages}
    changed = subject.each(
        ID,
        None,
        lambda article: _changed(article, _agreed(subject, article), counted[article.lang]),
        lambda article: _told(subject, article),
    )
    for article in subject.corpus.telling:
        if isinstance(article, Article) and article.id not in subject.approved.get(article.lang, ()):
            if article.status != "draft":
                cure = f"compare it with the service, then run 'kb claims approve {article.id}'"
                yield Problem(
                    article.path, article.line("id"), f"nobody has approved this article yet: {cure}"
                )
            continue
        asked, found = changed(article) or ((), ())
        if any(counted[article.lang].times(word) != times for word, times in asked):
            _, found = _changed(article, _agreed(subject, article), counted[article.lang])
        yield from (Problem(article.path, line, message) for line, message in found)


def _agreed(subject: Subject, article: Telling) -> tuple[Wording, ...]:
    """What was approved; of a home page that nobody has approved nothing: each of its promises is new."""
    return subject.approved.get(article.lang, {}).get(article.id, ())


def _told(subject: Subject, article: Telling) -> object:
    """What tells these wordings from others; most are a text alone, and texts are told apart fast."""
    known = subject.approved.get(article.lang)
    if isinstance(known, Agreed):
        return known.told(article.id)
    agreed = _agreed(subject, article)
    more = [(at, one.claims, one.is_heading) for at, one in enumerate(agreed) if one.claims or one.is_heading]
    return [one.text for one in agreed], more


def _changed(article: Telling, agreed: Iterable[Wording], counted: Vocabulary) -> list[Any]:
    """What was asked of the vocabulary, with the answers, and the findings; nothing where nothing is."""
    asked: dict[str, int] = {}

    def times(word: str) -> int:
        asked[word] = counted.times(word)
        return asked[word]

    found = [_finding(article, one) for one in changes(statements(article), agreed, article.lang, times)]
    return [[*asked.items()], found] if asked or found else []


def _finding(article: Telling, change: Change) -> tuple[int, str]:
    name = next(iter(change.claims), article.id)
    line = change.now.line if change.now else article.body_line
    cure = f"compare it with the service, then run 'kb claims approve {name} --lang {article.lang}'"
    return line, f"{_said(change)}: {cure}"


def _said(change: Change) -> str:
    if change.is_moved and change.now:
        return f"the step {quoted(change.now.text)} was approved in another place"
    now = quoted(change.now.text) if change.now else ""
    then = quoted(change.then.text) if change.then else ""
    if now and then:
        return f"was approved as {then} and now says {now}"
    return f"nobody has approved {now}" if now else f"the approved sentence {then} is gone"


CHECK = Check(
    id=ID,
    reason="A lost 'not' or another number makes an article lie while every test of the service stays green.",
    cure="Compare the sentence with the service, then approve it with 'kb claims approve', or restore it.",
    find=find,
)
