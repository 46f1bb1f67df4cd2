"""Promises of `kb link`: only the lines of `actions:` change, in any style of file; and of the table."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content import edit_actions
from kb.content.article import Article, parse
from kb.content.edit_actions import Link, LinkTable
from kb.content.frontmatter import Uneditable

GOLDEN = Path(__file__).parents[2] / "golden" / "link"


def article(lang: str, actions: str) -> Article:
    head = f"id: a\ntitle: T\nsummary: S\nkind: faq\ncategory: c\nactions: {actions}"
    return parse(f"---\n{head}\n---\n", f"content/{lang}/a.md", lang, "a")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["flow", "block", "absent", "empty"])
def test_a_hand_formatted_file_keeps_every_other_byte(name: str, end: str) -> None:
    """The golden files show the whole difference: the lines of `actions:`, whatever the line ends."""
    before = (GOLDEN / f"{name}.before.md").read_text(encoding="utf-8").replace("\n", end)
    after = (GOLDEN / f"{name}.after.md").read_text(encoding="utf-8").replace("\n", end)
    assert edit_actions.link(before, "changePlan") == after
    assert edit_actions.link(after, "changePlan") == after


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("actions: [a]", "actions: []"),
        ("actions: [ a, b ]  # why", "actions: [ b ]  # why"),
        ("actions: [b, a]", "actions: [b]"),
        ("actions:\n- a # one\n- b", "actions:\n- b"),
        ("actions:\n- a", "actions:"),
        ("actions: [b]", "actions: [b]"),
        ("actions:\n- b", "actions:\n- b"),
        ("actions:", "actions:"),
        ("id: x", "id: x"),
    ],
)
def test_unlink_takes_out_one_operation(head: str, expected: str) -> None:
    """The rest of the list, its spaces and its comments stay; what is not there is not missed."""
    assert (
        edit_actions.unlink(f"---\n{head}\n---\nactions: [a]\n", "a")
        == f"---\n{expected}\n---\nactions: [a]\n"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no front matter", "there is no front matter"),
        ("---\nactions: [a,\n  b]\n---\n", "spans several lines"),
        ("---\nactions: a\n---\n", "is not a list"),
        ('---\n"actions": [a]\n---\n', "only a hand can edit"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text: str, reason: str) -> None:
    """A list in a style that would touch other lines is left alone, with the cure."""
    with pytest.raises(Uneditable, match=reason):
        edit_actions.link(text, "z")


names = st.lists(st.from_regex(r"[a-z][A-Za-z]{0,8}", fullmatch=True), unique=True, max_size=4)
comments = st.sampled_from(["", "  # why", " # a, b]"])


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A file whose actions are written in one of the styles that writers use, and those actions."""
    actions = draw(names)
    end = draw(st.sampled_from(["\n", "\r\n"]))
    quote = draw(st.sampled_from(["", "'", '"']))
    comment = draw(comments)
    quoted = [quote + name + quote for name in actions]
    if actions and draw(st.booleans()):
        indent = draw(st.sampled_from(["", "  ", "    "]))
        field = [f"actions:{comment}", *(f"{indent}- {name}{draw(comments)}" for name in quoted)]
    else:
        pad = draw(st.sampled_from(["", " "]))
        field = [f"actions: [{pad}{draw(st.sampled_from([',', ', '])).join(quoted)}{pad}]{comment}"]
    lines = ["---", "id: a", *field, "title: 'actions: [x]'", "video: {file: a}", "---", "- actions: [y]", ""]
    return end.join(lines), actions


@given(files(), st.sampled_from(["turnOffRenewal", "a", "b"]))
def test_linking_adds_one_action_and_unlinking_takes_it_out(file: tuple[str, list[str]], name: str) -> None:
    """After linking YAML reads the old actions and the new one; after unlinking the old ones without it."""
    text, actions = file
    linked = edit_actions.link(text, name)
    assert read_actions(linked) == (actions if name in actions else [*actions, name])
    assert edit_actions.link(linked, name) == linked
    assert read_actions(edit_actions.unlink(linked, name)) == [action for action in actions if action != name]
    if name not in actions:
        assert edit_actions.unlink(text, name) == text
    others = [line for line in text.splitlines() if "action" not in line and "-" not in line]
    assert [line for line in linked.splitlines() if line in others] == others


def read_actions(text: str) -> list[str]:
    head = text.replace("title", "summary: S\nkind: video\ncategory: c\ntitle")
    head = head.replace("{file: a}", "{file: a, captions: b}")
    return list(parse(head, "x.md", "it", "x").actions)


def test_the_table_holds_articles_against_the_service() -> None:
    """Linked, unknown and uncovered operations are told apart, with every place; no answer: unreachable."""
    articles = [article("it", "[changePlan, old]"), article("en", "[changePlan]")]
    places = ("content/it/a.md:7", "content/en/a.md:7")
    assert edit_actions.table(articles, {"changePlan", "signIn"}) == LinkTable(
        (Link("a", "changePlan", "linked", places), Link("a", "old", "unknown", places[:1])), ("signIn",)
    )
    assert {each.state for each in edit_actions.table(articles, None).links} == {"unreachable"}
    assert [str(p) for p in edit_actions.problems(articles, ("changePlan", "older"))] == [
        "content/it/a.md:7: unknown action 'old' (did you mean 'older'?)"
    ]


def test_edits_name_the_files_that_cannot_be_edited() -> None:
    """Only files that change are given back; refused ones are problems at their path."""
    texts = {"a.md": "---\nactions: [x]\n---\n", "b.md": "---\nactions: [y]\n---\n", "c.md": "none"}
    changed, refused = edit_actions.edits(texts, "y", add=True)
    assert changed == {"a.md": "---\nactions: [x, y]\n---\n"}
    assert [str(problem) for problem in refused] == ["c.md:1: there is no front matter"]
    changed, _ = edit_actions.edits(texts, "y", add=False)
    assert changed == {"b.md": "---\nactions: []\n---\n"}
