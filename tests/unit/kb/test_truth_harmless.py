"""Kinds of edit that say the same, each beside the lie that looks like it."""

from collections import Counter

import pytest

from kb.truth.approved import changes, wording
from kb.truth.statements import Statement

NEVER = Counter[str]().__getitem__  # no word stands in approved sentences
# Language, claims, approved sentence, the harmless edit, the lie.
TWINS = [
    (
        "en",
        "x",
        "If you switched it off, it stays off.",
        "It stays off if you switched it off.",
        "It stays off even if you switched it off.",
    ),
    (
        "en",
        "x",
        "If it fails, you pay nothing.",
        "You pay nothing if it fails.",
        "You fail nothing if it pays.",
    ),
    (
        "en",
        "x",
        "If it fails, you wait and pay.",
        "You wait and pay if it fails.",
        "You wait, and pay if it fails.",
    ),
    (
        "en",
        "",
        "If it fails, read [why](b.md).",
        "Read [why](b.md) if it fails.",
        "Read [why](b.md) only if it fails.",
    ),
    (
        "en",
        "x",
        "Wait: once it ends, you start.",
        "Wait: you start once it ends.",
        "Wait: it ends once you start.",
    ),
    (
        "en",
        "x",
        "Check the card if it fails.",
        "Check the card, if it fails.",
        "If it fails, check the card.",
    ),
    ("en", "x", "You pay if it fails.", "If it fails, you pay.", "If you pay, it fails."),
    (
        "it",
        "x",
        "Se la carta scade, chiama noi.",
        "Chiama noi se la carta scade.",
        "Chiama noi solo se la carta scade.",
    ),
    (
        "it",
        "",
        "Quando è pronta, segui [questo](b.md).",
        "Segui [questo](b.md) quando è pronta.",
        "Segui [questo](b.md) quando non è pronta.",
    ),
    (
        "en",
        "x",
        "Up to 5 signs: a phrase is fine, and so are accents and symbols.",
        "Up to 5 signs: a phrase is fine, and so are symbols and accents.",
        "Up to 5 signs: a phrase is fine, and so are not symbols and accents.",
    ),
    (
        "en",
        "x",
        "To add or change a plan write to 1 or call 2.",
        "To change or add a plan write to 1 or call 2.",
        "To add or change a plan write to 2 or call 1.",
    ),
    (
        "it",
        "x",
        "Per aggiungere o cambiare un piano scrivi a 1, o chiama 2.",
        "Per cambiare o aggiungere un piano scrivi a 1, o chiama 2.",
        "Per aggiungere o cambiare un piano scrivi a 2, o chiama 1.",
    ),
    (
        "en",
        "x",
        "If you would rather stay, you are welcome.",
        "If you'd rather stay, you're welcome.",
        "If you'd rather stay, you aren't welcome.",
    ),
    (
        "en",
        "x",
        "If you had opened it, it is not shown.",
        "If you'd opened it, it isn't shown.",
        "If you'd opened it, it's shown.",
    ),
    ("en", "x", "We cannot see what you have.", "We can't see what you've.", "You can't see what we've."),
    (
        "en",
        "",
        "The kind of purchase says why.",
        "The type of purchase says why.",
        "The price of purchase says why.",
    ),
    ("en", "", "End the conversation.", "Stop the conversation.", "Start the conversation."),
    (
        "it",
        "",
        "Il motivo preciso lo conosce solo la banca.",
        "Il motivo esatto lo conosce solo la banca.",
        "Il motivo sbagliato lo conosce solo la banca.",
    ),
    (
        "it",
        "",
        "Nella maggior parte dei casi paghi.",
        "Nella maggioranza dei casi paghi.",
        "In parte dei casi paghi.",
    ),
    (
        "it",
        "",
        "Non è il supporto: chiudi la conversazione.",
        "Non è il supporto: interrompi la conversazione.",
        "Non è il supporto: apri la conversazione.",
    ),
    (
        "en",
        "x",
        "To keep one, follow [how to print it](b.md).",
        "To keep one, follow [the steps for printing](b.md).",
        "To keep one, follow [why it never prints](b.md).",
    ),
    (
        "en",
        "x",
        "Send it, or forward [the e-mail](b.md).",
        "Send it, or [forward the e-mail](b.md).",
        "Send it, or forward [the receipt](b.md).",
    ),
    (
        "en",
        "x",
        "Look at [it](b.md) first: all is there.",
        "First look at [it](b.md): all is there.",
        "Look at [the first one](b.md): all is there.",
    ),
    ("en", "", "Your choice is remembered.", "Your choice is kept.", "Your choice is deleted."),
    (
        "en",
        "",
        "The menu leads to the page.",
        "The menu takes you to the page.",
        "The menu hides the page.",
    ),
    (
        "it",
        "x",
        "In entrambi i casi lo leggi fra i movimenti.",
        "Lo leggi in entrambi i casi fra i movimenti.",
        "Lo leggi fra entrambi i movimenti.",
    ),
    (
        "it",
        "x",
        "Guarda prima i movimenti.",
        "Prima guarda i movimenti.",
        "Guarda i primi movimenti.",
    ),
    (
        "en",
        "",
        "Check the right mail and that caps lock is off.",
        "Check that caps lock is off and the right mail.",
        "Check the right mail and that caps lock is on.",
    ),
    (
        "it",
        "",
        "Intanto controlla l’e-mail giusta.",
        "Intanto controlla l’email giusta.",
        "Intanto controlla l’email sbagliata.",
    ),
    ("it", "", "Ti serve la ricevuta.", "Hai bisogno della ricevuta.", "Non ti serve la ricevuta."),
    (
        "en",
        "",
        "In the print window press it.",
        "In the print dialog press it.",
        "In the print list press it.",
    ),
    (
        "en",
        "x",
        "Each line is explained in [this](b.md).",
        "For each line, see [this](b.md).",
        "No line is explained in [this](b.md).",
    ),
    (
        "en",
        "",
        "If it is there after a few days, call.",
        "If after a few days it is there, call.",
        "If it is there before a few days, call.",
    ),
    (
        "en",
        "x",
        "If a mail looks suspicious, stop.",
        "If a mail looks dubious, stop.",
        "If a mail looks friendly, stop.",
    ),
]


