"""What was searched in vain is put together, and a proposal says beforehand what it would change."""

from dataclasses import replace
from datetime import date

import pytest

import search
from kb.content.article import examine
from kb.content.frontmatter import Uneditable
from kb.content.sources import searches
from kb.gaps import closing
from kb.gaps.clusters import Gap, gaps
from kb.gaps.proposals import SCOPE, Advisor
from kb.gaps.replay import Asking, replay
from kb.gaps.store import Searched

ONE = Searched(date(2026, 11, 1), "en", "", 1, confident=False)
DOCUMENTS = [
    search.Document(
        "cactus",
        "en",
        "/en/cactus/",
        "Watering a cactus",
        "How much water it needs.",
        questions=("watering", "how much water", "dry soil", "drought"),
    ),
    search.Document(
        "rose",
        "en",
        "/en/rose/",
        "Pruning a rose",
        "When to cut it.",
        questions=("cut roses", "prune in spring", "rose shears", "trim"),
    ),
    search.Document(
        "lawn",
        "en",
        "/en/lawn/",
        "Mowing the lawn",
        "How short grass should be.",
        questions=("cut grass", "mower height", "short grass", "turf"),
    ),
]


def logged(*queries: tuple[str, int]) -> list[Searched]:
    """Searches without a sure answer."""
    return [replace(ONE, query=query, times=times) for query, times in queries]


def advised(*searches: Searched) -> tuple[Advisor, list[Gap]]:
    """Who advises on a log over the garden, and the log's open gaps."""
    advisor = Advisor(replay(Asking("en", DOCUMENTS), searches))
    return advisor, gaps(searches, "en", advisor.analyzer, advisor.replayed.is_open, advisor.replayed.opened)


def test_queries_of_the_same_words_are_one_gap() -> None:
    """Inflected, in another order, with small words and marks; answered and followed ones are none."""
    log = logged(
        ("sprinkler pumps", 2), ("the pump of a sprinkler [number]", 5), ("greenhouse", 3), ("the", 9)
    )
    log += [replace(ONE, query="drought", followed="cactus"), replace(ONE, query="trim", confident=True)]
    log += [replace(ONE, query="pompa", lang="it")]
    _, found = advised(*log)
    assert [(gap.times, [query for query, _ in gap.queries]) for gap in found] == [
        (7, ["the pump of a sprinkler [number]", "sprinkler pumps"]),
        (3, ["greenhouse"]),
    ]


def test_what_is_answered_by_now_is_no_gap_any_more() -> None:
    """The log remembers how it was; the index says how it is."""
    assert advised(*logged(("watering", 2)))[1] == []


HOSES = (("sprinkler hose", 4), ("hose of sprinklers", 2))


def test_a_question_is_tried_on_the_whole_log() -> None:
    """How many searches of the gap find the article with the change only, and how many others lose theirs."""
    others = [
        replace(ONE, query="trim", followed="rose", times=3),
        replace(ONE, query="turf", followed="lawn"),
    ]
    asked = [replace(ONE, query=query, followed="cactus", times=times) for query, times in HOSES]
    advisor, (gap,) = advised(*asked, *others)
    found = next(iter(advisor.proposals(gap)))
    assert (found.action, found.article, found.words) == ("question", "cactus", ("sprinkler hose",))
    assert (found.entered, found.left, found.is_proven) == (6, 0, True)


def test_what_would_push_another_answer_out_is_not_proven() -> None:
    """Of four articles that hold a word, the first three are full: who comes in puts another out."""
    more = [
        replace(DOCUMENTS[0], id=name, title=f"Hedge {name}", questions=("hedge", name)) for name in "abcd"
    ]
    log = [replace(ONE, query="hedge", followed=name, times=2) for name in "abc"]
    log += [replace(ONE, query="hedge", followed="d", times=1)]
    advisor = Advisor(replay(Asking("en", more), log))
    harm = advisor.question(Gap("en", (("hedge", 1),)), "d", "hedge hedge")
    assert harm.left + harm.entered == 0 or not harm.is_proven


