"""Promises of what a check remembers: the same findings as without, whatever changed or was damaged."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from findings import both
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb import checks
from kb.checks.model import Check, Subject
from kb.checks.remembered import Memory, code
from kb.errors import Problem
from kb.truth.approved import Approved, Wording
from kb.truth.numbers import Allowed

Make = Callable[..., Subject]
Text = Callable[..., str]
Files = dict[str, tuple[str, str, str]]  # by name: body, status, title

SCOPED = [check for check in checks.CHECKS if check.scope != "content" and check.id != "searchable"]
NOT_KEPT = {
    "claims-hold",
    "claim-tests",
    "searchable",
    "external-links",
}  # the last two have tests of their own
KEPT = [check for check in checks.CHECKS if check.id not in NOT_KEPT]
BODIES = (
    "A sentence.\n",
    "The the sentence.\n",
    "# Two\n\n<form></form>\n",
    "**Open 24,95 €.\n",
    "<!-- kb: ignore doubled-words a song -->\nThe the song. {{ facts.no.such }}\n",
    "![](a.png) {{ facts.signin.window }}\n",
    "[b](b.md#two) [c][nowhere] [a](a.md#end)\n\n## Two\n\nUse the e-mail.\n",
    "## End\n\nQuesto è un testo che is the end of non si sa.\n<!-- kb: ignore headings -->\n",
    " ".join(f"word{number} and" for number in range(30)) + ".\n",
    "<!-- claim: a-b -->\nYou pay 7 times.\n",
    "<!-- claim: a-b -->\nYou pay 7 timse.\n\n<!-- claim: c -->\nYou don't pay.\n",
)
GLOSSARY = {"en": {"email": ["e-mail"]}}
NUMBERS = ((Allowed("a", ("7",), 1), Allowed("b", ("9",), 2)), ())
# What was approved of an article: its sentences as with one of the bodies; or nothing of it.
AGREED = st.dictionaries(st.sampled_from("abc"), st.sampled_from(BODIES))
WRITTEN = st.tuples(
    st.sampled_from(BODIES),
    st.sampled_from(("published", "draft", "odd")),
    st.sampled_from(("A b c?", "D e?")),
)


def remembering(subject: Subject, file: Path, rules: list[Check]) -> list[Problem]:
    """The findings of one run with a memory."""
    memory = Memory(file, subject, code())
    found = checks.run(subject, checks=rules, find=memory.find)
    memory.save()
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.dictionaries(st.sampled_from(("a", "b", "c", "sub/c")), WRITTEN, min_size=1), AGREED),
        min_size=2,
        max_size=4,
    )
)
def test_the_findings_are_those_of_a_run_without_memory(
    subject_of: Make, article_text: Text, tmp_path: Path, edits: list[tuple[Files, dict[str, str]]]
) -> None:
    """After any edits, moves, removals and approvals, broken articles and drafts among them."""
    for number, (edit, agreed) in enumerate(edits):
        files: dict[str, str] = {}
        for name, (body, status, title) in edit.items():
            text = article_text(name.removeprefix("sub/"), title=title, status=status, body=body)
            files |= both(text, name)
        shutil.rmtree(tmp_path / "content", ignore_errors=True)
        subject = replace(
            subject_of(files),
            glossary=GLOSSARY,
            approved=approved(agreed) if number else {},
            number_exceptions=NUMBERS if number % 2 else ((), ()),
        )
        assert remembering(subject, tmp_path / "memory.json", KEPT) == checks.run(subject, checks=KEPT)


def approved(agreed: Mapping[str, str]) -> Approved:
    """The approved wording of articles with these bodies, in both languages."""
    own = {
        name: tuple(Wording(line, ("a-b",) if "7" in line else ()) for line in body.splitlines() if line)
        for name, body in agreed.items()
    }
    return {"it": own, "en": own}


def test_a_word_that_is_approved_elsewhere_is_no_slip_any_more(
    subject_of: Make, article_text: Text, tmp_path: Path
) -> None:
    """What hung on all approved sentences is asked again: `carf` is a slip of `card` until it is a word."""
    rules = [check for check in checks.CHECKS if check.id == "approved-wording"]
    subject = subject_of({"en/a.md": article_text("a", body="Pay by the carf of 7.\n")})
    then = (Wording("Pay by the card of 7."),)
    others = {"b": tuple(Wording(f"It is a {word}.") for word in ("card", "card"))}
    found = []
    for agreed in (others, others | {"c": (Wording("The carf."),)}, others, others | {"a": ()}):
        seen = replace(subject, approved={"en": {"a": then} | agreed})
        assert remembering(seen, tmp_path / "memory.json", rules) == checks.run(seen, checks=rules)
        found.append(len(checks.run(seen, checks=rules)))
    assert found == [1, 2, 1, 2]  # nobody approved the summary; at last nothing is


def test_a_fact_that_changed_is_noticed(subject_of: Make, article_text: Text, tmp_path: Path) -> None:
    """What an article may say by hand hangs on the facts, too."""
    subject, file = subject_of(both(article_text("a", body="It costs 24,95 €.\n"))), tmp_path / "memory.json"
    assert len(remembering(subject, file, SCOPED)) == 2
    assert remembering(replace(subject, facts=type(subject.facts)({})), file, SCOPED) == []


def test_each_language_of_the_categories_is_remembered_by_itself(
    subject_of: Make, article_text: Text, tmp_path: Path
) -> None:
    """One file tells something in several languages: what one says is not found in another's place."""
    shelves = "- id: billing\n  it: {title: Soldi}\n  en: {title: Within 30 days}\n"
    subject = subject_of(both(article_text("a")) | {"categories.yml": shelves})
    rules = [check for check in checks.CHECKS if check.id == "number-sources"]
    for _ in range(2):
        (problem,) = remembering(subject, tmp_path / "memory.json", rules)
        assert (problem.path, problem.line) == ("content/categories.yml", 3)


