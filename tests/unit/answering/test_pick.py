"""Which articles a message gets: what it asks is not drowned by its story."""

import pytest

from kb.answering.part import Answer
from kb.answering.picking.asking import Asker
from kb.answering.picking.evidence import speaks_of
from kb.answering.picking.pick import Pick, pick
from kb.answering.picking.wanted import pick_wanted
from kb.answering.reply import replies, unanswered
from kb.content.article import Article, parse
from search import Engine


def test_one_sentence_is_asked_as_it_is(engine: Engine) -> None:
    """A question is a search: the same order, points and confidence."""
    found, ranked = pick(engine, "How do I change my card?"), engine.ranked("How do I change my card?")
    assert (found.hits, found.confident) == (ranked.hits, ranked.confident)


def test_the_sentence_that_asks_counts_in_a_story(engine: Engine) -> None:
    """Each sentence adds its own points to those of the whole."""
    story = "My sister has been in the account for years. We like the browsers. How do I change my card?"
    found = pick(engine, story)
    assert found.hits[0][0] == "card"
    assert found.hits[0][1] > dict(engine.ranked(story).hits)["card"]


@pytest.mark.parametrize(
    ("message", "first", "confident"),
    [
        ("I do NOT want to cancel, please don't. How do I change my card?", "card", True),
        ("I haven't cancelled. Why is it cancelled?", "cancel", False),
        ("Please don't cancel my subscription!", "cancel", False),
        ("I don't want a zebra. How do I cancel my subscription?", "cancel", True),
        ("I don't want browsers. How do I cancel my subscription?", "cancel", True),
        ("I can't cancel my subscription", "cancel", True),
        ("How do I change my password without a fuss, not buying a zebra?", "password", True),
    ],
)
def test_what_is_denied_decides_no_answer(engine: Engine, message: str, first: str, confident: bool) -> None:
    """What is wished or asked does; where nothing else is said, or of the same only, nobody is sure."""
    found, _ = pick_wanted(engine, message, ("en", "it"))
    assert (found.question, found.hits[0][0], found.confident) == (message, first, confident)
    picks = Asker({"en": engine}, ("en",)).ask(message, "en")[1]
    assert [each.hits[0][0] for each in picks if each.confident] == [first] * confident


def test_what_an_article_asks_with_a_denial_it_answers(engine: Engine) -> None:
    """An article whose own question denies it is about just that."""
    found, _ = pick_wanted(engine, "I don't want to stop the subscription", ("en",))
    assert (found.hits[0][0], found.confident) == ("receipts", True)
    assert pick_wanted(engine, "Please don't quagga", ("en",)) == (Pick("Please don't quagga", (), False), "")


def test_what_no_article_knows_is_not_sure(engine: Engine) -> None:
    """Nothing for words that nobody wrote; too little to ask is no failure."""
    assert pick(engine, "Zebra crossing quagga") == Pick("Zebra crossing quagga", (), False)
    assert pick(engine, "?!") == Pick("?!", (), False)


def test_a_letter_needs_an_article_that_speaks_of_what_is_asked(engine: Engine) -> None:
    """A wording that says most of it does; words here and there, the next article close behind, do not."""
    asked = "change my browsers now"
    hits = (("card", 10), ("password", 9))
    assert not speaks_of(engine, asked, hits)
    assert speaks_of(engine, "change my card", hits)
    assert not speaks_of(engine, "a zebra, a quagga and my card", hits[:1])


def test_where_no_article_is_sure_three_are_near_if_there_are_so_many(engine: Engine) -> None:
    """Behind the one or two that hold a word of the question stand those that are like the first."""
    question = "The zebra printing quagga receipt"
    found = pick(engine, question)
    assert [name for name, _ in engine.ranked(question).hits] == ["receipts"]
    assert (found.confident, found.hits[0][0], len(found.hits)) == (False, "receipts", 1)
    question = "The zebra removed quagga"
    found = pick(engine, question)
    assert [name for name, _ in engine.ranked(question).hits] == ["card"]
    assert (found.confident, [name for name, _ in found.hits]) == (False, ["card", "password"])


def article(name: str) -> Article:
    """An article about which only its id and title matter."""
    head = f"id: {name}\ntitle: About {name}\nsummary: S\nkind: faq\ncategory: c"
    head += "\nquestions:\n  - q\nupdated: 2026-01-01"
    return parse(f"---\n{head}\n---\nText.\n", f"{name}.md", "en", name)


def answer(each: Article, _: str) -> Answer:
    """The whole article."""
    return Answer(each.id, "en", each.title, each.url, "Text.", {})


def test_each_question_gets_its_answer_the_closest_or_nothing() -> None:
    """Sure: the article's own text. Not sure: three to choose from. No hit: nothing."""
    articles = {name: article(name) for name in "abcde"}
    picks = [
        Pick("1", (("a", 9), ("b", 5)), True),
        Pick("2", tuple((name, 5) for name in "bcde"), False),
        Pick("3", (), False),
        Pick("4", (("a", 7),), True),
        Pick("5", (("unwritten", 7),), True),
    ]
    made = replies(picks, articles, answer, "https://help.example")
    told = [(r.question, r.answer and r.answer.article, [c.article for c in r.closest]) for r in made]
    assert told == [("1", "a", []), ("2", None, ["b", "c", "d"]), ("3", None, []), ("5", None, [])]
    assert made[1].closest[0].url == "https://help.example/en/b/"
    assert made[1].closest[0].title == "About b"
    assert [each.unanswered for each in made] == ["", "2", "3", "5"]
    assert unanswered(made) == ("2", "3", "5")
    assert unanswered(made[1:]) == ()


def test_a_question_weighs_more_than_what_is_told(engine: Engine) -> None:
    """Of two sentences that speak of two articles, the one that asks decides, wherever it stands."""
    told, asked = "My new password is fine and the browsers too.", "Where do I see the receipts"
    points = [dict(pick(engine, f"{told} {asked}{end}").hits) for end in ("?", ".")]
    assert points[0]["receipts"] > points[1]["receipts"]
    assert points[0]["password"] == points[1]["password"]


def test_the_first_sentence_weighs_more_than_the_ones_after_it(engine: Engine) -> None:
    """A subject, or a first sentence, says what the message is about; the whole is the same either way."""
    asked, told = "Where are the receipts.", "The new password is fine."
    first, last = (dict(pick(engine, text).hits) for text in (f"{asked} {told}", f"{told} {asked}"))
    assert first["receipts"] > last["receipts"]
    assert first["password"] < last["password"]
