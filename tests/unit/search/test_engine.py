"""The face of the package: what it returns, refuses and explains."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from search import Document, Engine, QueryTooShort, Section, search_first

ARTICLES = [
    Document("a", "en", "/a/", "Change the plan", kind="faq", category="billing"),
    Document("b", "en", "/b/", "Change the password", kind="guide", category="access"),
    Document("c", "en", "/c/", "Plan a meeting", kind="guide", category="meetings"),
]


@pytest.mark.parametrize(("text", "length"), [("", 0), (" a ", 1), ("?!", 0), ("è", 1), ("l'", 1)])
def test_short_queries_are_refused(engine: Callable[..., Engine], text: str, length: int) -> None:
    """Fewer than two letters or digits: an error that carries both numbers."""
    with pytest.raises(QueryTooShort) as caught:
        engine(ARTICLES).search(text)
    assert (caught.value.minimum, caught.value.length) == (2, length)


def test_two_letters_run(engine: Callable[..., Engine]) -> None:
    """The minimum itself is enough."""
    assert engine(ARTICLES).search("ab").total == 0
    assert engine(ARTICLES).search("pl").total == 2


def test_filters_limit_and_total(engine: Callable[..., Engine]) -> None:
    """Kind and category keep others out; total counts all that match, not only those returned."""
    asked = engine(ARTICLES)
    assert {hit.id for hit in asked.search("change plan", kind="guide").hits} == {"b", "c"}
    assert {hit.id for hit in asked.search("change plan", category="billing").hits} == {"a"}
    assert asked.search("change plan", kind="faq", category="access").hits == ()
    limited = asked.search("change plan", limit=1)
    assert (len(limited.hits), limited.total) == (1, 3)


def test_why_adds_up_to_the_score(engine: Callable[..., Engine]) -> None:
    """The points told are the score of every hit: the words' and those for saying it alike."""
    asked = engine(ARTICLES)
    hits = asked.search("change the plan").hits
    told = {hit.id: asked.why("change the plan", hit.id) for hit in hits}
    assert {name: sum(reason.points for reason in reasons) for name, reasons in told.items()} == {
        hit.id: hit.score for hit in hits
    }
    assert {"exact", "adjacency", "as_typed", "likeness"} <= {reason.kind for reason in told[hits[0].id]}
    with pytest.raises(KeyError):
        asked.why("plan", "nowhere")


def test_parts_of_another_name_are_not_marked(engine: Callable[..., Engine]) -> None:
    """Who cancels is not shown every `end`; another name in one word is marked."""
    groups = [["cancel", "end my subscription"], ["cancelled", "terminate"]]
    asked = engine({"a": ("Cancel a plan", "In the end, terminate here.")}, synonyms=groups)
    (hit,) = asked.search("cancel").hits
    marked = [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks]
    assert (hit.title_marks, marked) == (((0, 6),), ["terminate"])


def test_why_beyond_the_first_documents_tells_words_only(engine: Callable[..., Engine]) -> None:
    """How closely an article says it is asked of the first ten alone."""
    asked = engine({f"a{number:02d}": "Plan" for number in range(11)})
    kinds = [{reason.kind for reason in asked.why("a plan", name)} for name in ("a09", "a10")]
    assert kinds == [{"exact", "as_typed", "likeness"}, {"exact"}]


def test_results_as_json(engine: Callable[..., Engine]) -> None:
    """The value that all faces give has exactly these keys, and plain lists."""
    made = engine([replace(ARTICLES[0], sections=(Section("Costs", "costs", "The plan has a price."),))])
    found = made.search("price plan").as_json()
    keys = ["query", "lang", "total", "hits", "confident", "query_lang", "suggestion", "fallback"]
    assert list(found) == keys
    hit = found["hits"][0]
    assert hit["excerpt"] == {"text": "The plan has a price.", "marks": [[4, 8], [15, 20]]}
    assert hit["section"] == {"heading": "Costs", "anchor": "costs"}
    assert hit["title_marks"] == [[11, 15]]


def test_other_language_is_asked_when_the_first_finds_nothing(engine: Callable[..., Engine]) -> None:
    """Results of the page's language come alone; else those of the next that has any, marked."""
    english, italian = engine(ARTICLES), engine({"r": "Ricevute"}, "it")
    assert search_first([english, italian], "password").fallback is False
    found = search_first([english, italian], "ricevuta")
    assert (found.lang, found.fallback, found.hits[0].id) == ("it", True, "r")
    nothing = search_first([english, italian], "zxqwvut")
    assert (nothing.lang, nothing.fallback, nothing.total) == ("en", False, 0)


def test_what_another_language_found_is_shown_in_this_one(engine: Callable[..., Engine]) -> None:
    """The article of the same id takes its place, with its own title, and the score that found it."""
    english = engine([replace(ARTICLES[0], id="r", title="Receipts", summary="All receipts.")])
    italian = engine({"r": "Ricevute", "s": "Ricevute e scontrini"}, "it")
    found = search_first([english, italian], "ricevute")
    assert (found.lang, found.fallback, found.confident) == ("it", True, True)
    shown = {hit.id: (hit.lang, hit.title, hit.title_marks) for hit in found.hits}
    assert shown == {"r": ("en", "Receipts", ()), "s": ("it", "Ricevute e scontrini", ((0, 8),))}
    scores = {hit.id: hit.score for hit in italian.search("ricevute").hits}
    assert {hit.id: hit.score for hit in found.hits} == scores


def test_where_no_language_is_sure_the_pages_own_nearest_stay(engine: Callable[..., Engine]) -> None:
    """Another language's guess is no better than one's own."""
    texts = {"a": "Change the plan by phone", "b": "Save the new card at home", "c": "Choose a password"}
    english, italian = engine(texts), engine({"r": "Plan quagga zebra", "s": "Ricevute"}, "it")
    query = "plan zzqx wwvk yyqz xxkw"
    assert [each.search(query).confident for each in (english, italian)] == [False, False]
    assert all(each.search(query).hits for each in (english, italian))
    assert search_first([english, italian], query).lang == "en"


def test_ranked_is_search_without_the_texts(engine: Callable[..., Engine]) -> None:
    """The list for measuring has the same order and scores."""
    asked = engine(ARTICLES)
    hits = asked.search("change the plan").hits
    assert asked.ranked("change the plan").hits == tuple((hit.id, hit.score) for hit in hits)


def test_threads_may_share_an_engine(engine: Callable[..., Engine]) -> None:
    """Many queries at once give what they give alone."""
    asked = engine({str(n): f"Plan {n} of many" for n in range(30)})
    texts = [f"plan {n}" for n in range(30)] * 4
    alone = [asked.ranked(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(asked.ranked, texts)) == alone


def test_engine_knows_whether_it_is_current(engine: Callable[..., Engine]) -> None:
    """It is, until something else is published."""
    assert engine(ARTICLES).is_current()


def test_flattened_texts_are_forgotten_when_there_are_many(
    engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The memory of texts is bounded and changes no result."""
    expected = engine(ARTICLES).ranked("change the plan")
    monkeypatch.setattr("search.engine._KNOWN", 1)
    asked = engine(ARTICLES)
    assert asked.ranked("change the plan") == expected
    assert len(asked._known) == 1
