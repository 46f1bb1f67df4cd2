"""Promises of the rules that ask the service: claims are tested and hold, actions exist."""

from collections.abc import Callable

from findings import found

from kb.checks.model import Subject
from kb.content.operations import Operation
from kb.support.claims import Outcome

Make = Callable[..., Subject]
Text = Callable[..., str]


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


def test_an_action_that_is_not_for_all_asks_for_their_section(subject_of: Make, article_text: Text) -> None:
    """A kind of account without a section that is for it, or marked for the others, is named."""
    stop = Operation("stop", {}, not_for=("corporate", "suspended", "no-plan"))
    bodies = {
        "none": "A.\n",
        "some": "A.\n\n## B { when=suspended }\n\nC.\n",
        "wide": "A.\n\n## B { when=not-active }\n\nC.\n\n## D { when=corporate }\n\nE.\n",
        "others": "A.\n\n## B { when=active }\n\nC.\n",
    }
    files = {
        f"en/{name}.md": article_text(name, body=body, actions="[stop, gone]")
        for name, body in bodies.items()
    }
    assert found("branches", subject_of(files, operations={"stop": stop})) == [
        "content/en/none.md:7: 'stop' is not for corporate, suspended, no-plan, and no section says what "
        "holds there",
        "content/en/some.md:7: 'stop' is not for corporate, no-plan, and no section says what holds there",
    ]
    assert found("branches", subject_of({"en/a.md": article_text("a", body="A.\n")})) == []
