"""Scripts without spaces, letters with marks, numbers in any spelling, words that say little together."""

import pytest

from search import Document, Engine, Results, Section, build

PHRASE = "the magic words of a spell"
ARTICLES = {
    "cancel": ("如何取消订阅", "在设置中取消订阅。"),
    "device": ("購読を取り消す", "ガレージの iPhone手机 で。"),
    "plan": ("구독 방법", "구독을 취소하는 설정."),
    "book": ("كِتَابٌ جَدِيد", "مُحَمَّد"),
    "tree": ("שָׁלוֹם לָעוֹלָם", "עֵץ־חיים"),
    "price": ("Prices", "A year costs 1.900,00 € or 24,95 a month."),
    "month": ("Months", "One month costs 39 euros, the card is the same."),
    "button": ("Buttons", "The button next to your name shows the next payment."),
    "crab": ("Crab soup", "Soup of a crab."),
} | {f"w{number}": ("Spells", "A spell of magic words of the " * 3) for number in range(70)}
ARTICLES["w69"] = ("Other spells", f"Here stand, once and far from any title, {PHRASE}.")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Articles in a language without rules but English words that say little."""
    folder = tmp_path_factory.mktemp("scripts")
    documents = (
        Document(name, "en", f"{name}/", title, sections=(Section("", "", text),))
        for name, (title, text) in ARTICLES.items()
    )
    build(folder, "en", documents, [])
    return Engine.open(folder)


def first(results: Results) -> str:
    """The id of the first hit."""
    return results.hits[0].id


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("取消", "cancel"),
        ("取り消す", "device"),
        ("手机", "device"),
        ("ガレージ", "device"),
        ("취소", "plan"),
        ("구독을", "plan"),
        ("كتاب", "book"),
        ("كتـــاب", "book"),
        ("محمد", "book"),
        ("שלום", "tree"),
        ("חיים", "tree"),
    ],
)
def test_any_part_of_a_sentence_without_spaces_is_found_and_marks_make_no_difference(
    engine: Engine, query: str, name: str
) -> None:
    """Chinese, Japanese and Korean by neighbouring letters, Arabic and Hebrew with or without vowels."""
    assert first(engine.search(query)) == name


def test_neighbouring_letters_are_marked_as_one_stretch(engine: Engine) -> None:
    """Four letters asked, one mark, though three pairs match."""
    assert engine.search("取消订阅").hits[0].title_marks == ((2, 6),)


def test_a_quoted_phrase_without_spaces_is_one(engine: Engine) -> None:
    """Letters side by side, not the same letters elsewhere."""
    assert [hit.id for hit in engine.search('"取消订阅"').hits] == ["cancel"]
    assert not engine.search('"订阅取消"').confident


@pytest.mark.parametrize("query", ["1900", "1.900", "1,900.00", "1'900", "1 900 €", "1.900 euro", "1900,-"])
def test_an_amount_is_found_in_any_spelling(engine: Engine, query: str) -> None:
    """Groups of thousands, cents and currencies are a matter of taste."""
    assert first(engine.search(f"costs {query}")) == first(engine.search(query)) == "price"


@pytest.mark.parametrize("query", ["39 euro", "€39", "39,00 €", "39.00", "39EUR", "39,- euro", "euro 39"])
def test_an_amount_alone_has_one_outcome_in_any_spelling(engine: Engine, query: str) -> None:
    """As certain, or as uncertain, as the number alone."""
    plain, found = engine.search("39"), engine.search(query)
    assert (first(found), found.confident) == ("month", plain.confident)


def test_a_word_is_not_marked_where_it_says_little(engine: Engine) -> None:
    """`next to` speaks of nothing next; the payment that is next is marked."""
    (hit, *_) = engine.search("next payment").hits
    marked = [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks]
    assert (hit.id, marked) == ("button", ["next", "payment"])


def test_a_typing_error_is_mended_as_its_neighbour_suggests(engine: Engine) -> None:
    """A `crad` beside `same` is a card, since no text speaks of the same crab."""
    found = engine.search("same crad")
    assert (first(found), found.suggestion) == ("month", "same card")
    assert first(engine.search("crad soup")) == "crab"


def test_a_quoted_phrase_is_found_behind_fifty_better_candidates(engine: Engine) -> None:
    """All others hold its words more often, in another order."""
    found = engine.search(f'"{PHRASE}"')
    assert ([hit.id for hit in found.hits], found.total) == (["w69"], 1)
