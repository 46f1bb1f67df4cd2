"""Promises of the tables of near words: how they are made, what writers may do to them, when they are old."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from findings import both, found

from kb.cli import main
from kb.content import corpus
from kb.support import encoder, near_words
from search.model import Document, Section
from search.query.near import NearTable, NearWord, to_text
from search.text.analyzer import Analyzer
from search.text.language import language

ANALYZER = Analyzer(language("en"))
ARTICLE = Document("a", "en", "/a/", "Cancel a plan", sections=(Section("", "", "We cancelled the plans."),))
COMMON = {
    "en": [("cancel", 5.0), ("planning", 4.0), ("terminate", 4.0), ("weather", 5.0)],
    "de": [
        ("ich", 7.0),
        ("kündigen", 4.5),
        ("plan", 4.0),
        ("wetter", 5.0),
        ("terminate", 1.0),
        ("cancels", 2),
    ],
}
COSINES = {
    "cancels": [("cancel", 0.9)],
    "ich": [("the", 0.8), ("plan", 0.6)],
    "kündigen": [("cancel", 0.7), ("plan", 0.5), ("cancelled", 0.4)],
    "terminate": [("cancel", 0.45)],
    "planning": [("plan", 0.9)],
    "weather": [("plan", 0.38)],
    "wetter": [("plan", 0.52)],
}


def nearest(words: Sequence[str], targets: Sequence[str]) -> Iterable[list[tuple[str, float]]]:
    """The cosines above of those that are asked for."""
    return [[pair for pair in COSINES[word] if pair[0] in targets] for word in words]


NONE = NearTable()


@pytest.fixture(autouse=True)
def _short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the short lists here only the first word is one of the very commonest."""
    monkeypatch.setattr(near_words, "LITTLE", 1)


def made(old: NearTable = NONE) -> NearTable:
    """The table of the article."""
    return near_words.make(
        [ARTICLE], ANALYZER, ["de"], old, lambda lang: COMMON[lang], nearest, with_own=True
    )


def test_a_table_has_the_words_near_those_of_the_articles() -> None:
    """One word for each stem; held forms and far words stay out, and in the own language held stems."""
    assert made() == NearTable(
        ("cancel", "plan"),
        {
            "cancels": NearWord(("de",), (("cancel", 14),)),
            "ich": NearWord(("de",), ()),
            "kundigen": NearWord(("de",), (("cancel", 11), ("plan", 8))),
            "terminate": NearWord(("en",), (("cancel", 7),)),
            "weather": NearWord(("en",), ()),
        },
    )


def test_words_of_the_own_language_are_added_when_asked_for() -> None:
    """They find more, and not always rightly; else they only are no typing errors."""
    made = near_words.make([ARTICLE], ANALYZER, ["de"], NONE, lambda lang: COMMON[lang], nearest)
    assert made.words["terminate"] == NearWord(("en",), ())


def test_usual_words_and_names_are_right_as_they_are() -> None:
    """Those of the articles' language that none holds in any form; stop words and codes aside."""
    common = {"en": [("bread", 4.5), ("plans", 4.4), ("the", 7.7), ("x", 4.0), ("john", 5.4)], "de": []}
    table = near_words.make([ARTICLE], ANALYZER, ["de"], NONE, common.__getitem__, nearest)
    assert table.words == {"bread": NearWord(("en",), ()), "john": NearWord(("en",), ())}


def test_the_commonest_words_say_little_unless_they_mean_a_word_of_the_articles() -> None:
    """`sich` lies near many words and means none; `zwei` means one."""
    article = Document("a", "en", "/a/", "Two plans")
    lists = {"en": [], "de": [("sich", 7.0)], "nl": [("twee", 6.0)]}
    cosines = {"sich": [("two", 0.79)], "twee": [("two", 0.9)]}
    table = near_words.make(
        [article], ANALYZER, ["de", "nl"], NONE, lists.__getitem__, lambda words, _: map(cosines.get, words)
    )
    assert table.words == {"sich": NearWord(("de",), ()), "twee": NearWord(("nl",), (("two", 14),))}


