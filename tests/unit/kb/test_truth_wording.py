"""Statements, the words that bear their truth, and how articles differ from what was approved."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from findings import found
from hypothesis import given
from hypothesis import strategies as st

from kb.checks.model import Subject
from kb.content.article import Article
from kb.support import approval
from kb.truth import approved
from kb.truth.approved import Wording, changes, wording
from kb.truth.statements import Statement, statements
from kb.truth.words import skeleton

Make = Callable[..., Subject]
Text = Callable[..., str]
NEVER = Counter[str]().__getitem__  # no word stands in approved sentences


def said(text: str, *claims: str, lang: str = "en") -> Statement:
    """A sentence of an article."""
    return Statement("a", lang, f"content/{lang}/a.md", 9, text, claims)


def article_of(subject: Subject) -> Article:
    """The only article."""
    (article,) = subject.corpus.articles
    return article


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("Your plan stays active.", "Your plan does not stay active.", "en"),
        ("The plan starts at once.", "The plan starts after 30 days.", "en"),
        ("You are charged twelve times.", "You are charged ten times.", "en"),
        ("You can stop every month.", "You can stop every year.", "en"),
        ("Call {{ facts.a }}.", "Call {{ facts.b }}.", "en"),
        ("Press {{ label.on }}.", "Press {{ label.off }}.", "en"),
        ("## Your plan { when=corporate }", "## Your plan { when=active }", "en"),
        ("You cannot pay by card.", "You can pay by card.", "en"),
        ("Non paghi nulla.", "Paghi nulla.", "it"),
        ("L’account è sospeso subito.", "L’account è sospeso dopo un mese.", "it"),
        ("Solo chi ha credito.", "Anche chi ha credito.", "it"),
        ("Dell’abbonamento paghi meno.", "Dell’abbonamento paghi più.", "it"),
    ],
)
def test_a_lie_changes_the_parts_that_bear_truth(one: str, other: str, lang: str) -> None:
    """A negation, a time, a number, a condition, a fact, a button or an audience is never passed over."""
    assert skeleton(one, lang) != skeleton(other, lang)


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("Your plan remains active.", "Your plan stays active.", "en"),
        ("Open the long list of entries.", "Open the lengthy list of entries.", "en"),
        ("Resta tutto com’era.", "Rimane tutto com'era.", "it"),
        ("Scrivi  la frase.", "Scrivi la frase!", "it"),
    ],
)
def test_a_synonym_or_a_comma_changes_nothing(one: str, other: str, lang: str) -> None:
    """Who polishes a sentence without a claim is not asked for an approval."""
    assert skeleton(one, lang) == skeleton(other, lang)


def test_an_articles_statements_have_their_lines_and_claims(subject_of: Make, article_text: Text) -> None:
    """A claim holds for its paragraph; code, comments and Markdown's signs are no statements."""
    body = (
        "Intro one. Intro two?\n\n<!-- claim: x -->\n1. **Bold** [link](b.md).\nSecond line.\n\n"
        "```\nno. Code.\n```\n## Head\n"
    )
    article = article_of(subject_of({"en/a.md": article_text("a", body=body)}))
    assert [(one.line, one.text, one.claims) for one in statements(article)] == [
        (3, "A question?", ()),
        (4, "An answer.", ()),
        (8, "Intro one.", ()),
        (8, "Intro two?", ()),
        (11, "Bold [link](b.md).", ("x",)),
        (12, "Second line.", ("x",)),
        (17, "Head", ()),
    ]


PROMISES = [said("You never pay."), said("It stays open.", "open"), said("No charge after that.", "charge")]


@given(st.permutations(PROMISES))
def test_order_needs_no_approval(order: list[Statement]) -> None:
    """A sentence that is moved says what it said."""
    assert list(changes(order, map(wording, PROMISES), "en", NEVER)) == []


