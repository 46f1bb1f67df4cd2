"""Promises of near terms: other words and languages find the article, and count less than its own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Engine, build, search_first
from search.query.near import NearTable, NearWord, UnreadableNear, parse, to_text
from search.query.parse import read
from search.query.spoken import spoken
from search.query.understand import understand

from .conftest import short

ARTICLES = {
    "cancel": ("Cancel a subscription", "You end the subscription; nothing is charged any more."),
    "card": ("Update your card", "The card for the next payments."),
    "receipt": ("Find a receipt", "Every payment has a receipt."),
}
WORDS = {
    "ich": NearWord(("de",), ()),
    "will": NearWord(("de", "en"), ()),
    "kundigen": NearWord(("de",), (("cancel", 13), ("end", 9))),
    "karte": NearWord(("de",), (("card", 15),)),
    "cart": NearWord(("en",), ()),
    "gym": NearWord(("en",), ()),
    "bill": NearWord(("en",), (("receipt", 12), ("charged", 10))),
    "ende": NearWord(("de",), (("next", 9),)),
    "zahlung": NearWord(("de",), (("payment", 14), ("charged", 10))),
    "beleg": NearWord(("de",), (("receipt", 15),)),
    "abonnement": NearWord(("fr",), (("subscription", 14),)),
    "melde": NearWord(("de",), (("find", 9),)),
    "melde+ab": NearWord(("de",), (("end", 12),)),
    "ab": NearWord(("de",), ()),
    "=next": NearWord(("de",), ()),
    "=end": NearWord(("de", "en"), (("end", 16),)),
    "wetter": NearWord(("de",), (("payment", 8),)),
}
TABLE = NearTable((), WORDS)
names = st.text("abcdefgé", min_size=1, max_size=6)
entries = st.builds(
    NearWord,
    st.lists(st.sampled_from(["de", "en", "fr"]), min_size=1, unique=True).map(tuple),
    st.lists(st.tuples(names, st.integers(1, 16)), max_size=3).map(tuple),
    st.lists(names, max_size=2).map(tuple),
)
tables = st.builds(NearTable, st.lists(names).map(tuple), st.dictionaries(names, entries))


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Three English articles with a table of near words."""
    build(tmp_path, "en", short(ARTICLES, "en"), near=TABLE)
    return Engine.open(tmp_path)


@given(tables)
def test_a_table_comes_back_from_its_file(table: NearTable) -> None:
    """Words, languages, neighbours and what is struck out; a file is the same whatever the order."""
    assert parse(to_text(table)) == table
    turned = NearTable(table.terms, dict(reversed(table.words.items())))
    assert to_text(turned) == to_text(table)


@given(tables.filter(lambda table: table.words), st.data())
def test_a_table_that_was_cut_short_is_refused(table: NearTable, data: st.DataObject) -> None:
    """At whatever letter it ends, it says why; only a file without a byte is no table."""
    text = to_text(table)
    cut = text[: data.draw(st.integers(1, len(text) - 1))]
    with pytest.raises(UnreadableNear):
        parse(cut)


@pytest.mark.parametrize(
    "text", ["near 2 0\n\n", "\n", "near 1 x\n\n", "near 1 1\n\nword\n", "near 1 1\n\na de b:c\n"]
)
def test_another_version_is_refused(text: str) -> None:
    """A table of a later format is not half read."""
    with pytest.raises(UnreadableNear):
        parse(text)


def test_what_is_struck_out_is_not_in_use() -> None:
    """A word of which nothing is left is unknown, not one that says little."""
    words = {
        "a": NearWord(("de",), (("x", 9),), ("y",)),
        "b": NearWord(("de",), (), ("y",)),
        "c": NearWord(("de",), ()),
    }
    assert NearTable(("t",), words).in_use().words == {
        "a": NearWord(("de",), (("x", 9),)),
        "c": NearWord(("de",), ()),
    }


def test_a_question_in_another_language_finds_the_article(engine: Engine) -> None:
    """Its little words count as such, its other words by their neighbours; nothing is corrected."""
    found = engine.search("Ich will kündigen")
    assert found.hits[0].id == "cancel"
    assert found.suggestion is None
    query = understand("ich will karte qqqqq jetzt", engine.index.analyzer, engine.index)
    assert [(group.word, group.stop) for group in query.groups] == [
        ("ich", True),
        ("will", True),
        ("karte", False),
        ("qqqqq", False),
        ("jetzt", False),
    ]


