"""What a person who searches may rely on, each with the few articles that show it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from search import Engine

FATTURA = {
    "fattura": "La copia della fattura",
    "sala": "La sala delle riunioni",
    "lingua": "Scegliere la lingua",
}
PIANO = {
    "disdire": "Come annullare il piano",
    "rimborso": "Ottenere un rimborso",
    "attivita": ("L’attività recente", "Perché compare un’attività sconosciuta"),
    "account": "Come si chiude l’account",
}
PLAN = {
    "cancel": "Cancel the plan",
    "login": "Login problems",
    "email": "E-mail settings",
    "colour": ("Organise the colours", "Personalise every page"),
    "meeting": "Schedule a meeting",
}
CODES = {
    "invoice": ("An invoice with a wrong name", "Quote INV-2024-0042 to support."),
    "error": ("The call drops", "The program shows E1042 and stops."),
    "hook": ("Tell another program", "Call setWebhookUrl with an address."),
    "product": ("What is included", "GoToMeeting for everyone."),
    "url": ("Is the service up", "See https://status.example.com/incidents for news."),
    "phone": ("Talk to us", "Call 1 800 263 6317 at any time."),
    "code": ("Sample programs", "Written in C++ and Python."),
}
SOUND = {
    "together": ("Devices", "Choose the sound card and try again. The volume is next to it."),
    "apart": ("Payments", "The card is refused without a sound. The sound of the card reader is off."),
    "other": ("Screens", "Choose a screen."),
}


class Case(NamedTuple):
    """A promise: the query finds this article first (None: nothing), and not those."""

    promise: str
    lang: str
    articles: dict[str, Any]
    query: str
    first: str | None
    absent: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()


CASES = [
    Case("straight elision", "it", PIANO, "l'account", "account"),
    Case("curly elision", "it", PIANO, "l’account", "account"),
    Case("elided query, plain text", "it", {"a": "Account nuovo", "b": "Piano"}, "dell’account", "a"),
    Case("plain query, elided text", "it", PIANO, "account", "account"),
    Case("articulated preposition", "it", FATTURA, "della fattura", "fattura"),
    Case("another preposition", "it", FATTURA, "sulle fatture", "fattura"),
    Case("plural", "it", FATTURA, "fatture", "fattura"),
    Case("inflection", "it", PIANO, "annullamento piani", "disdire"),
    Case("derivation", "it", PIANO, "rimborsare", "rimborso"),
    Case("missing accent", "it", PIANO, "attivita sconosciuta", "attivita"),
    Case("wrong accent", "it", PIANO, "attivitá", "attivita"),
    Case("accent as apostrophe", "it", PIANO, "attivita'", "attivita"),
    Case("stop word with accent", "it", PIANO, "perche attività", "attivita"),
    Case("inflection in English", "en", PLAN, "cancelling plans", "cancel"),
    Case("derivation in English", "en", PLAN, "cancellation", "cancel"),
    Case("-ise and -ize", "en", PLAN, "organize", "colour"),
    Case("-our and -or", "en", PLAN, "color", "colour"),
    Case("a letter missing", "it", FATTURA, "fatura", "fattura"),
    Case("a letter too many", "it", FATTURA, "fatttura", "fattura"),
    Case("neighbours swapped", "en", PLAN, "shcedule", "meeting"),
    Case("first letter wrong", "en", PLAN, "xchedule", "meeting"),
    Case(
        "two letters wrong in a long word",
        "en",
        {"a": "Subscription renewal", "b": "Plan"},
        "sbscripton",
        "a",
    ),
    Case("error in one of two words", "en", PLAN, "cancel the plna", "cancel"),
    Case("prefix of three letters", "it", FATTURA, "fat", "fattura"),
    Case("prefix of two letters", "it", FATTURA, "fa", "fattura"),
    Case("prefix behind a whole word", "en", PLAN, "schedule mee", "meeting"),
    Case("quoted phrase keeps scattered words out", "en", SOUND, '"sound card"', "together", ("apart",)),
    Case("curly quotes", "en", SOUND, "“sound card”", "together", ("apart",)),
    Case("words side by side come first", "en", SOUND, "sound card", "together"),
    Case("unknown word among known ones", "en", PLAN, "cancel zxqwvut plan", "cancel"),
    Case("unknown word alone", "en", PLAN, "zxqwvut", None),
    Case("nothing of this is here", "it", PIANO, "ricetta della carbonara", None),
    Case("synonym", "it", PIANO, "disdire", "disdire", (), (("disdire", "annullamento"),)),
    Case(
        "synonym after a typing error", "it", PIANO, "disdirre", "disdire", (), (("disdire", "annullamento"),)
    ),
    Case(
        "synonym before its word is finished",
        "it",
        PIANO,
        "disdir",
        "disdire",
        (),
        (("disdire", "annullare"),),
    ),
    Case("synonym of several words", "en", PLAN, "stop paying", "cancel", (), (("stop paying", "cancel"),)),
    Case("two words for one", "en", PLAN, "log in", "login"),
    Case("one word for two", "en", {"a": "Log in here", "b": "Plans"}, "login", "a"),
    Case("inflected first of two words", "en", {"a": "Logging in", "b": "Plans"}, "login", "a"),
    Case("email for e-mail", "en", PLAN, "email", "email"),
    Case("e-mail for email", "en", {"a": "Email settings", "b": "Mail order"}, "e-mail", "a"),
    Case("code with hyphens", "en", CODES, "INV-2024-0042", "invoice"),
    Case("code with spaces", "en", CODES, "inv 2024 0042", "invoice"),
    Case("code of letter and digits", "en", CODES, "e1042", "error"),
    Case("code with a space", "en", CODES, "error E 1042", "error"),
    Case("a code is not corrected", "en", CODES, "E1043", None),
    Case("parts of a camelCase word", "en", CODES, "webhook url", "hook"),
    Case("whole camelCase word", "en", CODES, "setwebhookurl", "hook"),
    Case("brand in two words", "en", CODES, "goto meeting", "product"),
    Case("brand in three words", "en", CODES, "go to meeting", "product"),
    Case("brand in one word", "en", CODES, "gotomeeting", "product"),
    Case("word inside a URL", "en", CODES, "incidents", "url"),
    Case("number without spaces", "en", CODES, "18002636317", "phone"),
    Case("number with hyphens", "en", CODES, "1-800-263-6317", "phone"),
    Case("end of a number", "en", CODES, "263 6317", "phone"),
    Case("signs that belong to a name", "en", CODES, "C++", "code"),
    Case("words written as one", "en", SOUND, "soundcard", "together"),
    Case(
        "question frame says nothing", "en", PLAN, "how do I cancel", "cancel", ("login", "email", "meeting")
    ),
    Case(
        "phrase in another script",
        "en",
        {"a": ("x", "Привет, мир!"), "b": "мир, привет"},
        '"привет мир"',
        "a",
        ("b",),
    ),
    Case("search syntax is only text", "en", PLAN, "title:cancel* AND (plan? OR [x TO y])", "cancel"),
]


@pytest.mark.parametrize("case", CASES, ids=[case.promise for case in CASES])
def test_finds_what_is_meant(case: Case, engine: Callable[..., Engine]) -> None:
    """The right article comes first, and what must stay out does."""
    found = [hit.id for hit in engine(case.articles, case.lang, case.synonyms).search(case.query).hits]
    assert found[:1] == ([case.first] if case.first else [])
    assert not set(found) & set(case.absent)


def test_results_tell_the_corrected_query(engine: Callable[..., Engine]) -> None:
    """A corrected word is shown in the text that was typed."""
    assert engine(PLAN).search("Cancel, the SCHEDULLE!").suggestion == "Cancel, the schedule!"


def test_language_without_rules_is_folded_and_says_so(engine: Callable[..., Engine]) -> None:
    """Words of an unknown language match without accents and case, and the analyser tells it has no rules."""
    german = engine({"a": "Kündigung der Mitgliedschaft", "b": "Straße"}, "de")
    assert [hit.id for hit in german.search("kundigung").hits] == ["a"]
    assert [hit.id for hit in german.search("STRASSE").hits] == ["b"]
    assert not german.index.language.has_rules


@pytest.mark.parametrize("typed", ["commece", "comerce", "commmerce", "cmomerce", "commercee"])
def test_a_word_one_error_away_is_likelier_than_two(engine: Callable[..., Engine], typed: str) -> None:
    """However common the two are of which the mistyped word could be made."""
    halves = {f"n{n}": "com mece com erce comm merce cmo comme rcee" for n in range(5)}
    asked = engine({"shop": "Commerce", **halves})
    found = asked.search(f"{typed} ")
    assert (found.suggestion, found.hits[0].id) == ("commerce ", "shop")


def test_two_words_without_a_space_are_taken_apart(engine: Callable[..., Engine]) -> None:
    """Where no single word is one error away, or only one that says nothing."""
    asked = engine({"audio": "The sound card", "other": "Another about"})
    assert asked.search("soundcard ").hits[0].id == "audio"


def test_the_rarity_of_a_compound_counts_once(engine: Callable[..., Engine]) -> None:
    """Who types two words is not given the page of the one word before the page of all three."""
    asked = engine(
        {
            "compound": ("Activitymap", "activitymap " * 9),
            "apart": ("A map of any activity of a session", "session"),
            **{f"n{n}": "activity map" for n in range(6)},
        }
    )
    assert asked.search("activity map session ").hits[0].id == "apart"