def test_a_question_that_shows_its_article_to_others_is_not_proven() -> None:
    """It would answer its own search and take a place in another's results, whose own article stays."""
    others = replace(ONE, query="cut grass", followed="lawn", times=2)
    advisor, (gap,) = advised(replace(ONE, query="cut cut thirsty", followed="cactus", times=3), others)
    tried = advisor.question(gap, "cactus", "cut thirsty")
    assert (tried.entered, tried.left, tried.strayed) == (3, 0, 2)
    assert not tried.is_proven


def test_the_article_that_was_opened_in_the_end_is_the_nearest() -> None:
    """Whoever went on to it knew better than our words do."""
    advisor, (gap,) = advised(replace(ONE, query="my succulent is thirsty", followed="cactus", times=2))
    assert advisor.nearest(gap) == "cactus"
    assert next(iter(advisor.proposals(gap))).is_proven


def test_an_article_that_is_gone_is_no_answer() -> None:
    """A log remembers what has been retired since, and a beacon may name anything."""
    advisor, (gap,) = advised(replace(ONE, query="my succulent is thirsty", followed="retired", times=2))
    assert gap.followed == {}
    assert advisor.nearest(gap) == ""
    assert [each.action for each in advisor.proposals(gap)][-1] == SCOPE


def test_a_word_that_stands_in_anothers_place_is_proposed_as_its_synonym() -> None:
    """Of two searches that differ in one word of three one is answered: the replay says what it proves."""
    log = [
        *logged(("sever short roses", 3)),
        replace(ONE, query="cut short roses", followed="rose", times=5),
    ]
    advisor, (gap,) = advised(*log)
    found = [one for one in advisor.proposals(gap) if one.action == "synonym"]
    assert [(one.words, one.article, one.left) for one in found] == [(("cut", "sever"), "rose", 0)]


def test_two_words_beside_one_other_do_not_mean_the_same() -> None:
    """Who pays with this and who pays with that share no more than the paying."""
    log = [*logged(("sever roses", 3)), replace(ONE, query="cut roses", followed="rose", times=5)]
    advisor, (gap,) = advised(*log)
    assert "synonym" not in {one.action for one in advisor.proposals(gap)}


def test_what_others_opened_who_asked_nearly_the_same_is_the_nearest() -> None:
    """If they agree, and the search finds it, too; that it also stands in nobody's results is no answer."""
    near = [
        replace(ONE, query="dry prickly soil", followed="cactus"),
        replace(ONE, query="prickly dry plants", followed="cactus"),
    ]
    advisor, found = advised(*logged(("dry prickly windowsill corner", 2)), *near)
    gap = next(one for one in found if not one.followed)
    assert advisor.nearest(gap) == "cactus"
    assert not next(iter(advisor.proposals(gap))).is_guess
    against = [replace(one, followed="rose") for one in near]
    advisor, found = advised(*logged(("dry prickly windowsill corner", 2)), *near, *against)
    assert advisor.nearest(next(one for one in found if not one.followed)) == ""
    advisor, found = advised(*logged(("prickly windowsill", 2)), replace(near[0], query="prickly pots"))
    assert [advisor.nearest(one) for one in found if not one.followed] == [""]


def test_words_alone_prove_nothing() -> None:
    """An article that holds a search's words is shown as a guess: mostly it answers something else."""
    gap = Gap("en", (("water cut", 2),))
    more = replace(DOCUMENTS[1], id="pipe", title="Pipe", questions=("water", "cut"), summary="Water cut off")
    advisor = Advisor(replay(Asking("en", [*DOCUMENTS, more]), logged(("water cut", 2))))
    found = [one for one in advisor.proposals(gap) if one.action == "question"]
    assert [(one.article, one.is_guess, one.is_proven) for one in found] == [("pipe", True, False)]


