"""Promises of the checks: each rule finds its fault, names file and line, and else is silent."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from findings import BY_ID, both, found

from kb import checks
from kb.checks import CHECKS
from kb.checks.gather import alone, record_urls, recorded_urls
from kb.checks.model import Subject
from kb.content import corpus
from kb.content.facts import Facts
from kb.content.operations import Operation
from kb.errors import Problem, ServiceUnreachable
from kb.support.claims import Outcome

Make = Callable[..., Subject]
Text = Callable[..., str]


def test_every_rule_says_what_it_is_for() -> None:
    """Ids are unique, reason and cure are sentences."""
    assert len(BY_ID) == len(CHECKS)
    for check in CHECKS:
        assert check.reason.endswith(".")
        assert check.cure.endswith(".")


def test_content_without_faults_has_no_findings(subject_of: Make, article_text: Text) -> None:
    """On a whole, true and findable article every rule is silent."""
    words = ["apple tree", "apple juice", "apple pie", "red apple"]
    text = article_text(
        "a",
        title="Apple?",
        questions=str(words),
        actions="[go]",
        body="<!-- claim: x-y -->\nApple {{ facts.signin.window }}.\n",
    )
    subject = subject_of(
        {**both(text), "urls.txt": "/it/a/\n/en/a/\n"},
        tests="def test_x_y(): pass",
        operations={"go": Operation("go", {})},
        outcomes={"x-y": Outcome("passed")},
    )
    assert checks.run(subject) == []


def test_a_finding_carries_its_rule_and_skipped_rules_are_silent(subject_of: Make) -> None:
    """The rule's id stands in each finding; findings are in order of path and line, once each."""
    subject = subject_of(both("# no front matter"))
    problems = checks.run(subject, skip={"urls", "claim-tests"})
    assert [problem.rule for problem in problems] == ["front-matter", "front-matter"]
    assert [problem.path for problem in problems] == ["content/en/a.md", "content/it/a.md"]
    assert checks.run(subject, skip=set(BY_ID)) == []


def test_languages_must_be_the_same_article(subject_of: Make, article_text: Text) -> None:
    """A missing translation and fields that differ are findings; a file with faults is not missing."""
    files = {
        "it/a.md": article_text("a", kind="guide", actions="[x, y]"),
        "en/a.md": article_text("a", actions="[x]"),
        "it/only.md": article_text("only"),
        "it/broken.md": article_text("broken"),
        "en/broken.md": "no front matter",
    }
    assert found("languages", subject_of(files)) == [
        "content/it/a.md:5: 'kind' is 'guide' here and 'faq' at content/en/a.md:5: make them the same",
        "content/it/a.md:7: 'actions' is 'x, y' here and 'x' at content/en/a.md:7: make them the same",
        "content/it/only.md:1: there is no content/en/only.md: "
        "translate the article, or make this one a draft",
    ]


def test_a_draft_may_stand_alone(subject_of: Make, article_text: Text) -> None:
    """An unfinished article needs no translation yet."""
    files = {"it/a.md": article_text("a", status="draft"), "en/b.md": article_text("b", status="draft")}
    assert found("languages", subject_of(files)) == []


def test_ids_are_unique(subject_of: Make, article_text: Text) -> None:
    """A second article of the same id in a language is a finding."""
    files = {"it/a.md": article_text("a"), "it/c.md": article_text("a"), "en/a.md": article_text("a")}
    assert found("unique", subject_of(files)) == [
        "content/it/c.md:2: id 'a' belongs to content/it/a.md:2 already: choose another",
    ]


