"""Who wants to do something gets a sure letter only from an article that says how."""

import pytest

from kb.answering.asked.acts import acts, is_act, is_no_act
from kb.answering.picking.evidence import holds, speaks_of
from search import Engine

BOTH = ("en", "it")


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("How do I delete a meeting?", True),
        ("My card is old, how do I change it?", True),
        ("Can you please tell me how to print a receipt?", True),
        ("I'd like to cancel", True),
        ("please send me the invoice", True),
        ("where are my recordings", True),
        ("Come cancello un report?", True),
        ("Vorrei sapere come cambio il numero", True),
        ("Dov'è la registrazione?", True),
        ("Potete annullare la riunione?", True),
        ("Can you tell me when it renews?", False),
        ("How much does it cost?", False),
        ("Please let me know if it is possible", False),
        ("Why was I charged?", False),
        ("password too short", False),
        ("Vorrei sapere quando scade", False),
        ("Potete dirmi quanto costa?", False),
        ("Come mai due addebiti?", False),
        ("La carta è scaduta", False),
    ],
)
def test_what_wants_to_be_done_is_an_act(sentence: str, act: bool) -> None:
    """Also behind "can you tell me"; what somebody wants to know, or tells, is none."""
    assert is_act(sentence, BOTH) is act


@pytest.mark.parametrize(
    ("clause", "each"),
    [
        ("I want to cancel and get a refund", ["I want to cancel", "I want to get a refund"]),
        (
            "Vorrei disdire, avere il rimborso",
            ["Vorrei disdire", "Vorrei avere il rimborso"],
        ),
        ("How do I change my card and password?", ["How do I change my card"]),
        ("Why is it blue and green and grey?", ["Why is it blue and green and grey?"]),
        ("please, and", ["please, and"]),
    ],
)
def test_of_several_things_each_is_an_act(clause: str, each: list[str]) -> None:
    """With its beginning; one word alone is none, and what wants nothing done stays whole."""
    assert acts(clause, BOTH) == each


@pytest.mark.parametrize(
    ("wording", "other"),
    [
        ("which subscription lets me record meetings", True),
        ("are my meetings erased when the plan stops", True),
        ("my bank sent me a new card", True),
        ("le riunioni vengono eliminate?", True),
        ("download invoice", False),
        ("I want to stop", False),
        ("do I have to call, or how do I unlock it", False),
        ("Che cos’è il credito e come lo uso?", False),
        ("stampare la fattura", False),
    ],
)
def test_a_wording_of_another_kind_tells_nobody_how(wording: str, other: bool) -> None:
    """Which, are, my ...: unless it also asks how."""
    assert is_no_act(wording, BOTH) is other


@pytest.mark.parametrize(
    ("asked", "first", "speaks"),
    [
        ("how do I change my card", "card", True),
        ("how do I remove my card", "card", False),  # the text says it, of the old one, no wording does
        ("how do I change my browsers", "password", False),
        ("how do I change my new card", "card", True),  # the title has the act, its sentence the rest
        ("how do I change my new zebra", "card", False),
        ("old receipts", "receipts", False),
        ("print receipts", "receipts", True),
        ("payment receipt", "receipts", True),
        ("change the old card", "card", True),
        ("My browsers are old, how do I change my card?", "card", True),
        ("My browsers are old, how do I print, and how do I change my card?", "card", False),
    ],
)
def test_act_and_object_stand_together(engine: Engine, asked: str, first: str, speaks: bool) -> None:
    """In one wording, or in the title and one sentence; what else the message tells is no part of it."""
    assert speaks_of(engine, asked, ((first, 10), ("cancel", 1))) is speaks


def test_an_article_holds_most_of_a_clause(engine: Engine) -> None:
    """By any of its texts; nothing is held of what is too little to ask."""
    asked = ("print every payment", "print a zebra", "?")
    assert [holds(engine, "receipts", each) for each in asked] == [True, False, True]


def test_a_wording_that_asks_for_much_else_is_another_question(sections: Engine) -> None:
    """Act and object are in it, but more of it is about something else."""
    asked = ("where is the bicycle card", "where is the tandem card")
    assert [speaks_of(sections, each, (("long", 10),)) for each in asked] == [False, True]
