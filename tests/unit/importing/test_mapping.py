"""import.yml: what it says is read, and a new section is added to it; what the writer wrote stays."""

import pytest

from kb.errors import ContentError, UnknownName
from kb.importing import layouts, mapping

ADDED = {"New: one": "account", "Più": "billing"}
LINES = "  'New: one': account\n  Più: billing\n"
FILES = {
    "# ours\ncategories:\n  Money: billing # so\n  Plans: plans\n\n# ids\nids: {}\n": (
        f"# ours\ncategories:\n  Money: billing # so\n  Plans: plans\n{LINES}\n# ids\nids: {{}}\n"
    ),
    "categories: {}\nids: {}\n": f"categories:\n{LINES}ids: {{}}\n",
    "categories: {a: billing}\n": f"categories:\n  a: billing\n{LINES}",
    "categories:\nids:\n  a: b\n": f"categories:\n{LINES}ids:\n  a: b\n",
    "ids: {a: b}": f"ids: {{a: b}}\ncategories:\n{LINES}",
    "categories:\n    x: billing": f"categories:\n    x: billing\n{LINES.replace('  ', '    ')}".rstrip("\n"),
    "": f"categories:\n{LINES}",
    "# none yet\n": f"# none yet\ncategories:\n{LINES}",
}


@pytest.mark.parametrize("text", FILES)
def test_a_section_that_is_new_is_added(text: str) -> None:
    """Below those that are there, as they are written; every other byte stays."""
    assert mapping.extended(text, ADDED) == FILES[text]
    assert mapping.read(FILES[text], ["billing", "plans", "account"]).categories.items() >= ADDED.items()


def test_a_file_that_only_a_hand_can_edit_is_left_to_it() -> None:
    """Nothing is guessed where the result would not say what it should."""
    assert mapping.extended("categories: &a\n  x: >-\n    billing\n\nids: {}\n", ADDED) is None


def test_a_file_that_says_nothing_of_use_is_refused() -> None:
    """By the name of the file, or of the category that is none."""
    for text in ("a: [", "[1]", "categories: [a]", "categories: x"):
        with pytest.raises(ContentError):
            mapping.read(text, [])
    with pytest.raises(UnknownName):
        mapping.read("categories: {x: nowhere}", ["billing"])
    assert mapping.read(mapping.proposed({"a": "billing"}), ["billing"]).categories == {"a": "billing"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ('{"label": "Billing  & money", "position": 2}', "Billing & money"),
        ("label: Denaro\ncollapsed: true\n", "Denaro"),
        ("label: [x]", ""),
        ("[1]", ""),
        ("a: [", ""),
        ("", ""),
    ],
)
def test_a_folder_of_docusaurus_has_the_name_that_it_says(text: str, label: str) -> None:
    """In JSON or YAML; what cannot be read names nothing."""
    assert layouts.label(text) == label
