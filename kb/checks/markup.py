"""Every fact, label and audience that an article uses exists."""

import re
from collections.abc import Iterable

from kb.checks.model import Check, Edit, Subject
from kb.content.fields import SLUG
from kb.content.render import article_marks, markup_problems
from kb.errors import Problem

MISSPELT = re.compile(r"<!-{0,2}\s*[A-Za-z]+\s*[:=]?\s*([\w-]+?)\s*-*")  # up to its '>'


def find(subject: Subject) -> Iterable[Problem]:
    """Every unknown placeholder and audience, at its line."""
    for article in subject.corpus.articles:
        yield from markup_problems(article, subject.facts)


def fix(subject: Subject) -> Iterable[Edit]:
    """A misspelt claim comment that names one claim."""
    for article in subject.corpus.articles:
        for line, mark in article_marks(article):
            named = MISSPELT.fullmatch(mark.name) if mark.kind == "claim-like" else None
            if named and SLUG.fullmatch(named[1]):
                yield Edit(article.path, line, f"{mark.name}>", f"<!-- claim: {named[1]} -->")


CHECK = Check(
    id="markup",
    reason="A placeholder without a value cannot be shown to a customer.",
    cure="Use a name that 'kb facts list' prints.",
    find=find,
    fix=fix,
    scope="article",
)
