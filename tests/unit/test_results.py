"""The server's results page: what goes in stays text, what a person mistypes is passed over."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.web import params
from kb.web.results.page import config_of, render
from kb.web.results.shown import Shown
from kb.web.results.texts import marked as marked_text
from search import Counts, Excerpt, Hit, Results, SectionLink

CONFIG = {
    "lang": "it",
    "ui_lang": "it",
    "base": "../../",
    "search": {"page": "./", "fallback": "en"},
    "categories": {"c": {"title": "Categoria", "url": "../c/"}},
    "kinds": {"faq": "Articolo"},
    "contacts": "../contatti/",
    "strings": {
        "search.browse": "Sfoglia",
        "search.contacts": "Contatti",
        "search.count_many": "{count} risultati",
        "search.foreign": "In {language} per {query}:",
        "search.count_one": "{count} risultato",
        "search.more": "Altri",
        "search.none": "Niente per {query}",
        "search.none_where": "Cercato in {languages}",
        "search.other_language": "In {language} per {query}:",
        "search.suggestion": "Intendevi",
        "search.unfilter": "Togli",
    },
}
PAGE = """<title>Cerca</title><h1>Cerca</h1><!--kb:results-->
<div data-kb-results data-kb-title="Cerca" data-state="start">
<input data-kb-q value=""><nav data-kb-filters><a data-kb-filter="kind" data-kb-value="">T</a>
<a data-kb-filter="kind" data-kb-value="faq">A</a></nav><div data-kb-advice></div><ol data-kb-list></ol>
<p data-kb-more></p></div><!--/kb:results--><footer>Piede</footer>"""
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)
# Tags, attributes and references come by chance only from an alphabet made for them.
MARKUP = st.text("<>&\"'/= ab;", max_size=20) | TEXT


class Reader(HTMLParser):
    """Collects the elements, attribute values and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str | None] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


