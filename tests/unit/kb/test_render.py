"""Promises of rendering: facts and labels are filled in, and what search reads is what the page shows."""

from collections.abc import Callable

import pytest

from kb.content.article import parse
from kb.content.facts import Facts
from kb.content.markdown.conversion import to_html
from kb.content.render import document, documents, render
from kb.errors import ContentError
from search import Section

BODY = """At least {{ facts.password.min_length }} signs: call {{ facts.contacts.global.toll_free }}.

<!-- claim: a-b -->
Choose **{{ label.turn_off_renewal }}**.

## Corporate { when=corporate }

[Contacts]({{ facts.contacts.page }})
"""


def test_the_page_and_the_index_show_the_same_values(
    article_text: Callable[..., str], known_facts: Facts
) -> None:
    """Facts and labels read as text in title, summary, Markdown and index; no markup is left."""
    text = article_text(
        "a", title="'{{ label.edit }}?'", summary="'{{ facts.plans.plus-m.price }}'", body=BODY
    )
    rendered = render(parse(text, "x.md", "en", "x"), known_facts)
    html = to_html(rendered.markdown, "en")
    found = document(rendered, html)
    assert (rendered.title, rendered.summary) == ("Edit?", "€24.95")
    assert '<a href="tel:+18002636317">' in html
    assert '<h2 data-when="corporate" id="corporate">' in html
    assert '<a href="/account/contacts">' in html
    assert "claim" not in html
    assert found.sections == (
        Section("", "", "At least 8 signs: call 1 800 263 6317.\nChoose Turn off renewal."),
        Section("Corporate", "corporate", "Contacts", for_some=True),
    )
    assert (found.id, found.url, found.title) == ("a", "/en/x/", "Edit?")


def test_every_unknown_name_is_reported_at_its_line(
    article_text: Callable[..., str], known_facts: Facts
) -> None:
    """Unknown facts, labels, placeholders and audiences are all named, in front matter and body."""
    body = "{{ facts.nope }}\n{{ label.edti }}\n{{ other }}\n## H { when=corporat }\n<!-- claim: any -->\n"
    article = parse(article_text("a", summary="'{{ facts.x }}'", body=body), "x.md", "en", "x")
    with pytest.raises(ContentError) as caught:
        render(article, known_facts)
    assert [str(problem) for problem in caught.value.problems] == [
        "x.md:4: unknown fact 'x'",
        "x.md:8: unknown fact 'nope'",
        "x.md:9: unknown label 'edti' (did you mean 'edit'?)",
        "x.md:10: unknown placeholder 'other'; to show the braces as text write '\\{{'",
        "x.md:11: unknown audience 'corporat' (did you mean 'corporate'?)",
    ]


def test_documents_are_the_published_articles(article_text: Callable[..., str], known_facts: Facts) -> None:
    """Drafts and what `search: {exclude: true}` leaves out are not indexed; all problems come together."""
    published = parse(article_text("a"), "a.md", "en", "a")
    draft = parse(article_text("b", status="draft"), "b.md", "en", "b")
    unsearched = parse(article_text("e", search="{exclude: true}"), "e.md", "en", "e")
    assert [found.id for found in documents((published, draft, unsearched), known_facts)] == ["a"]
    broken = [parse(article_text(n, body="{{ facts.no }}"), f"{n}.md", "en", n) for n in ("c", "d")]
    with pytest.raises(ContentError) as caught:
        documents((published, *broken), known_facts)
    assert [problem.path for problem in caught.value.problems] == ["c.md", "d.md"]