def test_a_search_that_was_followed_but_is_not_sure_is_a_gap() -> None:
    """Its article stands there already: a question makes the answer sure, and is counted apart."""
    advisor, (gap,) = advised(replace(ONE, query="water my thirsty plants", followed="cactus", times=3))
    assert "cactus" in advisor.replayed.before["water my thirsty plants"].articles[:3]
    found = next(iter(advisor.proposals(gap)))
    assert (found.article, found.entered, found.sure, found.is_proven) == ("cactus", 0, 3, True)
    assert found.queries == ("water my thirsty plants",)


def test_an_article_with_half_of_the_words_does_not_answer() -> None:
    """A query is offered to no article that holds none or half of what it asks; nor is one too short."""
    for query in ("xylophone zzyzx", "cactus xylophone", "x"):
        replayed = replay(Asking("en", DOCUMENTS), logged((query, 1)))
        advisor = Advisor(replayed)
        gap = Gap("en", ((query, 1),))
        assert (advisor.nearest(gap), advisor.alike(gap)) == ("", "")
        assert [one.action for one in advisor.proposals(gap)] == ["article", "out-of-scope"]


ARTICLE = "---\nid: a\ntitle: A\n{}updated: 2026-11-23\n---\nBody: questions: []\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "questions:\n  - one\n  # remark\n  - two\n",
            "questions:\n  - one\n  # remark\n  - two\n  - sign me off\n",
        ),
        ("questions: [one, two]\n", "questions: [one, two, sign me off]\n"),
        ("questions: []\n", "questions: [sign me off]\n"),
        ("questions:\n- one\n", "questions:\n- one\n- sign me off\n"),
    ],
)
def test_a_question_is_added_where_the_list_stands(before: str, after: str, end: str) -> None:
    """Every other byte stays, whatever the line ends."""
    text, wanted = (ARTICLE.format(each).replace("\n", end) for each in (before, after))
    assert closing.with_question(text, "sign me off") == wanted


def test_an_article_without_questions_gets_a_list() -> None:
    """At the end of its fields; a question that YAML would misread is quoted."""
    text = closing.with_question(ARTICLE.format(""), "why: #1?")
    assert examine(text, "a.md", "en", "a")[0].questions == ("why: #1?",)


@pytest.mark.parametrize(
    "query", ["no", "10:30", "- so", "it's", "a, b", "[x]", "é #2", '"q"', "x: y", "yes?"]
)
def test_any_query_reads_back_as_it_was_typed(query: str) -> None:
    """In an article's questions and among the searches that are asked ever after."""
    for before in ("questions: [one]\n", "questions:\n  - one\n"):
        text = closing.with_question(ARTICLE.format(before), query)
        assert examine(text, "a.md", "en", "a")[0].questions == ("one", query)
    recorded, faults = searches.parse(closing.with_searches("", [query, query], "a"), "x")
    assert ([(one.search, one.finds) for one in recorded], faults) == ([(query, "a")], [])


def test_a_list_that_only_a_hand_can_edit_is_left_alone() -> None:
    """A synonym's group over several lines, a question's anchor: refused, nothing guessed."""
    with pytest.raises(Uneditable):
        closing.with_question(ARTICLE.format("questions: &x\n  - one\n"), "two")
    with pytest.raises(Uneditable):
        closing.with_synonym("- - cut\n  - trim\n", "cut", "sever")


def test_a_synonym_joins_the_group_that_holds_its_word() -> None:
    """Else it begins one; remarks stay."""
    text = "# ours\n- [cut, trim]  # so\n- [a, b]\n"
    assert closing.with_synonym(text, "trim", "sever") == "# ours\n- [cut, trim, sever]  # so\n- [a, b]\n"
    assert closing.with_synonym(text, "mow", "shear") == text + "- [mow, shear]\n"
    assert closing.with_synonym(text, "a", "b") == text