def test_addresses_are_recorded_once_and_never_lost(subject_of: Make) -> None:
    """Recording adds what is new and keeps what was there; recording again changes nothing."""
    content = subject_of({"urls.txt": "\ufeff# mine\n/it/b/\n# kept\n/it/d/\n"}).corpus.root
    assert record_urls(content, ["/it/a/", "/it/b/", "/it/c/", "/it/e/"]) == ["/it/a/", "/it/c/", "/it/e/"]
    assert [url for url, _ in recorded_urls(content)] == [f"/it/{name}/" for name in "abcde"]
    written = (content / "urls.txt").read_text(encoding="utf-8")
    assert written.splitlines()[0] == "# mine"
    assert "# kept" in written
    assert record_urls(content, ["/it/a/"]) == []
    assert (content / "urls.txt").read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[b](b.md#top) [b](../it/b.md#top) [b](./b.md)", ""),
        ("[self](#here)\n\n## Here", ""),
        ("![p](../assets/p.png) [home](index.md) [en](../en/b.md)", ""),
        ("[out](https://x.y) [m](mailto:a@b) [t](tel:+1) [p]({{ facts.contacts.page }}) [x](//cdn)", ""),
        ("[b](bb.md)", "'bb.md' does not exist (did you mean 'b.md'?)"),
        ('[b](<nothing-like-it.md> "t")', "'nothing-like-it.md' does not exist"),
        ("[b](b.md#tpo)", "'b.md' has no heading '#tpo' (did you mean 'top'?)"),
        ("[self](#zzz)", "'a' has no heading '#zzz'"),
        ("![p](q.png)", "'q.png' does not exist"),
        ("[b](/it/b/)", "'/it/b/' starts at the site's root: link to the file, as in 'change-plan.md'"),
        ("[b][ref]\n\n[ref]: c.md", "'c.md' does not exist (did you mean 'b.md'?)"),
        ("[b](broken.md#x)", ""),
    ],
)
def test_links_inside_the_help_center_arrive(
    subject_of: Make, article_text: Text, body: str, expected: str
) -> None:
    """Files, headings, pictures and home pages are found; what does not exist is named with the nearest."""
    files = {
        "it/a.md": article_text("a", body=body + "\n"),
        "it/b.md": article_text("b", body="## Top\n"),
        "en/b.md": article_text("b", body="## Top\n"),
        "it/broken.md": article_text("broken", body="## X\n{{ facts.nope }}\n"),
        "assets/p.png": "",
    }
    lines = [line for line in found("internal-links", subject_of(files)) if "/a.md" in line]
    assert [line.partition(": ")[2] for line in lines] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="#top">x</a>', ""),
        ('<a href="#tpo">x</a>', "'a' has no heading '#tpo'"),
        ("[x](#top)", ""),
        ("[x](a.md)", "'a.md' leads to the page it stands on"),
        ('<a href="/&#9;/[x">x</a>', "'/\\t/[x' is no address"),
    ],
)
def test_a_link_into_its_own_page_names_a_heading(
    link: str, expected: str, subject_of: Make, article_text: Text
) -> None:
    """Typed in HTML, too; what no browser can read as an address is said to be none."""
    lines = found("internal-links", subject_of({"it/a.md": article_text("a", body=f"## Top\n\n{link}\n")}))
    assert [line.partition(": ")[2][: len(expected)] for line in lines] == ([expected] if expected else [])


def test_related_and_listed_articles_exist(subject_of: Make, article_text: Text) -> None:
    """Unknown ids in `related:` and in a category's list are findings; so is the article itself."""
    files = {
        "it/a.md": article_text("a", related="\n  - a\n  - bb\n  - bill"),
        "it/b.md": article_text("bill"),
        "categories.yml": "- {id: billing, articles: [a, bil]}\n",
    }
    assert found("internal-links", subject_of(files)) == [
        "content/categories.yml:1: category 'billing' lists the unknown article 'bil' (did you mean 'bill'?)",
        "content/it/a.md:8: an article is not related to itself: remove it",
        "content/it/a.md:9: unknown article 'bb'",
    ]


