"""A mail is more than its question: greeting, signature, quotes and addresses are set aside, no more."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.message import topic
from search.text.language import language

ENGLISH = language("en")

LETTERS = {
    "Dear Ms. Smith, where is my receipt?": "where is my receipt?",
    "ciao marco, come disdico": "come disdico",
    "Hello! Where is it": "Where is it",
    "Good morning, Joe Roe\nWhere is it": "Where is it",
    "Good morning, Where is it": "Where is it",
    "Hello! Rome": "Rome",
    "Hello from Tampere": "from Tampere",
    "HELLO CANCEL PLAN": "CANCEL PLAN",
    "Mi chiamo Ada Verdi e pago": "Mi chiamo e pago",
    "Good morning where is it": "where is it",
    "cancel my plan thanks, Joe": "cancel my plan",
    "thanks for nothing": "thanks for nothing",
    "write to a.b@example.com or www.example.com or http://x.example": "write to or or",
    "Subject: receipt\nFrom: a@b.example\n\nHi Ann,\nwhere is it?": "receipt where is it?",
    "lost card\nThanks\nJoe Roe\nDirect: 555-0145\nand one more thing that I wanted to ask": (
        "lost card and one more thing that I wanted to ask"
    ),
    "lost card\n-- \nJoe\na longer line that would otherwise be of the message": "lost card",
    "lost card\n> and what was said before\nOn Monday Joe wrote:\nstill lost": "lost card still lost",
    "lost card\nThis message is confidential and for its recipient.\nMore of it": "lost card",
    "Thanks\nwhere is my receipt": "where is my receipt",
    "which plan is best": "which plan is best",
    "What is best?\nBest, Ann": "What is best?",
    "lost card\nBest,\nJoe Roe": "lost card",
    "lost card, best regards": "lost card,",
    "the best regards of it": "the best regards of it",
}


@pytest.mark.parametrize("text", LETTERS)
def test_what_is_not_the_question_is_set_aside(text: str) -> None:
    """Spaces stand in its place."""
    assert topic(text, ENGLISH).split() == LETTERS[text].split()


@pytest.mark.parametrize(
    "text", ["Thanks", "Dear Ada", "Hello, Joe Roe", "a@b.example", "", "> quoted\n> only"]
)
def test_where_nothing_is_left_it_says_so(text: str) -> None:
    """Then all that was typed counts: who types only a greeting is searched for it."""
    assert topic(text, ENGLISH) == ""


@given(st.text(alphabet="aB .,:!>@-\n'", max_size=60) | st.text(max_size=60))
def test_places_stay(text: str) -> None:
    """What is left stands where it stood."""
    left = topic(text, ENGLISH) or text
    assert len(left) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, left, strict=True))


def test_twice_as_long_a_line_costs_twice_as_much() -> None:
    """Nobody freezes a server with one line of single letters."""

    def seconds(words: int) -> float:
        times = []
        for _ in range(3):
            begin = process_time()
            topic("a " * words, ENGLISH)
            times.append(process_time() - begin)
        return min(times)

    assert seconds(6000) < 4 * seconds(3000)
