"""Customers who ask in words we did not write down still find each article."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.content.sources.files import SYNONYMS
from kb.errors import ContentError, Problem, quoted
from kb.support.findability import FIRST, KnownItem

SHARE = 1 / 2
FEWEST = 4


def find(subject: Subject) -> Iterable[Problem]:
    """Articles with too few questions to judge, and those that too few of their questions find.

    Each question is asked of an index that does not hold it, so it stands for a customer whose words are new.
    At least half must find the article among the first three, and no more are asked; the articles here do for
    .91 of theirs.
    """
    broken = {problem.path for problem in subject.corpus.problems}
    for lang in subject.corpus.languages:
        if f"{subject.corpus.shown}/{lang}/{SYNONYMS}" in broken:  # nobody knows what it would find with them
            continue
        try:
            by_article = _by_article(subject.asked(lang, _is_enough))
        except ContentError:  # the checks of the fields and of the markup say so
            continue
        for article in subject.corpus.of(lang):
            asked = by_article.get(article.id, [])
            if article.status == "draft" or article.is_unsearched:
                continue
            if (count := len(article.questions)) < FEWEST:
                few = "1 question is" if count == 1 else f"{count} questions are"
                message = f"{few} too few: write at least {FEWEST}, as customers ask them"
                yield Problem(article.path, article.line("questions"), message)
            elif _share(asked) < SHARE:
                yield Problem(article.path, article.line("questions"), _too_hard(asked))


def _is_enough(found: int, of: int) -> bool:
    """Whether an article passes, whatever its other questions find."""
    return found >= SHARE * of


def _too_hard(asked: list[KnownItem]) -> str:
    worst = max(asked, key=lambda one: (one.place is None, one.place or 0))
    found = f"'{worst.question}' finds {quoted(worst.first) if worst.first else 'nothing'}"
    share = f"only {_share(asked):.0%} of its questions find it among the first {FIRST} when left out"
    return f"{share} ({found}): use the customers' words in title, summary and headings"


def _by_article(asked: Iterable[KnownItem]) -> dict[str, list[KnownItem]]:
    found: dict[str, list[KnownItem]] = {}
    for one in asked:
        found.setdefault(one.article, []).append(one)
    return found


def _share(asked: list[KnownItem]) -> float:
    return sum(one.is_found for one in asked) / len(asked)


CHECK = Check(
    id="searchable",
    reason="An answer that is not found is not an answer.",
    cure="Write more questions as customers ask them, and use their words in title, summary and headings.",
    find=find,
    scope="language",
)