def test_the_articles_that_a_home_page_shows_first_exist(subject_of: Make, article_text: Text) -> None:
    """In its own language; an unknown id is a finding at its line, in either style of list."""
    files = {
        "it/index.md": "---\ntemplate: home.html\npopular: [change, ricevute]\n---\nCiao.\n",
        "en/index.md": "---\npopular:\n  - change-card\n  - chnge-card\n---\n",
        "it/r.md": article_text("ricevute"),
        "en/c.md": article_text("change-card"),
    }
    assert found("internal-links", subject_of(files)) == [
        "content/en/index.md:4: unknown article 'chnge-card' (did you mean 'change-card'?)",
        "content/it/index.md:3: unknown article 'change'",
    ]


def questions(*texts: str) -> str:
    return "\n" + "\n".join(f"  - {text}" for text in texts)


def test_articles_that_new_words_do_not_find_are_named(subject_of: Make, article_text: Text) -> None:
    """Too few questions, and questions that find the article only because they are listed, are findings."""
    files = {
        "en/good.md": article_text(
            "good", title="Apples", questions=questions("apples", "apples?", "an apple", "apple")
        ),
        "en/few.md": article_text("few", title="Pears", questions=questions("pears")),
        "en/hard.md": article_text("hard", title="Xyz", questions=questions("qqqq", "wwww", "zzzz", "x y")),
        "en/short.md": article_text("short", title="Kiwi", questions=questions("a", "b", "pears", "c")),
        "en/draft.md": article_text("draft", status="draft"),
        "en/unsearched.md": article_text("unsearched", search="{exclude: true}"),
    }
    lines = found("searchable", subject_of(files))
    assert lines == [
        "content/en/few.md:7: 1 question is too few: write at least 4, as customers ask them",
        "content/en/hard.md:7: only 0% of its questions find it among the first 3 when left out "
        "('qqqq' finds nothing): use the customers' words in title, summary and headings",
        "content/en/short.md:7: only 0% of its questions find it among the first 3 when left out "
        "('a' finds nothing): use the customers' words in title, summary and headings",
    ]


def test_an_article_among_the_first_three_is_found(subject_of: Make, article_text: Text) -> None:
    """A near twin that ranks before it does not make an article hard to find."""
    asked = questions("apples", "apples?", "the apples", "an apple")
    files = {
        "en/first.md": article_text("first", title="Apples", questions=asked),
        "en/second.md": article_text("second", title="Apples, pears, plums and cherries", questions=asked),
    }
    assert found("searchable", subject_of(files)) == []


def test_searching_waits_for_readable_content(subject_of: Make, article_text: Text) -> None:
    """Where an article cannot be rendered the other rules speak, not this one."""
    assert found("searchable", subject_of({"it/a.md": article_text("a", body="{{ facts.nope }}")})) == []


def test_a_language_with_broken_synonyms_is_not_judged(subject_of: Make, article_text: Text) -> None:
    """Nobody knows what it would find with them; their own fault is told by the rule of the fields."""
    files = {"it/a.md": article_text("a", questions=questions("x y"))}
    assert found("searchable", subject_of(files)) != []
    assert found("searchable", subject_of(files | {"it/synonyms.yml": "- [one]\n"})) == []


def test_the_order_of_findings_is_the_order_of_reading(subject_of: Make, article_text: Text) -> None:
    """By path, then by line: a writer can go through a file from top to bottom."""
    body = "{{ facts.nope }}\n[x](gone.md)\n**Modifica**\n"
    subject = subject_of({"it/b.md": article_text("b", body=body), "it/a.md": article_text("a", body=body)})
    problems: list[Problem] = checks.run(subject, skip={"urls", "languages", "searchable", "spelling"})
    assert problems == sorted(problems)
    assert [(p.path[-4:], p.line) for p in problems] == [
        (n, line) for n in ("a.md", "b.md") for line in (8, 9, 10)
    ]


def test_content_alone_has_no_service_to_ask(
    write: Callable[[Mapping[str, str | bytes]], Path], article_text: Callable[..., str], known_facts: Facts
) -> None:
    """A rule that needs the service says that there is none, instead of finding nothing."""
    content = write(both(article_text("a")))
    subject = alone(content, corpus.load(content), known_facts, date(2026, 11, 23))
    with pytest.raises(ServiceUnreachable):
        subject.service_facts()
