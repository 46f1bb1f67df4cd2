"""What a reader adds to a question changes no answer, and no keystroke hides what the next one shows."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from twins import corpus

from search import Document, Engine, QueryTooShort, build

PRODUCT = "Nimbus Meeting"
EXTRA = {
    "it": (
        "Nimbus Meeting",
        "nimbus",
        "fattura n. {n}",
        "ordine #A{n}-2025-{n}",
        "{n} euro",
        "€{n}",
        "{n},00 €",
        "ottobre",
        "il 3 marzo {n}",
        "a{n}@example.com",
        "AB{n}-7",
    ),
    "en": (
        "Nimbus Meeting",
        "on nimbus",
        "order #A{n}-2025-{n}",
        "{n} euro",
        "€{n}",
        "${n}.00",
        "october",
        "on 3 march {n}",
        "a{n}@example.com",
        "AB{n}-7",
    ),
}
FRAMES = {
    "it": (
        "Buongiorno, {q}",
        "ciao Marco, {q}",
        "Nimbus: {q}",
        "Gentile Nimbus Meeting, sono Ada Verdi. {q}",
        "{q} Grazie, Ada Verdi",
        "{q}\nCordiali saluti\nAda Verdi\n555 0145",
    ),
    "en": (
        "Hello, {q}",
        "Dear Ms. Smith, {q}",
        "Nimbus: {q}",
        "Dear Nimbus Meeting team, {q}",
        "{q}\nBest,\nJoe Roe\njoe@example.com",
        "{q} Thanks, Joe Roe",
        "{q}\nKind regards\nJoe Roe\nSent from my phone",
    ),
}


@pytest.fixture(scope="module", params=["it", "en"])
def center(
    request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The engine over the project's own articles."""
    folder = tmp_path_factory.mktemp("center")
    build(folder, request.param, corpus(root, request.param), product=PRODUCT)
    engine = Engine.open(folder)
    yield engine
    engine.close()


def documents(engine: Engine) -> list[Document]:
    """All documents of an index."""
    return [engine.index.document(number) for number in engine.index.numbers()]


def first(engine: Engine, text: str) -> str:
    """The id of the first hit."""
    return next((name for name, _ in engine.ranked(text).hits), "")


def test_what_cannot_be_a_topic_changes_no_answer(center: Engine) -> None:
    """200 disturbances (amounts, dates, addresses, codes, names, greetings, signatures): 98% as without."""
    rng = random.Random(11)
    lang = center.index.statistics.lang
    questions = [question for document in documents(center) for question in document.questions]
    same = 0
    for _ in range(200):
        question = rng.choice(questions)
        extra = rng.choice(EXTRA[lang][lang == "it" :]).format(n=rng.randint(10, 9999))
        disturbed = rng.choice((f"{question} {extra}", rng.choice(FRAMES[lang]).format(q=question)))
        same += first(center, disturbed) == first(center, question)
    assert same >= 196


def test_no_keystroke_hides_what_the_next_one_shows(center: Engine) -> None:
    """Between two keystrokes that find something there is none that finds nothing."""
    rng = random.Random(12)
    texts = [text for document in documents(center) for text in (document.title, *document.questions)]
    for text in rng.sample(texts, 40):
        shown = [bool(found(center, text[:end])) for end in range(1, len(text) + 1)]
        assert shown == sorted(shown), text


def found(engine: Engine, text: str) -> int:
    """How many articles; none below the minimum."""
    try:
        return len(engine.ranked(text).hits)
    except QueryTooShort:
        return 0


MANUAL = {
    "reset": ("Reset your password", "Lasts thirty days, giorni in Italian."),
    "granular": ("Granularity of access", "Granular rights."),
    "granules": ("Granules", "Of sugar."),
    "come": ("Commerce", "mece and com are words too."),
    "card": ("Sound card", "Ada paid 1 card; error E1042."),
}


@pytest.mark.parametrize(
    ("query", "hit", "suggestion"),
    [
        ("ResetYourPassword", "reset", "Reset Your Password"),
        ("30giorni", "reset", "30 giorni"),
        ("pass\u00adword", "reset", None),
        ("passw*", "reset", None),
        ("passw ", "reset", None),
        ("commece", "come", "commerce"),
        ("soundcard", "card", "sound card"),
        ("card Rossini Verdini", "card", None),
        ("pay Crad", "card", None),
        ("error e1042 4711", "card", None),
        ("4711 card 39,00 €", "card", None),
    ],
)
def test_small_truths(engine: Callable[..., Engine], query: str, hit: str, suggestion: str | None) -> None:
    """Glued words, unseen marks, prefixes, errors better explained as such, names left as they are."""
    results = engine(MANUAL).search(query)
    assert (results.hits[0].id, results.suggestion) == (hit, suggestion)