def test_changes_are_paired_with_what_they_were() -> None:
    """A changed sentence beside its approved wording, a new one and one that is gone by themselves."""
    now = [said("You pay."), said("It stays open today.", "open"), said("All free.")]
    assert [
        (c.now and c.now.text, c.then and c.then.text)
        for c in changes(now, map(wording, PROMISES), "en", NEVER)
    ] == [
        ("You pay.", "You never pay."),
        ("It stays open today.", "It stays open."),
        ("All free.", None),
        (None, "No charge after that."),
    ]


def test_each_copy_of_a_sentence_is_approved_by_itself() -> None:
    """One approved sentence does not approve a second like it."""
    twice = [said("You never pay."), said("You never pay.")]
    assert len(list(changes(twice, [wording(twice[0])], "en", NEVER))) == 1


texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
wordings = st.builds(Wording, texts, st.lists(texts, max_size=2).map(tuple), st.booleans())
HEAD = (Wording("A question?", (), True), Wording("An answer."))


@given(
    st.dictionaries(
        texts, st.dictionaries(texts, st.lists(wordings, max_size=3).map(tuple), max_size=2), max_size=2
    )
)
def test_the_file_keeps_every_wording(kept: dict[str, dict[str, tuple[Wording, ...]]]) -> None:
    """What is written is read back the same."""
    assert approved.parse(approved.dump(kept)) == kept


def test_a_changed_promise_is_a_finding_at_its_line(subject_of: Make, article_text: Text) -> None:
    """With the approved wording, the new one and the command; a site that approved nothing is left alone."""
    now = article_text("a", body="<!-- claim: x -->\nYou can pay.\n")
    files = {"en/a.md": now}
    assert found("approved-wording", subject_of(files)) == []
    entries = (*HEAD, Wording("You cannot pay.", ("x",)), Wording("It is free."))
    kept = approved.dump({"en": {"a": entries}})
    cure = "compare it with the service, then run 'kb claims approve"
    assert found("approved-wording", subject_of(files | {"approved.json": kept})) == [
        f"content/en/a.md:8: the approved sentence 'It is free.' is gone: {cure} a --lang en'",
        "content/en/a.md:9: was approved as 'You cannot pay.' and now says 'You can pay.': "
        f"{cure} x --lang en'",
    ]


def test_a_new_article_is_one_finding_and_a_draft_none(subject_of: Make, article_text: Text) -> None:
    """A writer learns what to do once, when the article is to be published."""
    kept = approved.dump({"en": {"b": ()}})
    new = {"en/a.md": article_text("a"), "en/c.md": article_text("c", status="draft"), "approved.json": kept}
    assert found("approved-wording", subject_of(new)) == [
        "content/en/a.md:2: nobody has approved this article yet: compare it with the service, "
        "then run 'kb claims approve a'"
    ]


def test_a_sentence_added_to_a_home_page_is_a_finding(subject_of: Make, article_text: Text) -> None:
    """Under the name `index`; one that nobody has approved yet has all its promises to approve."""
    home = "---\ntitle: Home\nsummary: Never without an answer.\n---\n\nAsk a question.{}\n"
    said = (Wording("Home", is_heading=True), Wording("Never without an answer."), Wording("Ask a question."))
    agreed = {"en": {"a": HEAD, "index": said}}
    files = {"en/a.md": article_text("a", body=""), "approved.json": approved.dump(agreed)}
    assert found("approved-wording", subject_of(files | {"en/index.md": home.format("")})) == []
    cure = "compare it with the service, then run 'kb claims approve index --lang en'"
    new = files | {"en/index.md": home.format(" We write within an hour.")}
    assert found("approved-wording", subject_of(new)) == [
        f"content/en/index.md:6: nobody has approved 'We write within an hour.': {cure}"
    ]
    del agreed["en"]["index"]
    lines = found("approved-wording", subject_of(new | {"approved.json": approved.dump(agreed)}))
    assert [line.partition(" nobody")[0] for line in lines] == [
        f"content/en/index.md:{line}:" for line in (3, 6, 6)
    ]


