"""The threshold of confidence follows the questions that writers have written."""

from collections.abc import Callable
from dataclasses import replace

from search import Document, Engine
from search.ranking.threshold import ENOUGH, Case, _confidence, threshold
from search.text.analyzer import Analyzer

SUBJECTS = [
    "plan",
    "invoice",
    "password",
    "refund",
    "receipt",
    "meeting",
    "language",
    "card",
    "account",
    "report",
    "phone",
    "video",
]


def articles(questions: int) -> list[Document]:
    """An article for each subject, asked after in several ways."""
    ways = ("where is my {}", "the {} is wrong", "i lost the {}", "show the {} again")
    return [
        Document(s, "en", f"/{s}/", f"About the {s}", questions=tuple(w.format(s) for w in ways[:questions]))
        for s in SUBJECTS
    ]


def test_few_questions_teach_nothing(engine: Callable[..., Engine]) -> None:
    """Too few questions and titles to learn from: the number of the tuning."""
    asked = engine(articles(0)[:5])
    assert asked.index.statistics.confidence == asked.index.language.tuning.confidence


def test_what_hardly_touches_an_article_is_no_answer(engine: Callable[..., Engine]) -> None:
    """Known questions are answered much better than by a word in passing, which finds the nearest only."""
    taught = engine([*articles(4), BREAD])
    assert taught.search("bake bread").hits
    assert not taught.search("bake bread").confident
    found = taught.search("lost password")
    assert (found.hits[0].id, found.confident) == ("password", True)


def test_the_threshold_is_the_mean_of_its_two_bounds(engine: Callable[..., Engine]) -> None:
    """Nine sixteenths of what the hardest known question has, and what it has where its article is absent."""
    index = engine(articles(4)).index
    tuning = replace(index.language.tuning, confidence=0)
    analyzer = Analyzer(replace(index.language, tuning=tuning))
    found = [Case(0, "where is my plan", {})]
    own, others = _confidence(found[0], analyzer, index, index.postings)
    assert others
    asked = threshold(found * ENOUGH, analyzer, index, index.postings)
    assert asked == (max(own, others) * 9 // 16 + others) // 2


BREAD = replace(articles(0)[0], id="x", title="Opening hours", summary="Not for anything else but bread")


def test_questions_that_say_nothing_are_left_out(engine: Callable[..., Engine]) -> None:
    """A question below the minimum teaches nothing and breaks nothing."""
    odd = [replace(article, questions=("?", *article.questions)) for article in articles(2)]
    assert engine(odd).search("wrong password").total