NEAR_TITLES = {
    "exact": "Cancel the subscription online",
    "longer": "Cancel the subscription online and reorder: " + "cancel the subscription online " * 3,
    "order": "Order by post",
}


@pytest.mark.parametrize(
    ("query", "hit", "suggestion"),
    [
        ("cancel the subscrip tion online", "exact", "cancel the subscription online"),
        ("canc el the Subscription online", "exact", "cancel the Subscription online"),
        ("can cel the sub scription online", "exact", "cancel the subscription online"),
        ("re order", "longer", "reorder"),
        ("re order b", "longer", "reorder b"),
        ("cancel the subscrip, tion online", "longer", None),
        ("re-order", "order", None),
        ('"re order"', "order", None),
        ("post subsc ript", "order", None),
    ],
)
def test_a_word_cut_by_a_space_is_that_word(
    engine: Callable[..., Engine], query: str, hit: str, suggestion: str | None
) -> None:
    """One half or both are no words: then the page of that very title comes first, as with the word whole."""
    results = engine(NEAR_TITLES).search(query)
    assert (results.hits[0].id, results.suggestion) == (hit, suggestion)


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("Good morning, Mary Card", []),
        ("Dear Ada Card", ["card"]),
        ("Hello Mary\nThanks, Joe Card", []),
        ("Hello, Card", ["card"]),
        ("Hello Car", ["card"]),
        ("Card, Joe Roe", ["card"]),
        ("Hello Mary, can you help me?", []),
    ],
)
def test_a_greeting_and_a_name_alone_ask_nothing(
    engine: Callable[..., Engine], query: str, hits: list[str]
) -> None:
    """A surname may be a word of an article; where all names are, they may be what is asked for."""
    assert [hit.id for hit in engine(MANUAL).search(query).hits] == hits


@pytest.mark.parametrize("query", ["how do I", "can", "can " * 99])
def test_words_that_all_say_little_are_no_sure_answer(engine: Callable[..., Engine], query: str) -> None:
    """They show the nearest articles, however often they stand there; a question of an article is sure."""
    asked = engine({"a": "How can I do that with cards", "b": "Cards", "c": "Can I?"})
    assert asked.ranked(query).hits
    assert not asked.ranked(query).confident
    assert asked.ranked("Can I?").confident


@pytest.mark.parametrize("sign", ["'", "\u2019"])
def test_an_apostrophe_after_a_begun_word_hides_nothing(engine: Callable[..., Engine], sign: str) -> None:
    """`didn'` finds what `didn` found, until it is `didn't`."""
    asked = engine({"a": "Didn't arrive", "b": "Cards"})
    assert [hit.id for hit in asked.search("Didn").hits] == ["a"]
    assert [hit.id for hit in asked.search(f"Didn{sign}").hits] == ["a"]


def test_a_greeting_may_be_what_articles_are_about(engine: Callable[..., Engine]) -> None:
    """Where nothing beside it says anything: `sir` does not."""
    asked = engine({"a": "Good morning messages", "b": "Cards"})
    assert [hit.id for hit in asked.search("Good morning sir").hits] == ["a"]
    assert [hit.id for hit in asked.search("Good morning, cards").hits] == ["b"]


def test_an_error_that_shares_another_stem_is_still_an_error(engine: Callable[..., Engine]) -> None:
    """A word that nobody wrote, one error from another, is meant as that one, too."""
    asked = engine({"a": "Charging stations", "b": "Charm", "c": "Charters"})
    assert asked.search("charmed").suggestion is None
    assert asked.search("charterd").suggestion in ("charters", None)


def test_a_phrase_that_nothing_holds_shows_the_nearest(engine: Callable[..., Engine]) -> None:
    """Its words are searched for without the quotes, and nobody is told that this is an answer."""
    results = engine(MANUAL).search('"card sound"')
    assert ([hit.id for hit in results.hits], results.confident) == (["card"], False)


def test_a_message_is_searched_by_all_it_says(engine: Callable[..., Engine]) -> None:
    """Its last words count as its first; its quotes are not required; nothing is corrected."""
    filler = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(60))
    results = engine(MANUAL).search(f'She said "never mind" {filler} and then the sound card passwrod')
    assert (results.hits[0].id, results.suggestion) == ("card", None)
