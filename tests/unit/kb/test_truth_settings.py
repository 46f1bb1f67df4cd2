"""What a heading says of when and for whom, and where, how and on what terms a promise holds, is kept."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.checks import TRUTH, mutation_score
from kb.checks.model import Subject
from kb.truth.approved import changes, wording
from kb.truth.headings import case
from kb.truth.mutations import lies
from kb.truth.statements import Statement

Make = Callable[..., Subject]
Text = Callable[..., str]


def _is_noticed(then: str, now: str, lang: str, *, is_heading: bool = False) -> bool:
    said = Statement("a", lang, f"content/{lang}/a.md", 9, now, (), is_heading)
    return bool(list(changes([said], [wording(replace(said, text=then))], lang, lambda _: 0)))


@pytest.mark.parametrize(
    ("lang", "then", "harmless", "lie"),
    [
        ("en", "When the period ends", "When the period is over", "When the month ends"),
        ("en", "If the period ends", "The period ends", "Before the period ends"),
        ("en", "In writing", "In wrting", "In writing or by chat"),
        ("en", "If you choose wrong", "If you pick wrong", "If you pay wrong"),
        ("en", "A tip before you cancel", "A hint before you cancel", "A tip before you pay"),
        ("en", "The table", "The grid", "The table when you pay"),
        ("it", "Quando il periodo finisce", "Quando finisce il periodo", "Quando finisce il mese"),
        ("it", "Prima di cominciare", "Prima di iniziare", "Prima di pagare"),
        ("it", "Che cosa puoi fare da solo", "Che cosa fai da solo", "Che cosa puoi fare con il consenso"),
        ("it", "Per iscritto", "Per iscrito", "Per iscritto o in chat"),
    ],
)
def test_the_case_that_a_heading_names_is_kept(lang: str, then: str, harmless: str, lie: str) -> None:
    """What holds when the period ends is a lie under a heading that says `month`; near words say the same."""
    assert not _is_noticed(then, harmless, lang, is_heading=True)
    assert _is_noticed(then, lie, lang, is_heading=True)


@pytest.mark.parametrize(
    ("text", "lang", "named"),
    [
        ("In writing", "en", ("in", "write")),
        ("A tip before you cancel", "en", ("before", "you", "cancel")),
        ("When does my plan renew?", "en", ()),
        ("The table", "en", ()),
    ],
)
def test_a_heading_names_a_case_from_the_word_that_begins_it(
    text: str, lang: str, named: tuple[str, ...]
) -> None:
    """A heading that only names a thing, or asks when, may be worded anew."""
    assert case(text, lang) == named


@pytest.mark.parametrize(
    ("lang", "then", "harmless", "lie"),
    [
        (
            "en",
            "You can call us from a phone.",
            "From a phone you can call us.",
            "You can call us from a phone in North America.",
        ),
        ("en", "You can pay by card.", "You may pay by card.", "You can pay by card or voucher."),
        (
            "en",
            "You may keep it in a drawer.",
            "You may keep it in a cupboard.",
            "You may keep it in a drawer with permission.",
        ),
        (
            "it",
            "Puoi chiedere il rimborso.",
            "Il rimborso puoi chiederlo.",
            "Puoi chiedere il rimborso con il consenso.",
        ),
        (
            "it",
            "Puoi leggere tutto con attenzione.",
            "Puoi leggere tutto attentamente.",
            "Puoi leggere tutto con attenzione dal lunedì.",
        ),
    ],
)
def test_a_place_a_channel_and_a_condition_are_kept_without_a_claim(
    lang: str, then: str, harmless: str, lie: str
) -> None:
    """A promise to all is no promise to those in one place; one word for another narrows nothing."""
    assert not _is_noticed(then, harmless, lang)
    assert _is_noticed(then, lie, lang)
    assert _is_noticed(lie, then, lang)


def test_a_sentence_that_promises_nothing_may_say_where() -> None:
    """Outside promises a place is description."""
    assert not _is_noticed("Choose the table.", "Choose the table in peace.", "en")


def test_lies_of_place_and_terms_are_planted(subject_of: Make, article_text: Text) -> None:
    """The mutation score counts promises narrowed to a place or to terms."""
    text = article_text("a", body="You never pay for it.\n\n## In writing\n\nSee the table.\n")
    subject = subject_of({"en/a.md": text})
    article = subject.corpus.articles[0]
    told = [lie.new for lie in lies(article, subject.facts) if lie.kind == "setting"]
    assert "You never pay for it in North America." in told
    assert "## by phone" in told
    assert not any("table in North" in lie for lie in told)
    assert mutation_score.score(mutation_score.verdicts(article, subject, TRUTH))["setting"][1] == len(told)
