"""Promises of answers: a customer gets the part of an article that holds for them, with links that work."""

from collections.abc import Callable

import pytest

from kb.answering.part import answer, audiences_of
from kb.content.article import parse
from kb.content.facts import Facts

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
    return answer(parse(text, "a.md", "en", "a"), facts, audiences).markdown


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


def test_without_a_corporate_section_everybody_reads_the_same(article_text: Text, known_facts: Facts) -> None:
    """Where nothing is said for Corporate alone, the article holds for it too."""
    text = article_text("a", body="Same.\n", actions="[go]")
    found = answer(parse(text, "a.md", "en", "a"), known_facts, {"corporate"})
    assert found.markdown == "Same."
    assert list(found.actions) == ["go"]


def test_links_and_actions_are_whole(article_text: Text, known_facts: Facts) -> None:
    """Links to other articles start at the site's address; actions return to the article."""
    article = parse(article_text("a", body=BODY, actions="[go]"), "a.md", "en", "a")
    found = answer(article, known_facts, {"active"}, "https://h")
    assert "Lead 8, see [b](https://h/en/b/#x) and [it](https://h/it/c/)." in found.markdown
    assert found.actions == {"go": "https://h/account/go/go?return=/en/a/"}
    assert found.url == "https://h/en/a/"
    assert answer(article, known_facts, {"corporate"}).actions == {}
    below = answer(article, known_facts, {"active"}, "https://h/help")
    assert (below.url, below.actions["go"]) == (
        "https://h/help/en/a/",
        "https://h/account/go/go?return=/help/en/a/",
    )


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ({"kind": "corporate", "state": "active", "auto_renew": True}, {"corporate"}),
        ({"kind": "self_service", "state": "active", "auto_renew": True}, {"self-service", "active"}),
        (
            {"kind": "self_service", "state": "active", "auto_renew": False},
            {"self-service", "active", "renewal-off"},
        ),
        ({"kind": "self_service", "state": "suspended", "auto_renew": False}, {"self-service", "suspended"}),
        ({"kind": "self_service", "state": "no_plan", "auto_renew": False}, {"self-service", "no-plan"}),
    ],
)
def test_an_account_tells_its_audiences(account: dict[str, object], expected: set[str]) -> None:
    """State, kind and renewal decide which marked sections hold."""
    assert audiences_of(account) == expected
