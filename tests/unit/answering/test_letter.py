"""A letter that answers only a part of a message."""

from dataclasses import replace

import pytest

from kb import strings
from kb.answering.customer import Offer
from kb.answering.letter import LONGEST, formatted, letter, notes, shortened
from kb.answering.part import Answer
from kb.answering.reply import Closest, Reply

FOUND = Answer("card", "en", "How do I change my card?", "/en/card/", "Save the new one.", {})
EVIL = """Is *this* [so](javascript:x) & <script>alert(1)</script> `a`\n\n# <img src=x> {: .z } ![q](//w)?"""
CLOSE = (Closest("app", "The app", "/en/app/"),)


def said(key: str, **values: object) -> str:
    """The English texts."""
    return strings.text("en", key, **values)


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize("form", ["text", "html", "md"])
def test_what_is_left_open_is_quoted_before_the_sign_off(lang: str, form: str) -> None:
    """The customer reads that this point gets an answer of its own, and which point."""

    def say(key: str, **values: object) -> str:
        return strings.text(lang, key, **values)

    made = formatted(letter([FOUND], say, ["Is there an app", "a fax"]), form)
    quoted = f"{say('answer.quote', part='Is there an app')} {say('answer.quote', part='a fax')}"
    told = say("answer.left_open", parts=quoted)
    assert made.index("Save the new one.") < made.index(told) < made.index(say("answer.sign_off").split()[-1])
    assert "Is there" not in formatted(letter([FOUND], say), form)


def test_words_of_others_stay_text() -> None:
    """Whatever a customer writes, it marks nothing, links nowhere and runs nowhere; nothing of it is lost."""
    quoted = shortened(EVIL)
    html = formatted(letter([FOUND], said, [EVIL]), "html")
    assert [
        mark for mark in ("<script", "<img", '="javascript', '="//w', "<code", "<h1", "<em>") if mark in html
    ] == []
    assert quoted in formatted(letter([FOUND], said, [EVIL]), "text")
    told = notes([Reply("q", FOUND, ()), Reply(EVIL, None, (), EVIL)], [], said)
    assert "<script" not in formatted(told, "html")
    assert quoted in formatted(told, "text")


@pytest.mark.parametrize("site", ["", "https://help.example"])
def test_the_addresses_of_rich_text_are_links(site: str) -> None:
    """Also without --site: the action's and the page's, as those in the article's own text."""
    offer = Offer("pay", "Pay now", "It charges nothing.")
    start, page = f"{site}/account/go/pay?return=/en/a_b_c/", f"{site}/en/card/"
    found = replace(FOUND, url=page, actions={"pay": start}, offers=(offer,))
    html = formatted(letter([found], said), "html")
    assert [f'<a href="{each}">{each}</a>' in html for each in (start, page)] == [True, True]
    assert html.count("<a ") == 2


def test_long_words_are_quoted_by_their_beginning() -> None:
    """On one line, up to the last whole word that fits."""
    assert shortened("a\n b") == "a b"
    cut = shortened("word " * 200)
    assert cut.endswith("word …")
    assert len(cut) <= LONGEST + 2


def test_notes_name_the_part_that_nothing_answers() -> None:
    """Where there is a letter the agent reads what it leaves open; without one the message is before them."""
    open_ = Reply("Is there an app?", None, CLOSE, "Is there an app?")
    listed = "Nothing answers this exactly. Closest:\n\n1. The app\n   /en/app/"
    assert notes([open_], [], said) == listed
    assert notes([open_, Reply("card", FOUND, ())], [], said).endswith(listed)
    assert formatted(notes([open_, Reply("card", FOUND, ())], [], said), "text").startswith(
        "Not answered: “Is there an app?”\n\n"
    )
    assert notes([Reply("all of it", None, CLOSE, ""), Reply("card", FOUND, ())], ["1"], said) == ""


def test_of_several_questions_without_an_answer_each_is_named() -> None:
    """The agent sees which articles are the closest for which of them; one alone needs no name."""
    left = [Reply(part, None, CLOSE, part) for part in ("Is there an app?", "Is there a fax?")]
    told = notes(left, [], said)
    assert [said("answer.unanswered", part=each.question) in told for each in left] == [True, True]
    assert "Is there" not in notes(left[:1], [], said)