def read(html: str) -> Reader:
    """Parse as a browser would, near enough for escaped text."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def hit(title: str, text: str = "testo", lang: str = "it", **more: object) -> Hit:
    """A hit about which only what is said matters."""
    values = {"url": f"/{lang}/x/", "section": None} | more
    return Hit("x", lang, values["url"], title, (), "faq", "c", 1, Excerpt(text), values["section"])  # type: ignore[arg-type]


def shown(text: str, *hits: Hit, total: int | None = None, **more: object) -> Shown:
    """What a page shows for a query with these hits."""
    count = len(hits) if total is None else total
    found = Results(text, "it", count, hits, bool(hits), **{"query_lang": "it"} | more)  # type: ignore[arg-type]
    return Shown(CONFIG, "/it/cerca/", (("q", text),), params.Question(text), found)


@given(MARKUP, MARKUP, MARKUP, MARKUP)
def test_hostile_text_adds_no_element(query: str, title: str, text: str, word: str) -> None:
    """Whatever query, title, passage and suggestion hold, the page has the elements of a harmless one."""
    harmless = read(render(PAGE, shown("x", hit("x", "x"), suggestion="x")))
    hostile = hit(f"<b>{title}", f"</p><script>{text}")
    found = read(render(PAGE, shown(query, hostile, suggestion=f'"><b {word}')))
    assert found.tags == harmless.tags
    assert {query, f'"><b {word}'} <= set(found.values)
    assert f"<b>{title}" in found.text
    assert f"</p><script>{text}" in found.text
    assert f'"><b {word}' in found.text


@given(MARKUP)
def test_a_hostile_query_without_an_answer_is_repeated_as_text(query: str) -> None:
    """The sentence that repeats the query, too, gains no element by it."""
    harmless = read(render(PAGE, shown("x")))
    found = read(render(PAGE, shown(f"<b>{query}")))
    assert found.tags == harmless.tags
    assert f"Niente per <b>{query}" in found.text


@given(MARKUP, st.data())
def test_marks_take_nothing_from_the_text(text: str, data: st.DataObject) -> None:
    """Marked text read aloud is the text; what is marked is what the spans say."""
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = tuple(zip(ends[::2], ends[1::2], strict=False))
    reader = read(str(marked_text(text, spans)))
    assert reader.text == text
    assert reader.tags == ["mark"] * len(spans)


def test_text_around_marks_is_escaped_too() -> None:
    """Before, within and after a mark."""
    marked = str(marked_text("<a> <b> <c>", ((4, 7),)))
    assert marked == "&lt;a&gt; <mark>&lt;b&gt;</mark> &lt;c&gt;"


def test_only_the_region_changes() -> None:
    """What the theme put around the results stays as it was, byte by byte."""
    page = render(PAGE, shown("disdetta", hit("Disdetta")))
    assert page.startswith("<title>disdetta – Cerca</title><h1>Cerca</h1><!--kb:results-->")
    assert page.endswith("<!--/kb:results--><footer>Piede</footer>")
    assert 'data-state="results"' in page
    assert 'value="disdetta"' in page


@pytest.mark.parametrize("page", ["<p>no region</p>", PAGE])
def test_a_page_of_another_theme_has_no_config(page: str) -> None:
    """Without the region or without the config there is nothing to fill, and that is no crash."""
    assert config_of(page) is None
    if "kb:results" not in page:
        assert render(page, shown("x")) == page


def test_links_lead_into_the_site_whatever_the_index_says() -> None:
    """A stored address can name neither another host nor a script."""
    for url in ("//evil.example/", "javascript:alert(1)", "/it/x/"):
        page = render(PAGE, shown("xx", hit("T", url=url)))
        assert f'href="/{url.lstrip("/")}"' in page


def test_the_best_section_is_a_link_of_its_own() -> None:
    """Its anchor is escaped as encodeURIComponent does; a lead without an anchor is no link."""
    with_section = render(PAGE, shown("xx", hit("T", section=SectionLink("Più", "più-è/x"))))
    lead = render(PAGE, shown("xx", hit("T", section=SectionLink("", ""))))
    assert 'class="kb-hit__section"' in with_section
    assert "/it/x/#pi%C3%B9-%C3%A8%2Fx" in with_section
    assert "kb-hit__section" not in lead


def test_too_short_nothing_other_language_and_suggestion_are_said() -> None:
    """Each state has its sentence; the state itself is on the root for the style sheet."""
    short = render(PAGE, Shown(CONFIG, "/it/cerca/", (("q", "a"),), params.Question("a"), None))
    none = render(PAGE, shown("carbonara"))
    other = render(PAGE, shown("receipt", hit("Receipts", lang="en"), fallback=True, suggestion="receipts"))
    assert 'data-state="short"' in short
    assert "Niente per <bdi>carbonara</bdi>" in none
    assert "Cercato in <bdi>italiano, inglese</bdi>" in none
    assert "In <bdi>inglese</bdi> per <bdi>receipt</bdi>: <bdi>1</bdi> risultato" in other
    assert '<li class="kb-hit" lang="en">' in other
    assert '<a data-kb-q="receipts" href="./?q=receipts">' in other or 'href="./?q=receipts"' in other


def test_a_question_in_another_language_is_told_from_its_answers() -> None:
    """The sentence names the answers' language, and what it quotes carries the question's."""
    page = render(PAGE, shown("wie kündige ich", hit("Disdire"), query_lang="de"))
    assert 'In <bdi>italiano</bdi> per <bdi lang="de">wie kündige ich</bdi>: <bdi>1</bdi> risultato' in page
    assert '<li class="kb-hit">' in page


def test_more_is_offered_up_to_the_most_that_is_shown() -> None:
    """Twenty more each time; at a hundred the list ends, and a narrower question is the way on."""
    twenty = tuple(hit(f"T{n}") for n in range(20))
    hundred = tuple(hit(f"T{n}") for n in range(100))
    assert "limit=40" in render(PAGE, shown("xx", *twenty, total=200))
    assert "limit=" not in render(PAGE, shown("xx", *hundred, total=200))
    assert "limit=" not in render(PAGE, shown("xx", *twenty))


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"q": "piano"}, params.Question("piano", None, None, 20)),
        ({"q": "x", "kind": "guide", "category": "c"}, params.Question("x", "guide", "c", 20)),
        ({"q": "x", "kind": "nonsense", "category": "d"}, params.Question("x", None, None, 20)),
        ({"q": "x", "limit": "40"}, params.Question("x", None, None, 40)),
        ({"q": "x", "limit": "4000"}, params.Question("x", None, None, 100)),
        ({"q": "x", "limit": "0"}, params.Question("x", None, None, 20)),
        ({"q": "x", "limit": "-3"}, params.Question("x", None, None, 20)),
        ({"q": "x", "limit": "9" * 5000}, params.Question("x", None, None, 20)),
        ({}, params.Question("", None, None, 20)),
    ],
)
def test_an_address_is_read_kindly(values: dict[str, str], asked: params.Question) -> None:
    """What cannot be meant is passed over, as the browser's page does."""
    assert params.from_page(values, {"c"}) == asked


def test_each_filter_says_how_many_results_it_would_give() -> None:
    """The number to see and a sentence to hear, of any kind too; none where a choice would give nothing."""
    counts = Counts({"": 12, "faq": 1}, {"": 12})
    page = render(PAGE, shown("disdetta", hit("Disdetta"), total=12, counts=counts))
    assert (
        re.sub(r"<[^>]*>", "", page).split("Cerca")[-1].startswith("\n\nT12 (12 risultati)\nA1 (1 risultato)")
    )
    nothing = render(PAGE, shown("disdetta", hit("Disdetta"), counts=Counts({"": 0}, {"": 0})))
    assert '<span aria-hidden="true">0</span>' in nothing
    assert "kb-filters__count" not in render(PAGE, shown("disdetta", hit("Disdetta")))
