"""Promises of the facts: how each reads in a language; the snapshot is read, written and compared."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content import facts
from kb.content.facts import Fact, Facts
from kb.errors import ContentError, UnknownName


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("password.min_length", "it", "8"),
        ("password.requires", "it", "lettere e numeri"),
        ("password.requires", "en", "letters and digits"),
        ("plans.plus-m.price", "it", "24,95\N{NO-BREAK SPACE}€"),
        ("plans.plus-m.price", "en", "€24.95"),
        ("plans.pro-y.price", "it", "390,00\N{NO-BREAK SPACE}€"),
        ("plans.plus-m.price", "xx", "€24.95"),
        ("plans.plus-m.price", "it-it", "24,95\N{NO-BREAK SPACE}€"),
        ("plans.pro-y.name", "it", "Pro annuale"),
        ("plans.pro-y.name", "de", "Pro annual"),
        ("plans.plus-m.name", "it", "Plus"),
        ("contacts.global.toll_free", "it", "1 800 263 6317"),
        ("contacts.page", "it", "/account/contacts"),
        ("label.turn_off_renewal", "it", "Disattiva il rinnovo"),
    ],
)
def test_a_fact_reads_as_its_language_writes_it(
    known_facts: Facts, name: str, lang: str, expected: str
) -> None:
    """Money and lists follow the language, phones the service's own spelling, other languages English."""
    assert facts.text(known_facts.by_name[name], lang) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "contacts.global.toll_free",
            "[1\N{NO-BREAK SPACE}800\N{NO-BREAK SPACE}263\N{NO-BREAK SPACE}6317](tel:+18002636317)",
        ),
        ("contacts.corporate_billing.email", "[billing@example.com](mailto:billing@example.com)"),
        ("contacts.page", "/account/contacts"),
        ("password.min_length", "8"),
    ],
)
def test_phones_and_addresses_become_links(known_facts: Facts, name: str, expected: str) -> None:
    """In Markdown a phone number can be called and an address written to; the rest is plain."""
    assert facts.markdown(known_facts.by_name[name], "en") == expected


def test_an_unknown_fact_names_the_nearest(known_facts: Facts) -> None:
    """A misspelt fact, label or placeholder is refused with the name that was meant."""
    with pytest.raises(
        UnknownName, match=r"unknown fact 'password.min_lenght' \(did you mean 'password.min_length'\?\)"
    ):
        known_facts.find("fact", "password.min_lenght")
    with pytest.raises(
        UnknownName, match=r"unknown label 'turn_of_renewal' \(did you mean 'turn_off_renewal'\?\)"
    ):
        known_facts.find("label", "turn_of_renewal")
    with pytest.raises(
        UnknownName, match=r"unknown placeholder 'fact.signin.window' \(did you mean 'facts.signin.window'"
    ):
        known_facts.find("unknown", "fact.signin.window")


@pytest.mark.parametrize("name", ["label.edit", "contacts.global", "edit"])
def test_only_what_reads_as_one_text_is_a_fact(known_facts: Facts, name: str) -> None:
    """Labels have their own placeholder, and a group of facts is none itself."""
    with pytest.raises(UnknownName):
        known_facts.find("fact", name)


def test_no_snapshot_is_no_facts(tmp_path: Path) -> None:
    """A content folder without facts.json works, with no fact to use."""
    assert facts.load(tmp_path).names == ()


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', '{"a": {"value": "x", "unit": "EUR-minor"}}'])
def test_a_broken_snapshot_says_how_to_write_it_again(tmp_path: Path, text: str) -> None:
    """A facts.json that is not a snapshot is refused naming the file and the command that cures it."""
    (tmp_path / "facts.json").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"facts.json:?\d*: not a snapshot of facts .*'kb facts pull'"):
        facts.load(tmp_path)


values = st.one_of(st.integers(), st.text(), st.lists(st.text()), st.dictionaries(st.text(), st.text()))


@given(
    st.dictionaries(
        st.text(), st.builds(lambda v, u: {"value": v, "unit": u, "source": "s"}, values, st.text())
    )
)
def test_the_snapshot_keeps_every_fact(data: dict[str, dict[str, object]]) -> None:
    """What is written is read back the same, and does not differ from itself."""
    known = facts.parse(data)
    again = facts.parse(json.loads(facts.dump(known)))
    assert again == known
    assert facts.difference(known, again) == {}


def test_the_difference_names_what_was_and_what_is(known_facts: Facts) -> None:
    """A changed, a new and a lost fact are told apart; only value and unit count."""
    changed = dict(known_facts.by_name)
    changed["password.min_length"] = Fact("password.min_length", 10, "characters")
    changed["signin.window"] = Fact("signin.window", 15, "minutes", "elsewhere")
    changed["new"] = Fact("new", "x")
    del changed["contacts.page"]
    assert facts.difference(known_facts, Facts(changed)) == {
        "contacts.page": ('"/account/contacts" path', "nothing"),
        "new": ("nothing", '"x"'),
        "password.min_length": ("8 characters", "10 characters"),
    }