def _said(text: str, lang: str, claim: str) -> Statement:
    return Statement("a", lang, f"content/{lang}/a.md", 9, text, (claim,) if claim else ())


def _alarms(then: str, now: str, lang: str, claim: str) -> int:
    return len(list(changes([_said(now, lang, claim)], [wording(_said(then, lang, claim))], lang, NEVER)))


@pytest.mark.parametrize(("lang", "claim", "then", "harmless", "lie"), TWINS)
def test_a_harmless_edit_is_told_from_its_lying_twin(
    lang: str, claim: str, then: str, harmless: str, lie: str
) -> None:
    """A condition behind instead of before, a list's order, a contraction, a near word: nobody is asked."""
    assert _alarms(then, harmless, lang, claim) == 0
    assert _alarms(then, lie, lang, claim) >= 1


@pytest.mark.parametrize(
    ("now", "lies"),
    [
        ("If you would rather see it, watch [this](b.md).", 0),
        ("If you would rather not see it, watch [this](b.md).", 1),
        ("If you would rather see it, watch [that](c.md).", 1),
    ],
)
def test_a_question_and_its_answer_may_become_one_sentence(now: str, lies: int) -> None:
    """`Would you rather …? Watch` says what `If you would rather …, watch` says."""
    then = [wording(_said(text, "en", "")) for text in ("Would you rather see it?", "Watch [this](b.md).")]
    assert bool(list(changes([_said(now, "en", "")], then, "en", NEVER))) == bool(lies)


@pytest.mark.parametrize(
    ("lang", "claim", "then", "lie"),
    [
        ("en", "x", "If it fails, you pay only 5.", "You pay only 5 if it fails."),
        ("en", "x", "You pay only if it fails.", "If it fails, you pay only."),
        ("en", "x", "You wait and pay if it fails.", "If it fails, you wait and pay."),
        ("en", "x", "Tell us if it fails.", "If it fails, tell us."),
        ("en", "", "If it stays after 3 days, call.", "If it stays, after 3 days call."),
        ("en", "x", "If it fails, you keep the plan and pay.", "If you keep the plan, it fails and pay."),
        ("it", "x", "Si usa prima il credito e la carta paga.", "Si usa prima la carta e il credito paga."),
        ("en", "x", "Pro and Team cost 1 and nothing.", "Team and Pro cost 1 and nothing."),
        ("en", "x", "Pro and Team renew monthly and yearly.", "Team and Pro renew monthly and yearly."),
        ("en", "", "First close it, then stop it.", "First stop it, then close it."),
        ("it", "", "Se non è tuo, chiama [noi](b.md).", "Chiama [noi](b.md) anche se non è tuo."),
        ("it", "", "Quando è tuo, chiama [noi](b.md).", "Chiama [noi](b.md) anche quando è tuo."),
        ("en", "x", "The service stops.", "The service ends."),
        ("en", "", "They explain a charge.", "They reverse a charge."),
        ("en", "x", "First pay and call.", "Pay and first call."),
        ("en", "x", "You pay the first plan.", "First you pay the plan."),
        ("en", "x", "We first call you.", "You call we first."),
        ("it", "x", "Il piano si chiude.", "Il piano si interrompe."),
    ],
)
def test_what_only_looks_harmless_is_asked_about(lang: str, claim: str, then: str, lie: str) -> None:
    """`Only` and `tell` take the condition, a comma passes a time, lists belong together, a verb is new."""
    assert _alarms(then, lie, lang, claim) >= 1
