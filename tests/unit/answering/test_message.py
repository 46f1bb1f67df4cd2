"""What a message asks: what people and mail programs put around a question costs nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answering.asked.language import language_of
from kb.answering.asked.message import LONGEST, questions

ASKED = {
    "it": "Ho pagato due volte lo stesso mese. Come riavrò i soldi?",
    "en": "I paid twice for the same month. How do I get the money back?",
}
AROUND = {
    "it": [
        "{}",
        "Gentile assistenza,\n{}\nDistinti saluti\nMario Rossi",
        "Buongiorno, {}\nGrazie mille\nAnna B.\nTel. +39 02 5550 0101",
        "{}\n\nInviato da iPhone",
        "{}\n\nIl giorno 2 ott 2025, alle ore 09:41, Aiuto <a@example.com> ha scritto:\n> Gentile Anna,",
        "{}\n\n> come disdico il piano?\n> non lo so",
        "Salve!\n\n{}\n\nMario\n\nLe informazioni contenute in questo messaggio sono riservate.",
        "---\n{}",
        "{}\r\n-- \r\nMario Rossi\r\nEsempio S.r.l. - P.IVA 00000000000",
        "Spett.le Esempio S.r.l.,\n{}\nUfficio Acquisti - acquisti@example.com - fax 555-0130",
    ],
    "en": [
        "{}",
        "Dear Ms Mary Major,\n\n{}\n\nYours faithfully,\nJ. Smith\nFlat 5, Example Court",
        "Hi team! {}\nta\nKev\n555-0136",
        "Good morning.\n{}\n\nSent from my iPhone",
        "{}\n\nOn Mon, 21 Jul 2025 at 18:02, Bob <b@example.com> wrote:\n> one per month\n>> and a PDF",
        "{}\n\nThanks,\nFay\n\nThe information in this message is confidential. It is for the addressee.",
        "________\n\n{}",
        "Hello,\n{}\n\n-----Original Message-----\nFrom: a@example.com\nSubject: A receipt\n\nHere it is.",
    ],
}
CASES = [(lang, around) for lang, arounds in AROUND.items() for around in arounds]


@pytest.mark.parametrize(("lang", "around"), CASES)
def test_what_stands_around_a_question_is_set_aside(lang: str, around: str) -> None:
    """Greeting, sign-off, signature, quoted mail, disclaimer: only the writer's own words are left."""
    assert questions(around.format(ASKED[lang]), ("en", "it")) == (ASKED[lang],)


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (
            "Oggetto: Re: doppio addebito\n\nBuongiorno,\ncome mai due volte?",
            "doppio addebito\ncome mai due volte?",
        ),
        ("Subject: locked out\nHi,\nhow long is later?", "locked out\nhow long is later?"),
        (
            "From: Bob <b@example.com>\nTo: help@example.com\nSubject: refund\n\nCan I have it back?\n\nBob",
            "refund\nCan I have it back?",
        ),
    ],
)
def test_a_subject_is_part_of_what_is_asked(message: str, asked: str) -> None:
    """People say in the subject what they mean; its name and the marks of replies go."""
    assert questions(message, ("en", "it")) == (asked,)


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (
            "Come disdico? Seconda cosa, dove trovo le ricevute dell'anno?",
            ("Come disdico?", "Seconda cosa, dove trovo le ricevute dell'anno?"),
        ),
        (
            "How do I cancel?\nWhile I'm asking: where do I put in a new password?",
            ("How do I cancel?", "While I'm asking: where do I put in a new password?"),
        ),
        ("How do I cancel? P.S. thanks", ("How do I cancel? P.S. thanks",)),
    ],
)
def test_a_further_question_is_one_of_its_own(message: str, asked: tuple[str, ...]) -> None:
    """Two questions are two, the main one first; a last word that asks nothing is none."""
    assert questions(message, ("en", "it")) == asked


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (
            "Hi, 1) how do I cancel my plan? 2) where are the receipts of May?",
            ("how do I cancel my plan?", "where are the receipts of May?"),
        ),
        ("Ciao\n1. Come disdico?\n2. Dove sono le ricevute?", ("Come disdico?", "Dove sono le ricevute?")),
        (
            "Two things: (1) the card (2) why was I charged on the 3. of May?",
            ("Two things: the card", "why was I charged on the 3. of May?"),
        ),
        ("We bought 2) plans on the 1. of May?", ("We bought 2) plans on the 1. of May?",)),
        ("Step 3) fails and 4) too, why is that?", ("Step 3) fails and 4) too, why is that?",)),
    ],
)
def test_each_point_of_a_numbered_list_is_a_question(message: str, asked: tuple[str, ...]) -> None:
    """Numbers that count from one; any other number is part of what is said."""
    assert questions(message, ("en", "it")) == asked


@pytest.mark.parametrize(
    "around",
    [
        "<html><head><style>p {{ color: red }}</style></head><body><p>Dear team,</p><p>{}</p></body></html>",
        "<div>Hello</div><div>{}<br></div><div>Regards<br>Sue Park</div>",
        "<!DOCTYPE html>\n<body>{}<p>Sent from my iPhone</p>",
    ],
)
def test_a_mail_pasted_as_html_is_read_by_its_words(around: str) -> None:
    """Tags, entities and styles are nothing that anybody asks."""
    html = "I can&#39;t <b>log in</b>. How long do I&nbsp;wait?"
    assert questions(around.format(html), ("en", "it")) == ("I can't log in. How long do I wait?",)


