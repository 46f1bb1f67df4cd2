"""Promises of the article model: typed fields, every fault of a file at once, each at its line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.article import Article, Known, Video, examine, parse
from kb.content.frontmatter import split
from kb.errors import ContentError, Problem

CASES = Path(__file__).parents[2] / "golden" / "front_matter"
KNOWN = Known(categories=("billing", "account"), actions=("changePlan", "turnOffRenewal"))
WHOLE = """---
id: change-plan
title: How do I change plan?
summary: >
  Choose
  another one.
kind: video
category: billing
questions:
  - change my plan
  - 'upgrade: how'
keywords: [plan, 12]
actions: [changePlan]
aliases: [/en/old-name/, /old.html]
related: [cancel-subscription]
updated: 2026-11-23
source: abc123
status: draft
video: {file: a.webm, captions: a.vtt, poster: a.jpg, duration: 1:05}
---
Body.
"""


def read(text: str) -> Article:
    return parse(text, "content/en/x.md", "en", "x", KNOWN)


def outcome(text: str) -> Article | tuple[Problem, ...]:
    try:
        return read(text)
    except ContentError as error:
        return error.problems


def problems_of(text: str) -> list[str]:
    found = outcome(text)
    return [] if isinstance(found, Article) else [str(problem) for problem in found]


def test_every_field_is_read_with_its_type_and_line() -> None:
    """Texts, lists, dates and the video keep the values that were typed, and know their lines."""
    article = read(WHOLE)
    assert (article.id, article.title, article.kind) == ("change-plan", "How do I change plan?", "video")
    assert article.summary == "Choose another one."
    assert article.questions == ("change my plan", "upgrade: how")
    assert article.keywords == ("plan", "12")
    assert article.actions == ("changePlan",)
    assert article.aliases == ("/en/old-name/", "/old.html")
    assert article.related == ("cancel-subscription",)
    assert article.updated == date(2026, 11, 23)
    assert (article.source, article.status) == ("abc123", "draft")
    assert article.video == Video("a.webm", "a.vtt", "a.jpg", "1:05")
    assert article.url == "/en/x/"
    assert (article.body, article.body_line) == ("Body.\n", 21)
    assert (article.line("questions.1"), article.line("updated"), article.line("nothing")) == (11, 16, 1)


def test_optional_fields_have_their_defaults() -> None:
    """The five required fields alone make an article."""
    article = read("---\nid: a\ntitle: T\nsummary: S\nkind: faq\ncategory: billing\nkeywords:\n---\n")
    assert (article.status, article.updated, article.video, article.keywords) == ("published", None, None, ())


def test_names_pass_where_nobody_can_tell() -> None:
    """Without known categories and actions every name is accepted."""
    text = WHOLE.replace("changePlan", "anything").replace("billing", "elsewhere")
    assert parse(text, "x.md", "en", "x").actions == ("anything",)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_faults_read_as_written_down(case: Path) -> None:
    """Each golden file's faults are reported as its `.txt` says: all of them, in order of lines."""
    expected = case.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert problems_of(case.read_bytes().decode("utf-8")) == expected


def test_long_lists_of_names_are_not_recited() -> None:
    """An unknown name far from all others names the possible ones only while they fit in a sentence."""
    text = WHOLE.replace("[changePlan]", "[zzz]")
    many = Known(actions=tuple(f"operation{number}" for number in range(20)))
    with pytest.raises(ContentError, match=r"unknown action 'zzz'$"):
        parse(text, "x.md", "en", "x", many)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_change_nothing(end: str) -> None:
    """CRLF files give the same fields at the same lines, and keep their bytes in the body."""
    article = read(WHOLE.replace("\n", end))
    assert article.title == "How do I change plan?"
    assert article.line("updated") == 16
    assert article.body == "Body." + end


def test_a_byte_order_mark_is_no_fault() -> None:
    """Files saved by editors that write one are read, and the mark is kept."""
    assert read("\N{ZERO WIDTH NO-BREAK SPACE}" + WHOLE).id == "change-plan"
    assert split("\N{ZERO WIDTH NO-BREAK SPACE}" + WHOLE).opening == "\N{ZERO WIDTH NO-BREAK SPACE}---\n"


texts = st.text(st.characters(codec="utf-8"), max_size=60)


