"""Promises of the rules on facts and labels: known ones are named, never typed, and current."""

from collections.abc import Callable

import pytest
from findings import both, found

from kb.checks.model import Subject
from kb.content.facts import Fact, Facts

Make = Callable[..., Subject]
Text = Callable[..., str]


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
        ("Scegli *Modifica*.", True),
        ("Scegli **modifica**.", True),
        ("Ogni *modifica* vale subito.", False),
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


def changed(known: Facts, **values: object) -> Facts:
    by_name = dict(known.by_name)
    for name, value in values.items():
        old = by_name[name.replace("__", ".")]
        by_name[old.name] = Fact(old.name, value, old.unit)
    return Facts(by_name)


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
