"""What `kb check --fix` writes, and what it leaves to a writer."""

import json
from collections.abc import Callable
from pathlib import Path

from kb.checks import fixing, typed_labels, unrendered
from kb.checks.model import Check, Subject
from kb.content import facts
from kb.content.facts import Facts


def fixed(subject: Subject, rule: Check) -> list[str]:
    """The files that a rule's fix changed."""
    return fixing.fix(Path(subject.corpus.shown), subject, [rule])


def test_a_name_of_two_buttons_stays(
    subject_of: Callable[..., Subject], article_text: Callable[..., str], known_facts: Facts
) -> None:
    """Two labels that read alike: which one is meant takes a writer."""
    known = json.loads(facts.dump(known_facts))
    known["label.alter"] = known["label.edit"]
    files = {"facts.json": json.dumps(known), "en/a.md": article_text("a", body="Choose **Edit**.\n")}
    assert fixed(subject_of(files), typed_labels.CHECK) == []


def test_words_that_stand_twice_in_a_line_stay(
    subject_of: Callable[..., Subject], article_text: Callable[..., str]
) -> None:
    """Nobody knows which of them a rule found: the line, and the file, stay as they are."""
    twice = {"en/a.md": article_text("a", body="Choose **Edit**, then **Edit**.\n")}
    assert fixed(subject_of(twice), typed_labels.CHECK) == []
    once = {"en/a.md": article_text("a", body="Choose **Edit**.\n")}
    assert fixed(subject_of(once), typed_labels.CHECK) == ["content/en/a.md"]


def test_only_signs_of_a_list_become_one(
    subject_of: Callable[..., Subject], article_text: Callable[..., str]
) -> None:
    """Other signs that are left on the page stay where the writer put them."""
    subject = subject_of({"en/a.md": article_text("a", body="::: tip\n\n• one\n")})
    assert fixed(subject, unrendered.CHECK) == ["content/en/a.md"]
    assert Path("content/en/a.md").read_text("utf-8").endswith("::: tip\n\n- one\n")