def test_results_say_in_which_language_the_question_is(engine: Engine) -> None:
    """That of most words; of a whole message, too. Who greets only asks in no other language."""
    asked = {text: engine.search(text) for text in ("Ich will kündigen", "cancel", "Hallo Peter Meier")}
    assert [found.query_lang for found in asked.values()] == ["de", "en", "en"]
    assert [found.is_foreign for found in asked.values()] == [True, False, False]
    assert engine.search("ich will karte " + "zahlung kündigen " * 20).query_lang == "de"


def test_words_of_the_articles_decide_the_language(engine: Engine) -> None:
    """A word of another language among known ones is no sign of it; one that is begun is none either."""
    analyzer = engine.index.analyzer

    def lang(text: str) -> str:
        return spoken(read(text, analyzer).query_words, analyzer, engine.index).lang

    assert lang("update card karte") == "en"
    assert lang("karte") == "de"
    assert lang("card karte") == "de"  # of as many words each
    assert lang("card nothing zzz") == "en"
    assert lang("zzz") == "en"


def test_a_form_that_articles_hold_by_its_stem_only_is_of_the_language_that_has_it(engine: Engine) -> None:
    """Beside strangers; by itself it is the word itself."""

    def matches(text: str) -> list[tuple[str, str]]:
        first, *_ = understand(text, engine.index.analyzer, engine.index).groups
        return [(each.term, each.kind) for each in first.alternatives]

    assert matches("ende") == [("end", "exact")]
    assert matches("ende kundigen") == [("next", "near")]


def test_no_neighbour_is_rarer_than_the_nearest(engine: Engine) -> None:
    """A far one that one article holds does not outweigh the meaning."""
    (group,) = understand("zahlung", engine.index.analyzer, engine.index).groups
    first, second = group.alternatives
    assert (first.term, second.term) == ("payment", "charg")
    assert engine.index.idf(1) > first.idf == second.idf


