"""The counts beside the filters: each is the number of results that its choice gives."""

from random import Random

import pytest

from search import Document, Engine, build
from search.model import Counts
from search.ranking.store import Facets
from search.ranking.tally import counts

WORDS = ("amber", "birch", "cedar", "dune", "ember")
KINDS, CATEGORIES = ("faq", "guide", "video"), ("north", "south", "")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Documents of few words, of three kinds, in two categories and in none; one is pinned to a query."""
    rng, folder = Random(4), tmp_path_factory.mktemp("index")
    build(folder, "en", [_document(rng, number) for number in range(120)])
    return Engine.open(folder)


def _document(rng: Random, number: int) -> Document:
    title = " ".join(rng.choices(WORDS, k=rng.randint(1, 3)))
    pins = ("how do the dunes move", "zebra") if number == 7 else ()
    return Document(
        f"d{number:03}",
        "en",
        "",
        title,
        kind=rng.choice(KINDS),
        category=rng.choice(CATEGORIES),
        pins=pins,
    )


@pytest.mark.parametrize("kind", ["", *KINDS, "none"])
@pytest.mark.parametrize("category", ["", "north", "none"])
def test_each_count_is_what_its_choice_gives(engine: Engine, kind: str, category: str) -> None:
    """Words, a typing error, words that say little, a pinned query: the filtered totals themselves."""
    for text in (
        *WORDS,
        "amber birch cedar",
        "the dune of amber",
        "embr",
        "zebra",
        "nothing",
        "how do the dunes move",
    ):
        found = engine.search(text, kind, category, counts=True).counts
        assert found
        assert found.kind == _given(
            {each: engine.search(text, each, category).total for each in ("", *KINDS)}
        )
        totals = {each: engine.search(text, kind, each).total for each in ("", "north", "south")}
        assert found.category == _given(totals)


def _given(totals: dict[str, int]) -> dict[str, int]:
    """The totals without those that are none; of any there is always one."""
    return {value: total for value, total in totals.items() if total or not value}


def test_counts_cost_only_who_asks_and_change_no_answer(engine: Engine) -> None:
    """Without the wish there is no such field; with it everything else is the same."""
    plain = engine.search("amber dune").as_json()
    assert "counts" not in plain
    asked = engine.search("amber dune", counts=True).as_json()
    assert set(asked.pop("counts")) == {"kind", "category"}
    assert asked == plain


@pytest.mark.parametrize("phrase", ['"amber birch"', '"birch nowhere" amber'])
def test_a_quoted_phrase_has_no_counts(engine: Engine, phrase: str) -> None:
    """Who holds it shows in the texts only, and few are read: no number is better than a wrong one."""
    assert engine.search(phrase).total
    assert engine.search(phrase, counts=True).counts is None


def test_the_counts_of_a_filter_keep_the_other_one() -> None:
    """The own filter of a choice does not count, the other does; who is in no category counts for any."""
    tally = {("faq", "north"): 3, ("guide", "north"): 2, ("guide", "south"): 4, ("video", ""): 1}
    told = counts(tally, Facets("guide", "north"))
    assert told == Counts({"": 5, "faq": 3, "guide": 2}, {"": 6, "north": 2, "south": 4})
    assert counts(tally, Facets()).category == {"": 10, "north": 5, "south": 4}
    assert counts({}, Facets()) == Counts({"": 0}, {"": 0})
