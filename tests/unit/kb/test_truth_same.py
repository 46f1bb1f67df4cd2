"""Phrases that move and words that belong together, each beside the lie that looks like it."""

from collections import Counter

import pytest

from kb.truth.approved import changes, wording
from kb.truth.same.condition import condition_moved
from kb.truth.same.phrases import phrases_moved
from kb.truth.statements import Statement

NEVER = Counter[str]().__getitem__  # a word stands nowhere else
# Language, claims, approved sentence, the harmless edit, the lie.
TWINS = [
    (
        "en",
        "x",
        "You can change it whenever you like, from any browser.",
        "You can change it from any browser, whenever you like.",
        "You can change any browser whenever you like, from it.",
    ),
    (
        "en",
        "x",
        "You can write to {{ facts.a }} from any country.",
        "From any country you can write to {{ facts.a }}.",
        "You can write to any country from {{ facts.a }}.",
    ),
    (
        "it",
        "x",
        "Per motivi di riservatezza i movimenti si vedono solo dopo l’accesso.",
        "I movimenti, per motivi di riservatezza, si vedono solo dopo l’accesso.",
        "Solo per motivi di riservatezza i movimenti si vedono dopo l’accesso.",
    ),
    (
        "en",
        "x",
        "After a plan change it comes in any case, even if credit covered it all.",
        "Even if credit covered it all, it comes in any case after a plan change.",
        "Even after a plan change it comes in any case, if credit covered it all.",
    ),
    (
        "en",
        "x",
        "While it is active, the date is written in {{ label.a }}, next to your plan.",
        "The date is written in {{ label.a }}, next to your plan, while it is active.",
        "The date is active, next to your plan, while it is written in {{ label.a }}.",
    ),
    (
        "en",
        "x",
        "The plan, at the top, stops and pays in the list.",
        "The plan, at the top, stops and pays in the list!",
        "The plan, in the list, stops and pays at the top.",
    ),
    (
        "en",
        "",
        "It is easier to remember and much harder to guess.",
        "It is much harder to guess and easier to remember.",
        "It is harder to remember and much easier to guess.",
    ),
    (
        "it",
        "",
        "Il video è girato sulle vere pagine, con un cliente di prova.",
        "Il video è stato registrato sulle vere pagine, con un cliente di prova.",
        "Il video è girato sulle pagine, con un vero cliente di prova.",
    ),
    (
        "en",
        "",
        "Never tell anyone your password: support does not need it.",
        "Support does not need your password: never tell it to anyone.",
        "Support does need your password: never tell it to anyone.",
    ),
    (
        "en",
        "",
        "You cannot pass it on to a customer, though, or pay more in.",
        "You cannot pay more in, though, or pass it on to a customer.",
        "You cannot pay more in, though, but pass it on to a customer.",
    ),
    (
        "en",
        "",
        "If it fails, [call support](b.md) with the date.",
        "If it fails, [phone support](b.md) with the date.",
        "If it fails, [call the bank](b.md) with the date.",
    ),
    ("en", "", "Never say it: nobody does not see it.", "Do not say it: nobody does not see it.", "Say it."),
    ("en", "", "It was made in May.", "It was recorded in May.", "It was recorded in June."),
    ("it", "", "Non ha fondi.", "Ha fondi insufficienti.", "Ha fondi."),
    ("en", "", "In the browser.", "In the viewer.", "In the bank."),
    ("en", "x", "Nothing and a plan stay.", "Nothing and a plan remain.", "A plan and nothing stay."),
]


# The same, of a sentence with a claim: enumerations, and conditions without a comma.
ORDERED = [
    (
        "en",
        "We show only name, country and date.",
        "We show only country, date and name.",
        "We show country, date and only name.",
    ),
    (
        "en",
        "From then on plans and cards stop.",
        "From then on cards and plans stop.",
        "Until then plans and cards stop.",
    ),
    ("en", "Once it opens you pay.", "You pay once it opens.", "It opens once you pay."),
    (
        "en",
        "It stays even when you go, and ends when you ask.",
        "Even when you go it stays, and ends when you ask.",
        "Even when you ask it stays, and ends when you go.",
    ),
    (
        "en",
        "You wait if it fails, then pay if it ends.",
        "If it fails you wait, then pay if it ends.",
        "If it ends you wait, then pay if it fails.",
    ),
    ("en", "You wait if it fails.", "If it fails you wait.", "You wait even if it fails."),
    (
        "it",
        "I dati restano quando il piano finisce.",
        "Quando il piano finisce i dati restano.",
        "I dati finiscono quando il piano resta.",
    ),
    (
        "it",
        "Puoi aprirlo appena la banca conferma.",
        "Appena la banca conferma puoi aprirlo.",
        "Appena puoi aprirlo la banca conferma.",
    ),
    (
        "it",
        "Vediamo solo nome, paese e data.",
        "Vediamo solo data, nome e paese.",
        "Vediamo nome, paese e solo data.",
    ),
]
# What looks like such an order and says something else.
LIES = [
    ("en", "You wait if it fails, and pay.", "If it fails you wait, and pay."),
    ("en", "Check if it works.", "If it works check."),
    ("en", "You pay only if it fails.", "If it fails you pay only."),
    ("en", "You go not even if it fails.", "Even if it fails you go not."),
    ("en", "Even if it fails.", "If even it fails."),
    ("en", "We show only plans and cards.", "We show only cards and plans."),
    ("en", "Not a name, a plan and a card.", "Not a plan, a name and a card."),
    ("en", "Delete only a plan, then a card and a name.", "Delete only then a card, a plan and a name."),
    ("en", "From then on plans cost 5 and cards 6.", "From then on plans cost 6 and cards 5."),
    ("it", "Controlla se funziona.", "Se funziona controlla."),
    ("it", "Da quel momento paghi e poi aspetti.", "Da quel momento aspetti e poi paghi."),
]


