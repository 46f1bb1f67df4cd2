"""import.yml: what it says is read, and a new section is added to it; what the writer wrote stays."""

import pytest

from kb.errors import ContentError
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


PAIRS = "holds pairs: write the source's name, a colon and ours, one pair a line"
REFUSED = {
    "ids: {}\ncategories: [\n": (2, "invalid YAML: expected the node content, but found '<stream end>'; "),
    "[1]": (1, "this says nothing: write 'categories:' and 'ids:', and pairs below them"),
    "ids:\ncategories: [a]": (2, f"'categories' {PAIRS}"),
    "categories: x": (1, f"'categories' {PAIRS}"),
    "categories:\n  a: [billing]": (2, f"'categories' {PAIRS}"),
    "categories:\n  a: billing\n  x: biling": (3, "unknown category 'biling' (did you mean 'billing'?)"),
    "ids:\n  two: Bad Id": (2, "'Bad Id' is no id: write small letters, digits and single hyphens, "),
    "ids:\n  two: x\n  three: x": (3, "the id 'x' stands twice: each page has its own"),
    "# so\nidz: {}": (2, "unknown key 'idz' (did you mean 'ids'?)"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_file_that_says_nothing_of_use_is_refused(text: str) -> None:
    """By file and line, with the cure; nothing of it is passed over."""
    line, reason = REFUSED[text]
    with pytest.raises(ContentError) as caught:
        mapping.read(text, ["billing"])
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("import.yml", line)
    assert problem.message.startswith(reason)


def test_what_is_proposed_can_be_read() -> None:
    """And keys and names are taken as they are typed."""
    assert mapping.read(mapping.proposed({"a": "billing"}), ["billing"]).categories == {"a": "billing"}
    assert mapping.read("ids: {faq#2: two, zendesk 7: '3'}", []).ids == {"faq#2": "two", "zendesk 7": "3"}
    assert mapping.read("categories:\nids:\n", []) == mapping.Mapped()


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