def test_near_terms_are_worth_less_than_the_word_itself(engine: Engine) -> None:
    """Three quarters of the quality at most, by the cosine; `why` names them."""
    (reason,) = [each for each in engine.why("bill", "receipt") if each.kind == "near"]
    exact = next(each for each in engine.why("receipt", "receipt") if each.kind == "exact")
    assert (reason.term, reason.quality, reason.idf) == (exact.term, 12 * 12 // 16, exact.idf)
    assert engine.ranked("receipt").hits[0][1] > engine.ranked("bill").hits[0][1]


def test_a_usual_word_of_the_own_language_is_no_typing_error(engine: Engine) -> None:
    """`cart` is not `card`: it is about something else; `carr` may be."""
    assert engine.search("carr").hits[0].id == "card"
    assert engine.search("cart").hits == ()
    found = engine.search("cart receipt")
    assert (found.suggestion, found.hits[0].id) == (None, "receipt")
    (cart, _) = understand("cart receipt", engine.index.analyzer, engine.index).groups
    assert (cart.alternatives, cart.stop, cart.counts_as) == ((), False, 8)


def test_a_letter_in_another_language_is_read_by_near_words(engine: Engine) -> None:
    """A message of many words as well."""
    message = "karte kundigen ich will " + " ".join(f"wort{letter}" for letter in "abcdefghijklmnop")
    query = understand(message, engine.index.analyzer, engine.index)
    assert query.message
    found = {group.word: [each.kind for each in group.alternatives] for group in query.groups}
    assert found["karte"] == ["near"]
    assert "ich" not in found


def test_another_table_makes_the_index_anew(tmp_path: Path) -> None:
    """With it the confidence is learned anew; the same table changes nothing."""
    from search import update

    build(tmp_path, "en", short(ARTICLES, "en"), near=TABLE)
    assert update(tmp_path, "en", short(ARTICLES, "en"), near=TABLE).rebuilt == ""
    assert update(tmp_path, "en", short(ARTICLES, "en")).rebuilt == "the near terms have changed"
    assert Engine.open(tmp_path).ranked("karte").hits == ()


def test_a_usual_word_that_no_article_holds_speaks_of_something_else(engine: Engine) -> None:
    """It counts for more in confidence than letters that nobody knows."""
    tuning = engine.index.language.tuning
    counts = {
        group.word: group.counts_as
        for group in understand("card cart qwxz", engine.index.analyzer, engine.index).groups
    }
    assert counts == {"card": 1, "cart": tuning.strange, "qwxz": tuning.unknown}
    assert tuning.strange > tuning.unknown


def test_a_compound_of_another_language_is_read_by_its_parts(engine: Engine) -> None:
    """With a letter between them, too; one part may be a word of the articles, one has to be a near word."""

    def words(text: str) -> list[str]:
        return [group.word for group in understand(text, engine.index.analyzer, engine.index).groups]

    assert words("zahlungskarte") == ["zahlung", "karte"]
    assert words("kartebeleg") == ["karte", "beleg"]
    assert words("cardbeleg") == ["card", "beleg"]
    assert words("abonnementkarte") == ["abonnementkarte"]  # French writes none
    assert words("kartexx") == ["kartexx"]
    found = engine.search("zahlungsbeleg")
    assert (found.hits[0].id, found.query_lang, found.suggestion) == ("receipt", "de", None)


def test_two_words_that_mean_something_else_than_each_count_as_one(engine: Engine) -> None:
    """A German verb in two parts, whatever stands between them; the second says nothing by itself."""

    def kinds(text: str) -> dict[str, list[str]]:
        groups = understand(text, engine.index.analyzer, engine.index).groups
        return {
            group.word: [] if group.stop else [each.term for each in group.alternatives] for group in groups
        }

    assert kinds("ich melde karte ab")["melde"] == ["end"]
    assert kinds("ich melde karte ab")["ab"] == []
    assert kinds("ich melde karte")["melde"] == ["find"]
    assert kinds("ab melde ich karte")["melde"] == ["find"]  # in this order only
    assert kinds("ich melde " + "karte " * 9 + "ab")["melde"] == ["find"]  # and so near only


def test_a_word_borrowed_from_a_third_language_counts_in_another(engine: Engine) -> None:
    """`Abonnement` in a German question; a usual word of the articles' language is none."""
    assert engine.search("ich will abonnement").query_lang == "de"
    groups = understand("ich will abonnement cart", engine.index.analyzer, engine.index).groups
    assert [each.term for each in groups[2].alternatives] == ["subscript"]
    assert groups[3].alternatives == ()


def test_a_word_that_articles_hold_may_be_of_the_questions_language(engine: Engine) -> None:
    """Beside strangers it counts for its languages and means what it does there; else it is itself."""
    analyzer = engine.index.analyzer

    def lang(text: str) -> str:
        return spoken(read(text, analyzer).query_words, analyzer, engine.index).lang

    assert lang("next karte payment") == "de"
    assert lang("end next update") == "en"
    assert lang("end next updat") == "en"  # is only begun
    assert lang("end zzz") == "en"  # of words that both have none decides
    groups = {group.word: group for group in understand("ich next karte", analyzer, engine.index).groups}
    assert groups["next"].stop
    (group,) = understand("next", analyzer, engine.index).groups
    assert not group.stop


def test_a_far_neighbour_finds_and_is_no_evidence(engine: Engine) -> None:
    """Below a quality a word of another language counts as unknown in confidence."""
    tuning = engine.index.language.tuning
    groups = understand("wetter zahlung", engine.index.analyzer, engine.index).groups
    assert [group.counts_as for group in groups] == [tuning.unknown, 1]
    assert engine.ranked("wetter").hits


@pytest.mark.parametrize(
    ("query", "strangers"), [("card gym", ["gym"]), ("card gy", []), ("card gym ", ["gym"])]
)
def test_a_usual_word_of_few_letters_is_not_taken_for_a_begun_one(
    engine: Engine, query: str, strangers: list[str]
) -> None:
    """Though nothing follows it; letters that nobody knows may still become a word of the articles."""
    groups = understand(query, engine.index.analyzer, engine.index).groups
    assert [group.word for group in groups if group.counts_as > 1 and not group.stop] == strangers


def test_who_is_sure_of_its_own_language_goes_before_who_takes_it_for_a_third(
    engine: Engine, tmp_path: Path
) -> None:
    """A question of the site's other language is answered as that, not as German; German stays German."""
    build(tmp_path / "it", "it", short({"disdetta": ("Will kundigen", "Will, kundigen, ricevute.")}, "it"))
    italian = Engine.open(tmp_path / "it")
    assert [each.search("will kundigen").query_lang for each in (engine, italian)] == ["de", "it"]
    found = search_first([engine, italian], "will kundigen")
    assert (found.lang, found.query_lang, found.fallback, found.confident) == ("it", "it", True, True)
    found = search_first([engine, italian], "ich kundigen")
    assert (found.lang, found.query_lang, found.confident) == ("en", "de", True)
