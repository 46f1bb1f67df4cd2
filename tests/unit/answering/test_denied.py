"""What a message denies: a wish or a deed denied is no request, what does not happen is."""

from time import process_time

import pytest

from kb.answering.asked.denied import wanted
from kb.answering.asked.message import LONGEST

LANGUAGES = ("en", "it")


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("I do NOT want to cancel, please don't. When do I pay next?", "When do I pay next?"),
        ("Please do not refund me, just tell me why.", "just tell me why"),
        ("I have not cancelled. Why is it gone?", "Why is it gone?"),
        ("Don't cancel or delete my account, I need a receipt", "I need a receipt"),
        ("How do I change it without cancelling?", "How do I change it ?"),
        ("I don't want to cancel but how do I change it", "but how do I change it"),
        ("I want to change plan, not cancel it.", "I want to change plan"),
        ("I'm not asking for a refund - why two charges?", "- why two charges?"),
        ("Could I pay less instead of cancelling?", "Could I pay less ?"),
        ("Non voglio disdire, voglio solo cambiare la carta.", "voglio solo cambiare la carta"),
        ("Vi prego di non cancellarmi l'account, voglio la ricevuta", "voglio la ricevuta"),
        ("Non ho disdetto. Perché è sparito?", "Perché è sparito?"),
        ("Non disdite né cancellate l'account, mi serve una ricevuta", "mi serve una ricevuta"),
        ("Come lo cambio senza disdire?", "Come lo cambio ?"),
        ("Non voglio disdire ma come lo cambio?", "ma come lo cambio?"),
        ("Voglio cambiare piano, non disdire.", "Voglio cambiare piano"),
        ("Preferirei non disdire: posso pagare meno?", "posso pagare meno?"),
        ("Non cancellate nulla", ""),
    ],
)
def test_a_wish_or_a_deed_that_is_denied_is_left_out(message: str, left: str) -> None:
    """Whoever says what they do not want, or have not done, asks for something else, or for nothing."""
    said = wanted(message, LANGUAGES)
    assert said.left == left
    assert said.denied


@pytest.mark.parametrize(
    "message",
    [
        "I can't cancel",
        "the card isn't accepted",
        "I haven't received the receipt",
        "I have not cancelled yet, how do I do it?",
        "I don't want my plan to renew",
        "Please don't charge me any more",
        "I don't want to be charged again",
        "I did not authorise this charge",
        "What if I do not want to cancel?",
        "If I haven't cancelled, what happens?",
        "Why don't you cancel it?",
        "non riesco a disdire",
        "non mi arriva la ricevuta",
        "Non ho ricevuto la ricevuta",
        "Non ho ancora disdetto, come faccio?",
        "Non voglio che il piano si rinnovi",
        "Non addebitatemi più nulla",
        "non voglio più l'abbonamento",
        "Se non ho disdetto, che succede?",
        "Non voglio solo disdire",
        "Non accettate la mia carta",
        "",
    ],
)
def test_what_does_not_happen_is_what_a_message_is_about(message: str) -> None:
    """Nor is it a denial to want that something ends that goes on by itself, or to suppose."""
    assert wanted(message, LANGUAGES).denied == ""
    assert wanted(message, LANGUAGES).left == message.strip(" ,;:!.")


@pytest.mark.parametrize("endless", ["non ho visto ", "I did not x. ", "without asking, ", "if I did not "])
def test_an_endless_message_of_denials_is_read_in_time(endless: str) -> None:
    """As long as a message is read, it takes no second of anybody's server."""
    begun = process_time()
    wanted((endless * LONGEST)[:LONGEST], LANGUAGES)
    assert process_time() - begun < 1


def test_a_language_without_conventions_denies_nothing() -> None:
    """What no file knows stays as it is."""
    assert wanted("Ich will nicht kündigen", ("de",)).left == "Ich will nicht kündigen"