@given(
    st.one_of(
        texts,
        texts.map(lambda text: f"---\n{text}\n---\nbody"),
        texts.map(lambda t: f"---\r\nid: {t}\r\n---"),
    )
)
def test_any_text_is_read_or_refused_and_never_lost(text: str) -> None:
    """Whatever is in a file becomes an article or a list of problems; the cut parts are the whole file."""
    parts = split(text)
    assert parts.opening + parts.head + parts.closing + parts.body == text
    found = outcome(text)
    if isinstance(found, Article):
        assert found.body == parts.body
    else:
        assert found
        assert all(1 <= problem.line <= text.count("\n") + 1 for problem in found)


GOOD_AND_BAD = {
    "id": ("a-b", "Bad Id"),
    "title": ("T", "[a]"),
    "summary": ("S", "''"),
    "kind": ("faq", "nope"),
    "category": ("billing", "nope"),
    "questions": ("[a, b]", "nope"),
    "keywords": ("[a]", "[a, a]"),
    "actions": ("[changePlan]", "[nope]"),
    "aliases": ("[/a/]", "[nope]"),
    "related": ("[a-b]", "[Bad Id]"),
    "updated": ("2026-01-31", "2026-02-31"),
    "source": ("abc", "{a: b}"),
    "status": ("draft", "nope"),
    "video": ("", "nope"),
    "pin": ("[opening hours]", "[a, a]"),
    "boost": ("1.5", "4"),
    "search": ("{exclude: true}", "{exclude: maybe}"),
    "unknown": ("", "x"),
}


@pytest.mark.parametrize(
    ("written", "percent"), [("1", 100), ("0.5", 50), ("1,25", 125), ("'1.5'", 150), ("3", 300), ("3.0", 300)]
)
def test_a_boost_is_a_factor(written: str, percent: int) -> None:
    """With a point or a comma, as each language writes it."""
    assert read(WHOLE.replace("updated:", f"pin: [hours]\nboost: {written}\nupdated:")).boost == percent


@pytest.mark.parametrize("written", ["0", "0.49", "3.01", "9", "-1", "much", "1.234", "1e1", "150%", "[1]"])
def test_a_boost_out_of_its_limits_is_a_fault(written: str) -> None:
    """The message names the field, the line and the limits."""
    (problem,) = problems_of(WHOLE.replace("updated:", f"boost: {written}\nupdated:"))
    assert "boost" in problem
    assert written == "[1]" or "0.5 to 3" in problem


@pytest.mark.parametrize(
    ("written", "left_out", "said"),
    [
        ("{exclude: true}", True, ""),
        ("\n  exclude: TRUE", True, ""),
        ("{exclude: false}", False, ""),
        ("true", False, "'search' must hold a field: write 'search: {exclude: true}'"),
        ("", False, "'search' must hold a field"),
        ("{}", False, "'search' must hold a field"),
        ("{exclude: yes}", False, "'search.exclude' 'yes': write true or false"),
        ("{exclude: }", False, "'search.exclude' is empty"),
        ("{exclude: [true]}", False, "'search.exclude' must be one text, not a list"),
        ("{exclud: true}", False, "unknown field 'search.exclud'; it may hold 'exclude'"),
        ("\n  exclude: true\n  boost: 2", True, "unknown field 'search.boost'; it may hold 'exclude'"),
    ],
)
def test_an_article_may_be_left_out_of_search(written: str, left_out: bool, said: str) -> None:
    """By Material's key; whatever else stands there is told, with what belongs there."""
    text = WHOLE.replace("updated:", f"search: {written}\nupdated:")
    article, problems = examine(text, "x.md", "en", "x")
    assert article.is_unsearched is left_out
    assert (len(problems), bool(said)) in ((0, False), (1, True))
    assert all(said in str(problem) for problem in problems)


@given(st.permutations(list(GOOD_AND_BAD)), st.sets(st.sampled_from(list(GOOD_AND_BAD))))
def test_exactly_the_faulty_lines_are_reported(order: list[str], bad: set[str]) -> None:
    """Whatever the order of the fields and whichever of them are wrong, just their lines are named."""
    fields = [name for name in order if GOOD_AND_BAD[name][name in bad]]
    lines = [f"{name}: {GOOD_AND_BAD[name][name in bad]}" for name in fields]
    expected = {number for number, name in enumerate(fields, 2) if name in bad}
    text = "---\n" + "\n".join(lines) + "\n---\n"
    assert {int(problem.split(":")[1]) for problem in problems_of(text)} == expected
