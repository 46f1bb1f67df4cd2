"""The reply to a message: for each question an answer, the closest articles, or nothing. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.answering.part import Answer
from kb.answering.picking.pick import CLOSEST, Pick
from kb.content.article import Article


@dataclass(frozen=True)
class Closest:
    """An article that may answer, for a person to choose.

    Attributes:
        article: Its id.
        title: Its title.
        url: Its page, whole with the site's address.
    """

    article: str
    title: str
    url: str


@dataclass(frozen=True)
class Reply:
    """What there is to say to one question.

    Attributes:
        question: As it was asked.
        answer: The part of the article that holds for the customer; None where no article is a sure answer.
        closest: Then the nearest articles, best first; empty where nothing fits at all.
        unanswered: What of the question no reply answers, in its own words.
    """

    question: str
    answer: Answer | None
    closest: tuple[Closest, ...]
    unanswered: str = ""


def replies(
    picks: Sequence[Pick],
    articles: Mapping[str, Article],
    answer: Callable[[Article, str], Answer],
    site: str,
) -> tuple[Reply, ...]:
    """A reply to each question; a second question that the same article answers gets none of its own.

    Args:
        picks: The articles for each question, the main question first.
        articles: Those of the reply's language, by id.
        answer: Cuts an article down to the part that holds for the customer, that section first.
        site: Where the help center stands, without a slash at the end.
    """
    made: list[Reply] = []
    answered: set[str] = set()
    for pick in picks:
        found = [articles[name] for name, _ in pick.hits if name in articles]
        sure = pick.confident and bool(found)
        if sure and found[0].id in answered:
            continue
        if sure:
            answered.add(found[0].id)
        closest = () if sure else tuple(_closest(each, site) for each in found[:CLOSEST])
        rest = "" if sure or pick.is_parted else pick.question
        made.append(Reply(pick.question, answer(found[0], pick.section) if sure else None, closest, rest))
    return tuple(made)


def unanswered(replies: Sequence[Reply]) -> tuple[str, ...]:
    """What a letter with the answers leaves open; nothing where there is no answer, thus no letter."""
    has_letter = any(each.answer for each in replies)
    return apart(each.unanswered for each in replies if has_letter and each.unanswered)


def whole_questions(picks: Iterable[Pick]) -> list[Pick]:
    """The questions of a message without the clauses that stand in one of them."""
    found = list(picks)
    said = apart(pick.question for pick in found)
    return [pick for pick in found if pick.question in said]


def apart(parts: Iterable[str]) -> tuple[str, ...]:
    """Parts of a message without those that stand in one before them."""
    said = tuple(parts)
    return tuple(part for place, part in enumerate(said) if not any(part in each for each in said[:place]))


def _closest(article: Article, site: str) -> Closest:
    return Closest(article.id, article.title, f"{site}{article.url}")
