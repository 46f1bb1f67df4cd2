"""Promises of the checks: each rule finds its fault, names file and line, and else is silent."""

from collections.abc import Callable

import pytest

from kb import checks
from kb.checks import CHECKS
from kb.checks.gather import record_urls, recorded_urls
from kb.checks.model import Subject
from kb.claims import Outcome
from kb.errors import Problem
from kb.facts import Fact, Facts
from kb.operations import Operation

Make = Callable[..., Subject]
Text = Callable[..., str]
BY_ID = {check.id: check for check in CHECKS}


def found(rule: str, subject: Subject) -> list[str]:
    return [str(problem) for problem in checks.run(subject, checks=[BY_ID[rule]])]


def both(text: str, name: str = "a") -> dict[str, str]:
    return {f"it/{name}.md": text, f"en/{name}.md": text}


def changed(known: Facts, **values: object) -> Facts:
    by_name = dict(known.by_name)
    for name, value in values.items():
        old = by_name[name.replace("__", ".")]
        by_name[old.name] = Fact(old.name, value, old.unit)
    return Facts(by_name)


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


def test_markup_names_unknown_facts(subject_of: Make, article_text: Text) -> None:
    """An unknown fact is a finding at its line."""
    subject = subject_of({"it/a.md": article_text("a", body="x\n{{ facts.nope }}\n")})
    assert found("markup", subject) == ["content/it/a.md:9: unknown fact 'nope'"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Call +1 800-263-6317.",
            "'+1 800-263-6317' is a fact of the service: write {{ facts.contacts.global.toll_free }}",
        ),
        ("It is € 24,95.", "'€ 24,95' is a fact of the service: write {{ facts.plans.plus-m.price }}"),
        ("15 minutes", "write {{ facts.code.validity }} or {{ facts.signin.window }}"),
        ("<!-- 24,95 € --> {{ facts.plans.plus-m.price }}", ""),
    ],
)
def test_facts_typed_by_hand_are_found(
    subject_of: Make, article_text: Text, body: str, expected: str
) -> None:
    """The finding names the placeholder to use; comments and placeholders are not typed text."""
    subject = subject_of({"it/a.md": article_text("a", body=f"Line.\r\n{body}\r\n")})
    lines = found("typed-facts", subject)
    assert len(lines) == bool(expected)
    assert all(line.startswith("content/it/a.md:9: ") and expected in line for line in lines)


def test_facts_are_looked_for_in_the_front_matter_but_not_in_questions(
    subject_of: Make, article_text: Text
) -> None:
    """What we say is checked, what customers say is not."""
    text = article_text("a", summary="'Costa 24,95 €'", questions="['24,95 euro?']")
    assert [line.split(": ")[0] for line in found("typed-facts", subject_of({"it/a.md": text}))] == [
        "content/it/a.md:4"
    ]


@pytest.mark.parametrize(
    ("body", "is_found"),
    [
        ("Scegli **Disattiva il rinnovo**.", True),
        ("Scegli «disattiva il rinnovo».", True),
        ("Scegli « Modifica ».", True),
        ('Scegli "Modifica".', True),
        ("Scegli `Modifica`.", True),
        ("Poi premi Disattiva il rinnovo.", True),
        ("Poi apri Visualizza tutta l’attività.", True),
        ("Disattiva il rinnovo quando vuoi.", False),
        ("1. Disattiva il rinnovo quando vuoi.", False),
        ("Fatto? Disattiva il rinnovo.", False),
        ("per disattivare il rinnovo", False),
        ("La modifica è subito attiva. Modifica i dati.", False),
        ("**{{ label.edit }}** e **{{ label.turn_off_renewal }}**", False),
        ("**{{ label.edit }}** Modifica **{{ label.edit }}**", False),
        ("Turn off renewal: premi Turn off renewal", False),
    ],
)
def test_labels_typed_by_hand_are_found(
    subject_of: Make, article_text: Text, body: str, is_found: bool
) -> None:
    """A name in bold or quotes, or of several words inside a sentence, is found; prose is free."""
    subject = subject_of({"it/a.md": article_text("a", body=body + "\n")})
    assert bool(found("typed-labels", subject)) == is_found


def test_a_typed_label_is_named_with_its_placeholder(subject_of: Make, article_text: Text) -> None:
    """The finding says what to write, at its line."""
    subject = subject_of({"en/a.md": article_text("a", body="x\n\nChoose **Turn off renewal**.\n")})
    assert found("typed-labels", subject) == [
        "content/en/a.md:10: 'Turn off renewal' is a name on the account pages: "
        "write {{ label.turn_off_renewal }} instead"
    ]


