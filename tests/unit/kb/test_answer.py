"""Promises of answers: a customer gets the part of an article that holds for them, with links that work."""

from collections.abc import Callable

import pytest

from kb.answering.audience import audiences_of
from kb.answering.customer import Offer, Panel
from kb.answering.part import answer
from kb.content.article import parse
from kb.content.facts import Facts
from kb.content.operations import Operation

Text = Callable[..., str]
BODY = """Lead {{ facts.password.min_length }}, see [b](b.md#x) and [it](../it/c.md).

## Steps

```
# not a heading { data-when="corporate" }
```

## Late { #late when=suspended }

Late text.

### Below

Below text.

### More

More text.

## With Corporate { when=corporate }

Call us.
"""


def markdown(text: str, facts: Facts, audiences: set[str] | None) -> str:
    return answer(
        parse(text, "a.md", "en", "a"), facts, None if audiences is None else frozenset(audiences)
    ).markdown


@pytest.mark.parametrize(
    ("audiences", "present", "absent"),
    [
        (None, ["Lead", "Steps", "Late text", "Below text", "More text", "Call us"], []),
        ({"active"}, ["Lead", "Steps", "not a heading"], ["Late", "Below", "More", "Corporate", "Call us"]),
        ({"suspended"}, ["Lead", "Steps", "## Late\n", "Late text", "### Below", "### More"], ["Call us"]),
        ({"corporate"}, ["## With Corporate\n", "Call us"], ["Lead", "Steps", "Late", "Below", "More"]),
    ],
)
def test_marked_sections_go_to_their_accounts(
    article_text: Text, known_facts: Facts, audiences: set[str] | None, present: list[str], absent: list[str]
) -> None:
    """Sections stay for whom they are marked, with the headings below them; Corporate gets its own alone."""
    found = markdown(article_text("a", body=BODY), known_facts, audiences) + "\n"
    assert [text for text in present if text not in found] == []
    assert [text for text in absent if text in found] == []


def test_the_summary_is_said_unless_the_text_says_it(article_text: Text, known_facts: Facts) -> None:
    """It is the answer in one sentence; whoever gets only a section of their own does not get it."""
    article = parse(article_text("a", body=BODY, actions="[go]"), "a.md", "en", "a")
    assert answer(article, known_facts, None).summary == article.summary != ""
    assert answer(article, known_facts, frozenset({"corporate"})).summary == ""
    said = parse(article_text("a", body=f"{article.summary}\n", actions="[go]"), "a.md", "en", "a")
    assert answer(said, known_facts, None).summary == ""


def test_without_a_corporate_section_everybody_reads_the_same(article_text: Text, known_facts: Facts) -> None:
    """Where nothing is said for Corporate alone, the article holds for it too."""
    text = article_text("a", body="Same.\n", actions="[go]")
    found = answer(parse(text, "a.md", "en", "a"), known_facts, frozenset({"corporate"}))
    assert found.markdown == "Same."
    assert list(found.actions) == ["go"]


def test_links_and_actions_are_whole(article_text: Text, known_facts: Facts) -> None:
    """Links to other articles start at the site's address; actions return to the article."""
    article = parse(article_text("a", body=BODY, actions="[go]"), "a.md", "en", "a")
    found = answer(article, known_facts, frozenset({"active"}), "https://h")
    assert "Lead 8, see [b](https://h/en/b/#x) and [it](https://h/it/c/)." in found.markdown
    assert found.actions == {"go": "https://h/account/go/go?return=/en/a/"}
    assert found.url == "https://h/en/a/"
    assert answer(article, known_facts, frozenset({"corporate"})).actions == {}
    below = answer(article, known_facts, frozenset({"active"}), "https://h/help")
    assert (below.url, below.actions["go"]) == (
        "https://h/help/en/a/",
        "https://h/account/go/go?return=/help/en/a/",
    )


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (("corporate", "active", True, 0), frozenset({"corporate"})),
        (
            ("self_service", "active", True, 0),
            {"self-service", "active", "renewal-on", "no-credit"},
        ),
        (
            ("self_service", "active", False, 5),
            {"self-service", "active", "renewal-off", "credit"},
        ),
        (("self_service", "suspended", False, 0), {"self-service", "suspended", "not-active", "no-credit"}),
        (("self_service", "no_plan", False, 0), {"self-service", "no-plan", "not-active", "no-credit"}),
    ],
)
def test_an_account_tells_its_audiences(account: tuple[object, ...], expected: set[str]) -> None:
    """State, kind, renewal and credit decide which marked sections hold."""
    known = dict(zip(("kind", "state", "auto_renew", "credit"), account, strict=True))
    assert audiences_of(known) == expected


def test_a_section_for_whom_the_action_is_not_replaces_the_steps(
    article_text: Text, known_facts: Facts
) -> None:
    """Where the action is refused the marked section stands alone; else it is added to the steps."""
    article = parse(article_text("a", body=BODY, actions="[go]"), "a.md", "en", "a")
    go = Operation("go", {}, labels={"en": "Go"}, consequences={"en": "You go."}, not_for=("suspended",))
    alone = answer(article, known_facts, frozenset({"suspended"}), operations={"go": go})
    assert ("Late text" in alone.markdown, "Lead" in alone.markdown, alone.actions) == (True, False, {})
    others = answer(article, known_facts, frozenset({"no-plan"}), operations={"go": go})
    assert ("Lead" in others.markdown, others.offers) == (True, (Offer("go", "Go", "You go."),))


def test_what_the_service_says_of_an_account_comes_first(article_text: Text, known_facts: Facts) -> None:
    """Its sentences and offers stand in place of the article's bare actions, each once."""
    article = parse(article_text("a", body=BODY, actions="[go, stay]"), "a.md", "en", "a")
    panel = Panel("You pay 5.", (Offer("buy", "Buy", "You pay."),))
    made = answer(article, known_facts, frozenset({"active"}), panels={"go": panel, "stay": panel})
    assert (made.state, made.actions) == (("You pay 5.",), {"buy": "/account/go/buy?return=/en/a/"})
