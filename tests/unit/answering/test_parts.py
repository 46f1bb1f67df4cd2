"""The sections of a letter: the one that answers first, and for whom each is."""

from pathlib import Path

import pytest

from kb.answering.audience import audiences_of
from kb.answering.customer import EVERYBODY, Customer
from kb.answering.desk import Desk
from kb.answering.parts import led_by, parts, text_of
from kb.answering.picking.section import answering_section
from kb.answering.plain_text import plain_text
from search import Engine

MARKDOWN = """{lead}## One

1

## Two *a* {{ #two data-when="active" }}

2

### Below

3

```
## no heading
```

## Three

4
"""
DESK = Desk(Path(__file__).resolve().parents[3] / "content")
CORPORATE = Customer(audiences_of({"kind": "corporate"}))


def headings(markdown: str, first: str) -> list[str]:
    """The headings in the order of the letter."""
    return [part.heading for part in led_by(list(parts(markdown)), first)]


@pytest.mark.parametrize("lead", ["", "Lead.\n\n"])
def test_the_section_that_answers_stands_before_the_others(lead: str) -> None:
    """With what is below it, behind the lead; nothing is lost, and no other heading changes anything."""
    markdown = MARKDOWN.format(lead=lead)
    assert headings(markdown, "Two a") == ["", "Two a", "Below", "One", "Three"]
    assert headings(markdown, "Three") == ["", "Three", "One", "Two a", "Below"]
    unchanged = ["", "One", "Two a", "Below", "Three"]
    assert [headings(markdown, first) for first in ("", "One", "no heading", "Four")] == [unchanged] * 4
    moved = text_of(led_by(list(parts(markdown)), "Below"), lambda *_: "")
    assert sorted(moved.split()) == sorted(text_of(parts(markdown), lambda *_: "").split())
    assert "{" not in moved


def test_below_a_marked_heading_stands_for_whom_its_section_is() -> None:
    """Once, not below the headings under it."""
    told = text_of(parts(MARKDOWN.format(lead="")), lambda audience, heading: f"{heading}: {audience}")
    assert [line for line in told.splitlines() if line.startswith("*")] == ["*Two a: active*"]


@pytest.mark.parametrize(
    ("lang", "name", "told"),
    [
        ("en", "credit-balance", "If you prefer the money\n\nOnly if you have credit\n\n"),
        ("it", "credit-balance", "Se preferisci i soldi\n\nSolo se hai del credito\n\n"),
        ("en", "refused-payment", "To start again\n\nOnly when the plan is suspended\n\n"),
        ("it", "update-card", "Con un piano Corporate\n\nI dati di pagamento"),
        ("en", "request-refund", "If you have no credit\n\nOnline you can"),
    ],
)
def test_a_letter_for_everybody_says_for_whom_a_section_is(lang: str, name: str, told: str) -> None:
    """Where its heading does not; who gets only their own sections needs no such words."""
    article = DESK.corpus.translations(name)[lang]
    assert told in plain_text(DESK.part(article, EVERYBODY, "").markdown)
    own = plain_text(DESK.part(article, CORPORATE, "").markdown)
    assert [word for word in ("Only ", "Solo ") if word in own] == []


@pytest.mark.parametrize(
    ("lang", "heading"), [("it", "Con che cosa si paga"), ("en", "What you can pay with")]
)
def test_a_section_that_stands_first_needs_no_summary_before_it(lang: str, heading: str) -> None:
    """The summary answers the title; behind a lead it stays."""
    article = DESK.corpus.translations("update-card")[lang]
    whole, led = (DESK.part(article, EVERYBODY, "", first) for first in ("", heading))
    assert led.markdown.startswith(f"## {heading}\n")
    assert (bool(whole.summary), led.summary) == (True, "")
    other = DESK.corpus.translations("two-charges")["en"]
    kept = [DESK.part(other, EVERYBODY, "", first).summary for first in ("", "Double click")]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    ("asked", "name", "heading"),
    [
        ("which browsers", "long", "Browsers"),
        ("which browsers, with a zebra crossing", "long", ""),
        ("old card", "long", ""),
        ("new receipts", "long", "Receipts"),
        ("what happens now", "card", ""),
    ],
)
def test_words_that_one_section_alone_says_make_it_the_answer(
    sections: Engine, asked: str, name: str, heading: str
) -> None:
    """A third of what is asked at least, of which no other section says more, nor the title."""
    assert answering_section(sections, name, asked) == heading