def test_signs_in_a_message_are_no_html() -> None:
    """`<` before a word begins no tag that a mail is made of."""
    assert questions("<urgent> can I pay < 20 euros?", ("en",)) == ("<urgent> can I pay < 20 euros?",)


def test_a_forwarded_mail_alone_is_what_is_asked() -> None:
    """Who forwards a mail without a word asks about that mail."""
    said = questions("> Why was I charged twice?\n> I cancelled in May.", ("en", "it"))
    assert said == ("Why was I charged twice?\nI cancelled in May.",)


@pytest.mark.parametrize(
    "opening",
    [
        "---------- Forwarded message ---------",
        "-----Messaggio inoltrato-----",
        "Begin forwarded message:",
        "",
    ],
)
def test_a_forwarded_mail_is_asked_below_its_mail_programs_lines(opening: str) -> None:
    """What the mail program writes above it, and its header, ask nothing; its subject does."""
    head = "From: Jo <jo@example.org>\nDate: Tue, 3 Nov 2026 at 10:12\nSubject: hello\nTo: <help@example.com>"
    said = questions(f"{opening}\n{head}\n\nI cannot log in, too many attempts.\n", ("en", "it"))
    assert said == ("hello\nI cannot log in, too many attempts.",)


@pytest.mark.parametrize(
    "opening", ["---------- Forwarded message ---------", "-----Messaggio inoltrato-----"]
)
@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("Hi team,\nsee below, can you take it? Ta.\nLena", "see below, can you take it? Ta."),
        ("Ciao, la stessa domanda anche da me.\nPino", "la stessa domanda anche da me."),
    ],
)
def test_a_short_note_is_asked_with_the_mail_that_it_passes_on(opening: str, note: str, asked: str) -> None:
    """Its greeting and signature ask nothing; a mail that is quoted in a reply stays set aside."""
    head = "From: Jo <jo@example.org>\nDate: Tue, 3 Nov 2026 at 10:12\nSubject: hello\nTo: <help@example.com>"
    mail = f"{note}\n\n{opening}\n{head}\n\nI cannot log in, too many attempts.\n"
    assert questions(mail, ("en", "it")) == (f"{asked}\n\nhello\nI cannot log in, too many attempts.",)
    reply = f"{note}\n\n-----Original Message-----\n{head}\n\nI cannot log in.\n"
    assert questions(reply, ("en", "it")) == (asked,)


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        ("Hi,\nthanks, but how do I change my card?", "thanks, but how do I change my card?"),
        ("Salve,\ngrazie, ma come cambio piano?", "grazie, ma come cambio piano?"),
        ("Hello,\nThanks,\nBob", "Turn renewal off."),
        (
            "Hello,\n-- \nThis is what every mail of ours ends with, read it or not.",
            "Turn renewal off.",
        ),
    ],
)
def test_a_question_that_begins_with_thanks_is_asked_before_what_it_quotes(own: str, asked: str) -> None:
    """Thanks alone, or what stands below dashes, asks nothing: then the quoted mail is what is asked."""
    mail = f"{own}\n\nOn Mon, 23 Nov 2026 at 10:12, Help <h@example.com> wrote:\n> Turn renewal off.\n"
    assert questions(mail, ("en", "it")) == (asked,)


@pytest.mark.parametrize("message", ["", " \n ", "---", "Buongiorno,", "...!?"])
def test_where_nothing_is_asked_there_is_no_question(message: str) -> None:
    """No invented question: the caller says that there is none."""
    assert questions(message, ("en", "it")) == ()


@given(st.text(max_size=300))
def test_any_text_is_read(message: str) -> None:
    """Whatever arrives, the questions are stretches of it that hold a letter or digit."""
    for asked in questions(message, ("en", "it")):
        assert any(char.isalnum() or char == "_" for char in asked)


def test_an_endless_message_is_read_up_to_a_bound() -> None:
    """A megabyte of one letter, of quotes or of signatures takes no longer than a long mail."""
    for endless in ("a" * 1_000_000, "> " * 500_000, "\n-- \n" * 250_000, "word " * 200_000):
        assert sum(map(len, questions(endless, ("en", "it")))) <= LONGEST


def test_a_language_without_letters_of_its_own_is_read_too() -> None:
    """What no file of conventions knows stays; nothing fails."""
    assert questions("Guten Tag, wie kündige ich?", ("de",)) == ("Guten Tag, wie kündige ich?",)


@pytest.mark.parametrize(
    ("message", "lang"),
    [
        ("how do I cancel", "en"),
        ("come faccio a disdire", "it"),
        ("upgrade", "de"),
        ("", "de"),
        ("in a", "de"),
        ("bonjour, comment payer ma facture avec une autre carte, que faut-il faire ?", "de"),
    ],
)
def test_a_messages_language_is_told_by_its_function_words(message: str, lang: str) -> None:
    """The language with the most of them; the default where none tells, too few, or two tell alike."""
    assert language_of(message, ("en", "it"), "de") == lang