SHELF = "- id: billing\n  it: {{title: Soldi}}\n  en:\n    title: Money\n    summary: {}\n"


def test_a_changed_promise_of_a_category_is_a_finding(subject_of: Make, article_text: Text) -> None:
    """At its line, under the name `categories.yml`, and no more once it is approved under that name."""
    said = (Wording("Money"), Wording("Pay and cancel."))
    kept = approved.dump({"en": {"a": HEAD, "categories.yml": said}})
    files = {"en/a.md": article_text("a", body=""), "approved.json": kept}
    same = files | {"categories.yml": SHELF.format("Cancel and pay.")}
    assert found("approved-wording", subject_of(same)) == []
    now = subject_of(files | {"categories.yml": SHELF.format("Pay and never cancel.")})
    cure = "compare it with the service, then run 'kb claims approve categories.yml --lang en'"
    assert found("approved-wording", now) == [
        "content/categories.yml:5: was approved as 'Pay and cancel.' and now says 'Pay and never cancel.': "
        + cure
    ]
    approval.approve(now.corpus.root, now.corpus, "categories.yml", None)
    assert approval.pending(now.corpus.root, now.corpus, "categories.yml", None) == []


@pytest.mark.parametrize(
    ("lang", "asked", "otherwise", "lie"),
    [
        ("it", "Devi riascoltarle?", "Hai bisogno di riascoltarle?", "Puoi riascoltarle?"),
        ("it", "Vuoi pagare adesso?", "Adesso vuoi pagare?", "Vuoi pagare?"),
        ("en", "Do you need to pay again?", "Must you pay again?", "Can you pay again?"),
        ("en", "Do you already know [it](a.md)?", "Already know [it](a.md)?", "Do you know [it](a.md)?"),
    ],
)
def test_a_question_in_a_text_keeps_its_modality_and_time(
    lang: str, asked: str, otherwise: str, lie: str
) -> None:
    """It may be put otherwise; a duty is no permission, and a time does not go."""
    then = [Wording(asked)]
    assert list(changes([said(otherwise, lang=lang)], then, lang, NEVER)) == []
    assert list(changes([said(lie, lang=lang)], then, lang, NEVER)) != []


def test_a_home_page_is_approved_as_index(subject_of: Make, article_text: Text) -> None:
    """What waits for approval under that name is kept, and nothing of an article."""
    files = {"en/a.md": article_text("a", body="Never.\n"), "en/index.md": "Ask after a day.\n"}
    found_now = subject_of(files).corpus
    (change,) = approval.pending(found_now.root, found_now, "index", None)
    assert getattr(change.now, "text", "") == "Ask after a day."
    approval.approve(found_now.root, found_now, "index", None)
    assert approval.load(found_now.root) == {"en": {"index": (Wording("Ask after a day."),)}}
    assert approval.pending(found_now.root, found_now, "index", None) == []


@pytest.mark.parametrize("text", ["[]", "{", '{"en": {"a": [{"claims": []}]}}', '{"en": 3}'])
def test_a_damaged_file_is_said(text: str, subject_of: Make, article_text: Text) -> None:
    """In one sentence with the file and the cure."""
    with pytest.raises(Exception, match=r"content/approved\.json: not the approved wording .* from Git"):
        subject_of({"en/a.md": article_text("a"), "approved.json": text})