def test_a_rare_word_gets_in_by_what_articles_are_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Near a word of a title or a keyword; one as near to another word stays out."""
    monkeypatch.setattr(near_words, "USUAL", 0)
    article = Document("a", "en", "/a/", "Plans", sections=(Section("", "", "Tuesday."),))
    cosines = {"die": [("the", 0.9)], "tarif": [("plans", 0.62)], "dienstags": [("tuesday", 0.62)]}
    lists = {"en": [], "de": [(word, 3.0) for word in cosines]}
    table = near_words.make(
        [article], ANALYZER, ["de"], NONE, lists.__getitem__, lambda words, _: map(cosines.get, words)
    )
    assert table.words == {"die": NearWord(("de",), ()), "tarif": NearWord(("de",), (("plans", 10),))}


def test_a_word_that_the_encoder_misreads_is_read_as_what_it_means() -> None:
    """Abbreviations and words of several meanings, by the one that they have in a help center."""
    assert encoder.meant(["mdp", "baja", "wetter"]) == ["password", "cancellation", "wetter"]


def test_no_word_is_read_in_two_ways() -> None:
    """Languages share words, and the encoder does not know which one it reads."""
    pairs = {pair for words in encoder.aliases().values() for pair in words.items()}
    assert sorted(word for word, _ in pairs) == sorted(dict(pairs))


def test_what_a_writer_struck_out_stays_struck() -> None:
    """When the table is made anew, too."""
    old = NearTable((), {"kundigen": NearWord(("de",), (), ("plan",))})
    assert made(old).words["kundigen"] == NearWord(("de",), (("cancel", 11),), ("plan",))


def test_words_younger_than_the_table_are_missing() -> None:
    """By their stems: another form of a known word is no new one."""
    later = Document("b", "en", "/b/", "Planning refunds")
    assert near_words.missing(made(), [ARTICLE, later], ANALYZER) == ["refunds"]


def test_a_table_that_has_fallen_behind_is_a_finding(
    subject_of: Callable[..., object], article_text: Callable[..., str]
) -> None:
    """It names the file and some of the words; no table is no finding, nor is one that has all words."""
    text = article_text("a", title="Apple?", body="Pears and plums.\n")
    assert found("near-current", subject_of(both(text))) == []
    subject = subject_of({**both(text), "en/near.tsv": "near 1 0\nappl\n"})
    (problem,) = found("near-current", subject)
    assert "en/near.tsv" in problem
    assert "pears" in problem


def test_articles_that_cannot_be_rendered_are_left_to_their_own_rules(
    subject_of: Callable[..., object], article_text: Callable[..., str]
) -> None:
    """An unknown fact is not told twice."""
    files = {**both(article_text("a", body="{{ facts.none }}\n")), "en/near.tsv": "near 1 0\nappl\n"}
    assert found("near-current", subject_of(files)) == []


@pytest.mark.parametrize("text", ["near 0 0\n\n", "near 1 9\n\nich de\n"])
def test_a_table_that_cannot_be_read_is_one_problem(
    write: Callable[[Mapping[str, str | bytes]], Path], article_text: Callable[..., str], text: str
) -> None:
    """Of another version or cut short, it is refused in one sentence that names the cure."""
    root = write({**both(article_text("a")), "en/near.tsv": text})
    (problem,) = [each for each in corpus.load(root).problems if each.path.endswith("near.tsv")]
    assert "kb near update" in problem.message
    assert corpus.load(root).near["en"] == NearTable()


def test_show_names_neighbours_and_what_is_struck_out(
    write: Callable[[Mapping[str, str | bytes]], Path], article_text: Callable[..., str]
) -> None:
    """With or without accents; an unknown word and a language without a table are said."""
    old = NearTable((), {"kundigen": NearWord(("de",), (), ("plan",))})
    table = to_text(made(old))
    root = write({f"content/{path}": each for path, each in both(article_text("a")).items()})
    (root / "content/en/near.tsv").write_text(table, encoding="utf-8")

    def show(word: str, lang: str = "en", code: int = 0) -> str:
        command = ["-C", str(root), "near", "show", word, "--lang", lang]
        result = CliRunner().invoke(main, command, env={"KB_LANG": "en"})
        assert result.exit_code == code
        return result.output

    assert show("Kündigen") == "Kündigen (de)\ncancel  11/16\nplan  struck out\n"
    assert "says little by itself" in show("ich")
    assert "'Questions' stands in the articles themselves" in show("Questions")
    assert "unknown word 'zzz': no article holds it" in show("zzz", code=2)
    assert "unknown word 'kundigem'" in (said := show("kundigem", code=2))
    assert "did you mean 'kundigen'?" in said
    assert "unknown word '?!'" in show("?!", code=2)
    assert "kb near update" in show("zzz", "it", code=2)
    (root / "content/en/near.tsv").write_text(table.replace("near 1", "near 9", 1), encoding="utf-8")
    assert "it begins with 'near 9" in show("kündigen", code=1)