def test_a_changed_fact_names_every_line_that_uses_it(
    subject_of: Make, article_text: Text, known_facts: Facts
) -> None:
    """Uses that read differently are named; a change that no article shows stands at the snapshot's line."""
    text = article_text("a", body="x\n{{ facts.password.min_length }} {{ label.edit }}\n<!-- claim: c -->\n")
    now = changed(
        known_facts, password__min_length=10, signin__window=20, label__edit={"it": "Cambia", "en": "Edit"}
    )
    lines = found("current-facts", subject_of(both(text), service=now))
    cure = ": read the sentence, then 'kb facts pull'"
    length = f"facts.password.min_length is '8' in the snapshot and '10' at the service{cure}"
    assert [line for line in lines if "min_length" in line] == [
        f"content/{lang}/a.md:9: {length}" for lang in ("en", "it")
    ]
    assert [line.split(": ")[0] for line in lines if "label.edit" in line] == ["content/it/a.md:9"]
    window = next(line for line in lines if "signin.window" in line)
    snapshot = facts_line(subject_of(both(text)), '"signin.window"')
    assert window.startswith(
        f"content/facts.json:{snapshot}: facts.signin.window is 15 minutes in the snapshot"
    )


def test_a_fact_that_is_gone_names_its_uses(subject_of: Make, article_text: Text, known_facts: Facts) -> None:
    """An article cannot show what the service no longer says."""
    now = Facts({name: fact for name, fact in known_facts.by_name.items() if name != "password.min_length"})
    subject = subject_of(
        {"it/a.md": article_text("a", body="{{ facts.password.min_length }}\n")}, service=now
    )
    assert [line.partition(": read")[0] for line in found("current-facts", subject)] == [
        "content/it/a.md:8: facts.password.min_length is '8' in the snapshot and 'nothing' at the service"
    ]


def facts_line(subject: Subject, text: str) -> int:
    lines = (subject.corpus.root / "facts.json").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_new_fact_and_a_missing_snapshot_are_named_without_a_line(
    subject_of: Make, known_facts: Facts
) -> None:
    """What only the service knows has no line yet; neither has a snapshot that is not there."""
    more = Facts({**known_facts.by_name, "new.fact": Fact("new.fact", 1)})
    subject = subject_of({}, service=more)
    expected = ["content/facts.json: facts.new.fact is nothing in the snapshot and 1 at the service"]
    assert [line.partition(": read")[0] for line in found("current-facts", subject)] == expected
    (subject.corpus.root / "facts.json").unlink()
    assert [line.partition(": read")[0] for line in found("current-facts", subject)] == expected


def test_claims_and_tests_belong_together(subject_of: Make, article_text: Text) -> None:
    """A claim without test, a test without claim and a claim with two tests are findings at their lines."""
    text = article_text("a", body="<!-- claim: kept -->\nA.\n<!-- claim: untestd -->\n")
    tests = "def test_kept(): pass\ndef test_untested(): pass\ndef test_kept(): pass\n"
    assert found("claim-tests", subject_of({"it/a.md": text}, tests=tests)) == [
        "content/it/a.md:10: claim 'untestd' has no test (did you mean 'untested'?): "
        "write tests/claims/test_*.py::test_untestd",
        "tests/claims/test_promises.py:2: no article makes the claim 'untested' (did you mean 'untestd'?): "
        "make it, or remove the test",
        "tests/claims/test_promises.py:3: the claim 'kept' has a test at "
        "tests/claims/test_promises.py:1 already: keep one",
    ]


def test_a_claim_of_one_language_is_missed_in_the_other(subject_of: Make, article_text: Text) -> None:
    """The language that lacks a claim is named near the claim before it, with where it is made."""
    italian = article_text("a", body="<!-- claim: x -->\nA.\n\n<!-- claim: y -->\nB.\n")
    english = article_text("a", body="Intro.\n<!-- claim: x -->\nA.\n")
    assert found("claim-languages", subject_of({"it/a.md": italian, "en/a.md": english})) == [
        "content/en/a.md:9: claim 'y' is missing: content/it/a.md:11 makes it; translate its sentence too"
    ]


def test_a_broken_promise_names_the_sentences_that_lie(subject_of: Make, article_text: Text) -> None:
    """Failed and skipped tests, and tests that did not run, are findings wherever the claim is made."""
    body = "<!-- claim: fails -->\nA.\n<!-- claim: skips -->\nB.\n<!-- claim: holds -->\nC.\n"
    tests = (
        "def test_fails(): pass\ndef test_skips(): pass\ndef test_holds(): pass\ndef test_unmade(): pass\n"
    )
    outcomes = {
        "fails": Outcome("failed", "charged 19"),
        "skips": Outcome("skipped", "later"),
        "holds": Outcome("passed"),
    }
    subject = subject_of({"it/a.md": article_text("a", body=body)}, tests=tests, outcomes=outcomes)
    at = "tests/claims/test_promises.py"
    assert found("claims-hold", subject) == [
        f"content/it/a.md:8: this sentence lies: the test of claim 'fails' failed at {at}:1 (charged 19)",
        "content/it/a.md:10: nobody knows whether this is true: "
        f"the test of claim 'skips' skipped at {at}:2 (later)",
        f"{at}:4: this sentence lies: the test of claim 'unmade' failed at {at}:4 (it did not run)",
    ]