def test_the_shipped_articles_are_approved(root: Path) -> None:
    """The file holds exactly what the articles of this project promise."""
    kept = approved.parse((root / "content" / approved.FILE).read_text(encoding="utf-8"))
    assert set(kept) == {"it", "en"}
    assert set(kept["it"]) == set(kept["en"])


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (said("You receive the invoice by post.", "x"), said("You recieve the invoice, by post.", "x")),
        (said("Choose a plan and a card."), said("Pick a card and a plan.")),
        (said("If it fails, you never pay."), said("You never pay if it fails.")),
        (said("Read [how to print it](print.md)."), said("Read [printing](print.md).")),
        (said("Look in the folder."), said("Look in the folder (a big one).")),
        (said("Use it in English or in Italian.", "x"), said("Use it in Italian or in English.", "x")),
        (said("Bring a card, a receipt and a date."), said("Bring a date, a card and a receipt.")),
        (said("You never pay, once it ends, a fee.", "x"), said("Once it ends, you never pay, a fee.", "x")),
        (said("Ask [how to choose a plan](b.md).", "x"), said("Ask [a plan’s choice](b.md).", "x")),
        (said("See [the video](b.md)."), said("Here is [the video](b.md).")),
        (said("Do not pay."), said("Don’t pay.")),
        (said("Would you rather see it?"), said("Would you prefer to see it?")),
        (said("Only the bank knows the reason."), said("The reason is known only to the bank.")),
        (replace(said("You have lost it"), is_heading=True), replace(said("If it is lost"), is_heading=True)),
    ],
)
def test_what_says_the_same_needs_no_approval(then: Statement, now: Statement) -> None:
    """A slip of the pen, a word that says the same, items or clauses exchanged, a link's words, a remark."""
    assert list(changes([now], [wording(then)], "en", Counter(receive=3).__getitem__)) == []


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (said("First the credit pays, then the card."), said("First the card pays, then the credit.")),
        (said("Read [how to print it](print.md)."), said("Read [how to print it](pay.md).")),
        (said("Look in the folder."), said("Look in the folder (it costs 5).")),
        (said("You stay signed in.", "x"), said("You stay signed on.", "x")),
        (said("You do not pay and wait.", "x"), said("You do not wait and pay.", "x")),
        (said("Press {{ label.a }} and {{ label.b }}."), said("Press {{ label.b }} and {{ label.a }}.")),
        (said("If A ends, B pays, after C.", "x"), said("B pays, if A ends, before C.", "x")),
        (said("If it ends, pay, if it opens, wait.", "x"), said("Pay, if it opens, wait, if it ends.", "x")),
        (said("Pro and Team cost 1 and 2.", "x"), said("Team and Pro cost 1 and 2.", "x")),
        (said("The card pays and the credit.", "x"), said("The credit pays the card and.", "x")),
        (said("Pay with a card.", "x"), said("A card with pay.", "x")),
        (said("Only the bank knows the reason."), said("The bank knows only the reason.")),
        (replace(said("If it ends"), is_heading=True), replace(said("Unless it ends"), is_heading=True)),
    ],
)
def test_what_says_something_else_is_a_change(then: Statement, now: Statement) -> None:
    """Another order in time, another target, a remark about money, any other word of a claim."""
    assert len(list(changes([now], [wording(then)], "en", NEVER))) == 1


def test_a_sentence_split_in_two_says_what_it_said() -> None:
    """And so does one made of two."""
    one, two = said("You never pay and you never wait."), [said("You never pay."), said("You never wait.")]
    assert list(changes(two, [wording(one)], "en", NEVER)) == []
    assert list(changes([one], map(wording, two), "en", NEVER)) == []


def test_steps_keep_their_order(subject_of: Make, article_text: Text) -> None:
    """A numbered step before another is another way; sentences elsewhere may change places."""
    kept = article_of(subject_of({"en/a.md": article_text("a", body="1. Open a plan.\n2. Buy a card.\n")}))
    now = article_text("a", body="1. Buy a card.\n2. Open a plan.\n")
    entries = approved.dump({"en": {"a": tuple(wording(one) for one in statements(kept))}})
    (line,) = found("approved-wording", subject_of({"en/a.md": now, "approved.json": entries}))
    assert line.startswith("content/en/a.md:9: the step 'Open a plan.' was approved in another place")


def test_an_approved_heading_of_little_words_is_one_that_nothing_turns() -> None:
    """`## The` holds nothing that bears truth: it breaks no check."""
    assert list(changes([said("a")], [Wording("a", (), is_heading=True)], "en", NEVER)) == []
