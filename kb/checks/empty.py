"""Every article says something, and so does each of its parts."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from kb.checks.headings import headings
from kb.checks.model import Check, Subject
from kb.checks.text import COMMENT
from kb.content.article import Article
from kb.errors import Problem, quoted


def find(subject: Subject) -> Iterable[Problem]:
    """Articles without a text, and headings with nothing below before the next that is no part of theirs.

    A draft may be empty, an article that waits for its day may not.
    """
    for article in subject.corpus.articles:
        if article.status != "draft" or article.publish_at:
            yield from _empty(article)


def _empty(article: Article) -> Iterator[Problem]:
    lines = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), article.body).split("\n")
    found = list(headings(article.body))
    taken = {heading.line for heading in found}
    if not any(line.strip(" \t\r=-") for number, line in enumerate(lines) if number not in taken):
        yield Problem(article.path, 1, "there is no answer here yet: write it, or make this a draft")
        return
    for heading, below in zip_longest(found, found[1:]):
        end = below.line if below else len(lines)
        is_bare = not any(line.strip(" \t\r=-") for line in lines[heading.line + 1 : end])
        if is_bare and heading.text and (below is None or below.rank <= heading.rank):
            message = f"nothing stands below {quoted(heading.text)}: write it, or take the heading out"
            yield Problem(article.path, article.body_line + heading.line, message)


CHECK = Check(
    id="empty",
    reason="A customer who opens an answer and finds none writes to support, and less kindly.",
    cure="Write the answer, take the heading out, or set 'status: draft'.",
    find=find,
    scope="article",
)
