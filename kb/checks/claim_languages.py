"""All languages of an article make the same claims."""

from collections.abc import Iterable, Iterator, Mapping

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.errors import Problem, quoted
from kb.support import claims

ID = "claim-languages"


def find(subject: Subject) -> Iterable[Problem]:
    """Every claim that another language of the same article makes, near the line where it is missing."""
    lines = subject.each(ID, None, _lines)
    by_id: dict[str, list[Article]] = {}
    for article in subject.corpus.articles:
        by_id.setdefault(article.id, []).append(article)
    for translations in by_id.values():
        made = {article.path: dict(lines(article)) for article in translations}
        for article in translations:
            for other in translations:
                yield from _missing(article, made[article.path], other, made[other.path])


def _missing(
    article: Article, mine: Mapping[str, int], other: Article, its: Mapping[str, int]
) -> Iterator[Problem]:
    """The claims that `other` makes and `article` does not, given both with their lines."""
    near = article.body_line
    for claim, line in its.items():
        if claim in mine:
            near = mine[claim]
            continue
        message = (
            f"claim {quoted(claim)} is missing: {other.path}:{line} makes it; translate its sentence too"
        )
        yield Problem(article.path, near, message)


def _lines(article: Article) -> list[tuple[str, int]]:
    """Each claim of an article with its first line, in order of lines."""
    made = claims.made([article])
    return sorted(((claim, places[0].line) for claim, places in made.items()), key=lambda pair: pair[1])


CHECK = Check(
    id=ID,
    reason="Customers are promised the same in every language.",
    cure="Add the claim and its sentence to the language that lacks it, or take it out of the other.",
    find=find,
)
