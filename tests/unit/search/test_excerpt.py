"""Excerpts show the best passage, cut at words, with the right words marked."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from search import Document, Engine, Section, SectionLink
from search.snippets.excerpt import ELLIPSIS, excerpt
from search.snippets.highlight import Matcher
from search.text.analyzer import Analyzer
from search.text.language import language

ENGLISH = Matcher(Analyzer(language("en")))
WORDS = st.lists(
    st.sampled_from(["plan", "plans", "refund", "x", "word. Then", "a\nline", "long" * 9]), max_size=40
)


def document(*texts: str, summary: str = "") -> Document:
    """A document of several sections."""
    sections = (
        Section(f"Part {n}" if n else "", f"part-{n}" if n else "", text) for n, text in enumerate(texts)
    )
    return Document("a", "en", "/a/", "Title", summary, sections=tuple(sections))


@given(WORDS, WORDS, st.integers(100, 160))
def test_marks_are_the_matching_words_of_the_excerpt(
    first: list[str], second: list[str], length: int
) -> None:
    """The passage stands in the article and is not too long; exactly its matching words are marked."""
    article = document(" ".join(first), " ".join(second))
    found, section = excerpt(article, {"plan": (0, 3), "refund": (1, 9)}, ENGLISH, length)
    inner = found.text.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)
    assert any(inner in text.replace("\n", " ") for text in article.texts())
    assert len(inner) <= length
    assert all(found.text[start:end] in ("plan", "plans", "refund") for start, end in found.marks)
    words = {"plan", "plans", "refund"} & set(inner.split())
    assert bool(found.marks) or not words
    assert section is None or section.anchor in ("part-1",)


def test_the_section_with_most_of_the_query_is_linked() -> None:
    """The passage comes from the section that holds both words, and that section is named."""
    article = document("A plan. A plan. A plan.", "Nothing here.", "The refund of a plan.")
    found, section = excerpt(article, {"plan": (0, 3), "refund": (1, 9)}, ENGLISH, 40)
    assert found.text == "The refund of a plan."
    assert section == SectionLink("Part 2", "part-2")


def test_a_section_for_some_readers_answers_only_who_names_them() -> None:
    """What holds for others is no passage for what any section says; for its heading it is."""
    article = Document(
        "a",
        "en",
        "/a/",
        "Refunds",
        "Ask for one.",
        sections=(
            Section("With a Corporate refund", "c", "There is no refund, refund or refund.", for_some=True),
            Section("The steps", "s", "Press refund in your plan."),
        ),
    )
    words = {"refund": (0, 9), "plan": (1, 3)}
    assert excerpt(article, words, ENGLISH, 100)[1] == SectionLink("The steps", "s")
    named = words | {"corpor": (2, 5)}
    assert excerpt(article, named, ENGLISH, 100)[1] == SectionLink("With a Corporate refund", "c")


def test_a_heading_counts_for_its_section() -> None:
    """A word of the heading makes its section the best."""
    article = Document(
        "a", "en", "/a/", "T", sections=(Section("", "", "x"), Section("Plans", "p", "Words."))
    )
    found, section = excerpt(article, {"plan": (0, 3)}, ENGLISH, 40)
    assert (found.text, section) == ("Words.", SectionLink("Plans", "p"))


def test_a_heading_outweighs_a_summary_or_a_passage_that_says_as_much() -> None:
    """Who types a section's heading is led to it, though the summary and another section use its words."""
    sections = (
        Section("Prices", "p", "The table of prices."),
        Section("The table", "t", "Plan, credit, sum."),
    )
    article = Document("a", "en", "/a/", "Receipts", "Look below the table.", sections=sections)
    _, section = excerpt(article, {"tabl": (0, 3)}, ENGLISH, 40)
    assert section == SectionLink("The table", "t")


def test_without_a_match_the_summary_is_shown() -> None:
    """An article found by its title shows what it is about."""
    assert excerpt(document("Body.", summary="Summary."), {"x": (0, 1)}, ENGLISH, 40)[0].text == "Summary."
    assert excerpt(document("Body."), {"x": (0, 1)}, ENGLISH, 40)[0].text == "Body."
    assert excerpt(document(), {"x": (0, 1)}, ENGLISH, 40)[0].text == ""


def test_where_no_passage_says_more_than_the_title_the_summary_answers() -> None:
    """A passage has to add a word that the title lacks; the summary is then shown from its beginning."""
    article = replace(
        document("A refund is paid in euros.", summary="In short: refunds work."),
        title="How do I get a refund?",
    )
    shown, section = excerpt(article, {"refund": (0, 2)}, ENGLISH, 40)
    assert (shown.text, section) == ("In short: refunds work.", None)
    assert shown.marks == ((10, 17),)
    more = excerpt(article, {"refund": (0, 2), "euro": (1, 1)}, ENGLISH, 40)[0]
    assert more.text == "A refund is paid in euros."


def test_passage_begins_with_its_sentence() -> None:
    """Not in the middle of a sentence when its beginning is near; else at a word."""
    text = "One sentence here. " * 9 + "Then the refund is paid. " + "And so on it goes. " * 9
    assert excerpt(document(text), {"refund": (0, 1)}, ENGLISH, 60)[0].text.startswith(
        ELLIPSIS + "Then the refund"
    )
    far = "word " * 40 + "refund " + "word " * 40
    found = excerpt(document(far), {"refund": (0, 1)}, ENGLISH, 90)[0]
    assert found.text.startswith(ELLIPSIS + "word ")
    assert [found.text[start:end] for start, end in found.marks] == ["refund"]
    tight = "x" * 70 + "/refund"
    assert excerpt(document(tight), {"refund": (0, 1)}, ENGLISH, 60)[0].text == ELLIPSIS + "refund"
    assert excerpt(document(tight), {"refund": (0, 1)}, ENGLISH, 90)[0].text == tight


def test_title_is_marked_and_stop_words_are_not(engine: Callable[..., Engine]) -> None:
    """What matched in the title is marked in code points."""
    hit = engine({"a": "😀 How to change the plan", "b": "x"}).search("how to change a plan").hits[0]
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["change", "plan"]
