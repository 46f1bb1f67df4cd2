"""What of a message gets an answer of its own, and what is left open: nothing that it wishes is lost."""

from dataclasses import replace

import pytest

from kb.answering.part import Answer
from kb.answering.picking.pick import Pick
from kb.answering.picking.wishes import MOST_CLAUSES, surely_answered, wishes
from kb.answering.reply import Reply, replies, unanswered
from kb.answering.suggest import left_open
from search import Engine

STORY = "My sister has been in the account for years. " * 5


def told(engine: Engine, question: str) -> list[tuple[str, str]]:
    """For each pick after the first what was asked, and the article that surely answers it."""
    picks = wishes(engine, question, ("en", "it"))
    return [(each.question, each.first if each.confident else "") for each in picks[1:]]


@pytest.mark.parametrize(
    ("message", "firsts"),
    [
        ("How do I cancel? How do I change my card?", {"cancel", "card"}),
        ("Where are my receipts and how do I change my card?", {"receipts", "card"}),
        (
            "Where are my receipts and how do I cancel and how do I change my card?",
            {"receipts", "cancel", "card"},
        ),
        ("Where are my receipts, how do I cancel, how do I change my card?", {"receipts", "cancel", "card"}),
        ("Where are my receipts and I'd like to cancel", {"receipts", "cancel"}),
        ("I want to cancel the subscription and change my card", {"cancel", "card"}),
        ("How do I change my card and which card is removed?", {"card"}),
        ("How do I change my card and the old card?", {"card"}),
        ("How do I change my card?", {"card"}),
        ("How do I cancel? What now?", {"cancel"}),
        ("How do I cancel? My card expired.", {"cancel"}),
        ("How do I cancel? I'd like the card changed.", {"cancel", "card"}),
    ],
)
def test_each_wish_of_a_short_message_is_answered_once(
    engine: Engine, message: str, firsts: set[str]
) -> None:
    """A clause that another article surely answers is a question of its own; what leans on another none."""
    picks = wishes(engine, message, ("en", "it"))
    sure = [each.first for each in picks if each.confident]
    assert set(sure) == firsts
    assert len(set(sure)) == len(sure)
    assert all(each.question.removeprefix("I want to ") in message for each in picks)
    assert [each.question for each in picks if not (each.confident or each.is_parted)] == []


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("How do I cancel and where is my zebra?", ["where is my zebra?"]),
        (
            "How do I cancel and can I wash a quagga, and I want a zebra",
            ["can I wash a quagga", "I want a zebra"],
        ),
        (
            "How do I cancel my subscription? Is there a subscription for zebras?",
            ["Is there a subscription for zebras?"],
        ),
        ("How do I cancel? Can you please help me, what now?", []),
        ("How do I cancel? I don't want a zebra.", []),
        ("How do I cancel? The zebra is ill.", []),
        (f"{STORY}How do I cancel my subscription? Where is my zebra?", ["Where is my zebra?"]),
    ],
)
def test_a_wish_that_no_article_given_answers_is_left_open(
    engine: Engine, message: str, left: list[str]
) -> None:
    """Whether the whole is sure or not; what only tells, thanks or is denied asks nothing."""
    assert [question for question, first in told(engine, message) if not first] == left


def test_a_clause_that_only_supposes_stays_with_what_follows(engine: Engine) -> None:
    """A comma after "if I ..." does not part two questions."""
    assert told(engine, "If I cancel, what happens now?") == []
    assert told(engine, "When I cancel, can I print my receipts?") == []


def test_where_one_clause_asks_it_asks_what_the_whole_does() -> None:
    """It is no answer to a message that none of the whole's closest articles is about."""
    clause = Pick("How do I change my card?", (("card", 9),), True)
    far = Pick("", (("receipts", 9), ("cancel", 5), ("password", 4), ("card", 3)), False)
    near = replace(far, hits=(("receipts", 9), ("card", 5)))
    assert [list(surely_answered(main, [clause])) for main in (far, near)] == [[], [clause]]
    assert list(surely_answered(far, [clause, replace(clause, hits=(("print", 9),))])) != []


def test_a_long_message_is_not_answered_clause_by_clause(engine: Engine) -> None:
    """In a story a clause leans on what stands before it: it is left open, not answered."""
    found = told(engine, f"{STORY}How do I cancel my subscription? How do I change my card?")
    assert [first for _, first in found if first] == []


def test_of_an_endless_message_no_wish_is_lost(engine: Engine) -> None:
    """Behind those that are searched for, the others are left open unsearched."""
    zebras = [f"Where is zebra {number}?" for number in range(MOST_CLAUSES + 3)]
    main, *others = wishes(engine, " ".join(["How do I cancel my subscription?", *zebras]), ("en",))
    left = [each.question for each in others]
    assert left == zebras or not main.confident


def test_what_other_picks_answer_of_a_question_is_not_left_open() -> None:
    """Neither in the reply nor in the letters to choose from."""
    picks = [Pick("1 and 2", (), False, is_parted=parted) for parted in (False, True)]
    made = replies(picks, {}, lambda article, _: Answer(article.id, "en", "", "", "", {}), "")
    assert [each.unanswered for each in made] == ["1 and 2", ""]
    assert list(left_open(picks, ())) == ["1 and 2"]


def test_what_is_quoted_as_a_whole_is_not_quoted_again() -> None:
    """A clause of a question that nothing answers is listed for the agent; the letter quotes the question."""
    answer = Answer("a", "en", "A", "/en/a/", "Text.", {})
    made = [
        Reply("0", answer, ()),
        *(Reply(part, None, (), part) for part in ("Is 1 and is 2?", "is 2?", "Is 3?")),
    ]
    assert unanswered(made) == ("Is 1 and is 2?", "Is 3?")
