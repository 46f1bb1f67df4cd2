"""The threshold of confidence follows the questions that writers have written."""

from collections.abc import Callable
from dataclasses import replace

from search import Document, Engine
from search.index import Index
from search.ranking.rerank import comparable_document
from search.ranking.threshold import ENOUGH, Case, _Asking, _confidence, threshold
from search.text.analyzer import Analyzer
from search.text.phrases import Flattener

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


def learned(index: Index, case: Case) -> tuple[int, int, int]:
    """What speaks for a case's own document and for the best other one, and the threshold from many such."""
    tuning = replace(index.language.tuning, confidence=0)
    analyzer = Analyzer(replace(index.language, tuning=tuning))
    flattener = Flattener(analyzer)
    known = {
        number: comparable_document(index.document(number), flattener, tuning) for number in index.numbers()
    }
    asking = _Asking(analyzer, index, index.postings, flattener, known.__getitem__)
    asked = threshold([case] * ENOUGH, analyzer, index, index.postings, index.document)
    return *_confidence(case, asking), asked


def test_the_threshold_is_the_mean_of_its_two_bounds(engine: Callable[..., Engine]) -> None:
    """Nine sixteenths of what the hardest known question has, and what it has where its article is absent."""
    index = engine(articles(4)).index
    own, others, asked = learned(index, Case(0, "where is my plan", index.document(0), {}, titled=False))
    assert others > own == 0
    assert asked == (others * 9 // 16 + others) // 2


def test_a_title_teaches_by_its_own_article_only(engine: Callable[..., Engine]) -> None:
    """Titles name each other's subjects: what another article has for one says nothing of strangers."""
    index = engine(articles(4)).index
    bag = {"plan": 300}
    case = Case(0, "about the plan", replace(index.document(0), title=""), bag, titled=True)
    own, others, asked = learned(index, case)
    assert min(own, others) > 0
    assert asked == own * 9 // 16


def test_a_word_of_one_page_is_answered_where_there_is_nothing_to_learn_from(
    engine: Callable[..., Engine],
) -> None:
    """On a small site without questions a word that stands on one page finds that page for sure."""
    asked = engine(
        [replace(each, summary=f"You see the {each.id} here.") for each in articles(0)[:5]] + [BREAD]
    )
    assert asked.search("bread").confident
    assert not asked.search("bread of my grandmother in siberia").confident


def test_a_word_beside_the_topic_is_evidence_against_it(engine: Callable[..., Engine]) -> None:
    """The words of an article do not make a question one of its own: it has to be said as closely."""
    taught = engine(articles(4))
    assert taught.search("password lost").confident
    assert not taught.search("password lost gym membership of a friend").confident


BREAD = replace(articles(0)[0], id="x", title="Opening hours", summary="Not for anything else but bread")


def test_questions_that_say_nothing_are_left_out(engine: Callable[..., Engine]) -> None:
    """A question below the minimum teaches nothing and breaks nothing."""
    odd = [replace(article, questions=("?", *article.questions)) for article in articles(2)]
    assert engine(odd).search("wrong password").total