def counting(check: Check, seen: list[int]) -> Check:
    """A rule that notes how many articles it looks at."""

    def find(subject: Subject) -> list[Problem]:
        seen.append(len(subject.corpus.articles))
        return list(check.find(subject))

    return replace(check, find=find)


def test_only_what_changed_is_looked_at(subject_of: Make, article_text: Text, tmp_path: Path) -> None:
    """An article rule looks at the edited article, a language rule at its language, each once."""
    files, file = both(article_text("a")) | both(article_text("b"), "b"), tmp_path / "memory.json"
    rules = {check.id: check for check in SCOPED}
    seen: dict[str, list[int]] = {"headings": [], "duplicates": []}
    counted = [counting(rules[name], seen[name]) for name in seen]
    for body in ("A sentence.\n", "A sentence.\n", "Another.\n"):
        edited = {"en/b.md": article_text("b", body=body)}
        remembering(subject_of(files | edited), file, counted)
    assert seen == {"headings": [4, 0, 1], "duplicates": [2, 2, 2]}


@pytest.mark.parametrize("damage", [b"", b"{", b"x" * 32 + b"[]"], ids=["empty", "cut", "another digest"])
def test_a_damaged_memory_is_an_empty_one(
    subject_of: Make, article_text: Text, tmp_path: Path, damage: bytes
) -> None:
    """Also one in which a finding was taken out by hand: the run finds it again and writes the file anew."""
    subject, file = subject_of(both(article_text("a", body="The the end.\n"))), tmp_path / "memory.json"
    whole = remembering(subject, file, SCOPED)
    kept = file.read_bytes()
    for broken in (damage, kept[: len(kept) // 2], kept.replace(b"stands twice", b"is no matter")):
        file.write_bytes(broken)
        assert remembering(subject, file, SCOPED) == whole
        assert file.read_bytes() == kept


def test_a_memory_that_cannot_be_written_costs_only_time(
    subject_of: Make, article_text: Text, tmp_path: Path
) -> None:
    """A folder where the file shall stand stops no check."""
    (tmp_path / "memory.json").mkdir()
    subject = subject_of(both(article_text("a", body="The the end.\n")))
    assert len(remembering(subject, tmp_path / "memory.json", SCOPED)) == 2


def test_searchable_is_asked_again_when_its_language_changed(
    subject_of: Make, article_text: Text, tmp_path: Path
) -> None:
    """Unchanged content asks nothing; a word more in one article asks its language, and no other."""
    asked: list[str] = []
    rule = [check for check in checks.CHECKS if check.id == "searchable"]
    for body in ("A sentence.\n", "A sentence.\n", "A new sentence.\n"):
        subject = subject_of(both(article_text("a")) | {"en/a.md": article_text("a", body=body)})
        ask = subject.asked
        noted = replace(subject, asked=lambda lang, enough, ask=ask: asked.append(lang) or ask(lang, enough))
        assert remembering(noted, tmp_path / "memory.json", rule) == checks.run(subject, checks=rule)
    assert asked == ["en", "it", "en"]
