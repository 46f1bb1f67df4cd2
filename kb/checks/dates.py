"""The days that an article names can be true: none of the past lies ahead, and it begins before it ends."""

from collections.abc import Iterable
from datetime import timedelta

from kb.checks.model import Check, Subject
from kb.errors import Problem

ELSEWHERE = timedelta(days=1)  # it is tomorrow already where somebody writes


def find(subject: Subject) -> Iterable[Problem]:
    """Changes that have not happened yet, and articles that end before they begin."""
    for article in subject.corpus.articles:
        if article.updated and article.updated > subject.today + ELSEWHERE:
            message = f"'updated' {article.updated} has not come yet: write the day of the last change"
            cure = ", and the day to come as 'publish_at:'"
            yield Problem(article.path, article.line("updated"), message + cure)
        if article.publish_at and article.expires and article.expires <= article.publish_at:
            message = f"it expires on {article.expires}, before it is published: nobody would ever see it"
            yield Problem(article.path, article.line("expires"), message)


CHECK = Check(
    id="dates",
    reason="A day that cannot be makes customers doubt how fresh an answer is.",
    cure="Write the day as it was; what shall appear or end later has 'publish_at:' and 'expires:'.",
    find=find,
)