def test_claims_are_run_where_there_are_tests(subject_of: Make, article_text: Text) -> None:
    """The tests really run, once; without tests nothing runs."""
    text = article_text("a", body="<!-- claim: fails -->\nA.\n")
    subject = subject_of({"it/a.md": text}, tests="def test_fails():\n    assert 1 == 2\n")
    assert "content/it/a.md:8: this sentence lies" in found("claims-hold", subject)[0]
    assert found("claims-hold", subject_of({"it/a.md": text})) == []


def test_actions_must_be_operations_of_the_service(subject_of: Make, article_text: Text) -> None:
    """An operation that is gone is a finding at the action's line; without actions nobody is asked."""
    files = {"it/a.md": article_text("a", actions="\n  - changePlan\n  - chngePlan")}
    subject = subject_of(files, operations={"changePlan": Operation("changePlan", {})})
    assert found("actions", subject) == [
        "content/it/a.md:9: unknown action 'chngePlan' (did you mean 'changePlan'?)"
    ]
    files["it/a.md"] = article_text("a")
    assert found("actions", subject_of(files)) == []


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


def test_ids_and_addresses_are_unique(subject_of: Make, article_text: Text) -> None:
    """A second article of the same id, and an alias that is taken, are findings."""
    files = {
        "it/a.md": article_text("a", aliases="[/it/old/, /it/b]"),
        "it/b.md": article_text("b", aliases="[/it/old]"),
        "it/c.md": article_text("a"),
        "en/a.md": article_text("a"),
    }
    assert found("unique", subject_of(files)) == [
        "content/it/a.md:7: '/it/b' is the address of content/it/b.md:1 already: remove one",
        "content/it/b.md:7: '/it/old' is the address of content/it/a.md:7 already: remove one",
        "content/it/c.md:2: id 'a' belongs to content/it/a.md:2 already: choose another",
    ]


def test_a_published_address_must_lead_somewhere(subject_of: Make, article_text: Text) -> None:
    """An address that vanished stands at its line of the record; a new one asks to be recorded."""
    files = {
        "it/new.md": article_text("new", aliases="[/it/renamed]"),
        "it/draft.md": article_text("draft", status="draft"),
        "urls.txt": "# all\n/it/renamed/\n\n/it/nwe/\n",
    }
    assert found("urls", subject_of(files)) == [
        "content/it/new.md:1: '/it/new/' is not recorded in content/urls.txt: run 'kb check --record-urls'",
        "content/urls.txt:4: '/it/nwe/' leads nowhere (did you mean '/it/new/'?): "
        "add it to the aliases of an article",
    ]


def test_addresses_are_recorded_once_and_never_lost(subject_of: Make) -> None:
    """Recording adds what is new and keeps what was there; recording again changes nothing."""
    content = subject_of({"urls.txt": "/it/b/\n"}).corpus.root
    assert record_urls(content, ["/it/a/", "/it/b/"]) == ["/it/a/"]
    assert list(recorded_urls(content)) == ["/it/a/", "/it/b/"]
    written = (content / "urls.txt").read_text(encoding="utf-8")
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
        ("[b](broken.md#x)", "'broken.md' has no heading '#x'"),
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


def test_related_and_listed_articles_exist(subject_of: Make, article_text: Text) -> None:
    """Unknown ids in `related:` and in a category's list are findings; so is the article itself."""
    files = {
        "it/a.md": article_text("a", related="\n  - a\n  - bb\n  - bill"),
        "it/b.md": article_text("bill"),
        "categories.yml": "- {id: billing, articles: [a, bil]}\n",
    }
    assert found("internal-links", subject_of(files)) == [
        "content/categories.yml: category 'billing' lists the unknown article 'bil' (did you mean 'bill'?)",
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
    }
    lines = found("searchable", subject_of(files))
    assert lines == [
        "content/en/few.md:7: 1 questions are too few: write at least 4, as customers ask them",
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


def test_the_order_of_findings_is_the_order_of_reading(subject_of: Make, article_text: Text) -> None:
    """By path, then by line: a writer can go through a file from top to bottom."""
    body = "{{ facts.nope }}\n[x](gone.md)\n**Modifica**\n"
    subject = subject_of({"it/b.md": article_text("b", body=body), "it/a.md": article_text("a", body=body)})
    problems: list[Problem] = checks.run(subject, skip={"urls", "languages", "searchable"})
    assert problems == sorted(problems)
    assert [(p.path[-4:], p.line) for p in problems] == [
        (n, line) for n in ("a.md", "b.md") for line in (8, 9, 10)
    ]