def _said(text: str, lang: str, claim: str, *, is_heading: bool = False) -> Statement:
    return Statement("a", lang, f"content/{lang}/a.md", 9, text, (claim,) if claim else (), is_heading)


def _alarms(then: Statement, now: Statement) -> int:
    return len(list(changes([now], [wording(then)], now.lang, NEVER)))


@pytest.mark.parametrize(("lang", "claim", "then", "harmless", "lie"), TWINS)
def test_a_phrase_may_move_and_what_it_says_may_not(
    lang: str, claim: str, then: str, harmless: str, lie: str
) -> None:
    """A phrase goes to the front or behind; who denies, limits or ranks what stays."""
    before = _said(then, lang, claim)
    assert _alarms(before, _said(harmless, lang, claim)) == 0
    assert _alarms(before, _said(lie, lang, claim)) >= 1


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("If it fails, tell us from home.", "From home tell us, if it fails."),
        ("You pay from home and wait.", "From home you pay and wait."),
        ("At the end it stops, after a day it starts.", "After a day it stops, at the end it starts."),
        ("You pay: with a card.", "With a card you pay."),
        ("It stops at the top, the card pays in May.", "It stops in May, at the top the card pays."),
    ],
)
def test_a_phrase_that_something_else_may_take_stays(now: str, then: str) -> None:
    """`Tell us if`, `pay and wait`, two times and another part of a sentence keep their places."""
    assert not phrases_moved(now, then, "en")


@pytest.mark.parametrize(
    ("lang", "then", "harmless", "lie"),
    [
        ("en", "If renewal is off already", "If renewal is disabled already", "If renewal is on already"),
        ("it", "Se il rinnovo è già spento", "Se il rinnovo è già disattivato", "Se il rinnovo è già acceso"),
        (
            "it",
            "Se non hai mai avuto un piano",
            "Se un piano non lo hai mai avuto",
            "Se hai mai avuto un piano",
        ),
        ("it", "Se il pagamento non riesce", "Il pagamento non riesce", "Anche se il pagamento non riesce"),
    ],
)
def test_a_heading_may_say_its_case_in_a_near_word(lang: str, then: str, harmless: str, lie: str) -> None:
    """What a heading names stays the same case by another word for it, not by its contrary."""
    before = _said(then, lang, "", is_heading=True)
    assert _alarms(before, _said(harmless, lang, "", is_heading=True)) == 0
    assert _alarms(before, _said(lie, lang, "", is_heading=True)) >= 1


def test_a_claimed_sentence_may_be_cut_at_its_and() -> None:
    """Two sentences say what one did, and keep every word of it but `and`."""
    one, two = _said("You pay and you wait.", "en", "x"), ("You pay.", "You wait.", "You halt.")
    first, second, other = (_said(text, "en", "x") for text in two)
    assert list(changes([first, second], [wording(one)], "en", NEVER)) == []
    assert list(changes([first, other], [wording(one)], "en", NEVER)) != []


def test_a_condition_stays_in_its_part_of_a_sentence() -> None:
    """A sentence that is cut by a colon where it was not says something else."""
    assert not condition_moved("You pay: if it fails.", "If it fails, you pay.", "en", every_word=True)


@pytest.mark.parametrize(("lang", "then", "harmless", "lie"), ORDERED)
def test_an_order_that_says_the_same_is_told_from_its_lying_twin(
    lang: str, then: str, harmless: str, lie: str
) -> None:
    """Three things that an `only` limits, a condition in front without a comma, in one of two clauses."""
    for one, other in ((then, harmless), (harmless, then)):
        assert _alarms(_said(one, lang, "x"), _said(other, lang, "x")) == 0
    assert _alarms(_said(then, lang, "x"), _said(lie, lang, "x")) >= 1


@pytest.mark.parametrize(("lang", "then", "lie"), LIES)
def test_an_order_that_says_something_else_is_asked_about(lang: str, then: str, lie: str) -> None:
    """A condition that would hold for more, a verb or `not` that takes it, an `only` that limits another."""
    assert _alarms(_said(then, lang, "x"), _said(lie, lang, "x")) >= 1
