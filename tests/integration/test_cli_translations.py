"""Promises of `kb translations`, on the real articles under Git: a queue, and what changed side by side."""

import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from kb.feedback.store import Vote, Votes
from kb.gaps.store import Searched, SearchLog
from kb.site.preview.site import Preview
from kb.web.preview.page import decorated

Kb = Callable[..., Result]
SETTINGS = "docs_dir: content\nsite_name: x\ntheme: material\nplugins:\n  - kb:\n      languages: {}\n"


def git(folder: Path, *arguments: str) -> None:
    """Run Git as somebody."""
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def remembered(project: Path) -> Path:
    """The project's articles, committed; then two originals change and a translation goes."""
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "x")
    receipts = project / "content/it/receipts.md"
    text = receipts.read_text("utf-8")
    receipts.write_text(text.replace("dalla prima all’ultima", "dalla prima alla 12ª"), "utf-8")
    stamp = project / "content/it/change-plan.md"
    words = stamp.read_text("utf-8")
    at = words.index("\n\n", words.index("\n---\n") + 9)
    stamp.write_text(words[:at] + " Così è." + words[at:], "utf-8")
    (project / "content/en/sign-in.md").unlink()
    return project


def queue(kb: Kb, *arguments: str) -> list[tuple[str, str, str]]:
    """What the queue holds: kind, weight and id."""
    said = json.loads(kb("translations", "--format", "json", *arguments).stdout)
    return [(one["kind"], one["weight"], one["id"]) for one in said]


def test_the_queue_says_what_is_missing_and_how_much_a_change_matters(remembered: Path, kb: Kb) -> None:
    """What is not there first, a number before other words; what is opened most before all else."""
    expected = [("missing", "missing", "sign-in"), ("stale", "meaning", "receipts")]
    found = queue(kb)
    assert found[:2] == expected
    assert found[2][::2] == ("stale", "change-plan")
    assert found[2][1] in ("wording", "text")
    shown = kb("translations").stdout
    assert "content/en/receipts.md" in shown
    assert date.today().isoformat() in shown
    votes = Votes(remembered / "feedback.db")
    for number in ("a" * 16, "b" * 16):
        votes.put(Vote(number, "receipts", "en", False, "wrong"), date(2026, 1, 1))
    votes.close()
    assert [name for *_, name in queue(kb)] == ["receipts", "sign-in", "change-plan"]
    log = SearchLog(remembered / "s.db")
    log.add(Searched(date(2026, 1, 1), "en", "plan", 3, True, followed="change-plan", times=7))
    log.close()
    assert queue(kb, "--log", "s.db")[0][2] == "change-plan"
    assert "7" in kb("translations", "--log", "s.db").stdout.splitlines()[1]


def test_a_change_is_shown_beside_what_was_translated(remembered: Path, kb: Kb) -> None:
    """Then and now by Git, and the translation's own part; without Git what is known is said."""
    said = kb("translations", "show", "receipts").stdout
    assert "content/en/receipts.md was made from content/it/receipts.md" in said
    assert "all’ultima" in said
    assert "12ª" in said
    assert "first to last" in said
    assert "claim:" not in said
    (remembered / ".git").rename(remembered / "gone")
    said = kb("translations", "show", "receipts").stdout
    assert "(Git does not" in said
    assert ("stale", "unknown", "receipts") in queue(kb)
    assert "No translation of two-charges" in kb("translations", "show", "two-charges").stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--to", "fr"), "Invalid value for --to"),
        (("show", "reciepts"), "unknown article 'reciepts' (did you mean 'receipts'?)"),
        (("show", "receipts", "--to", "fr"), "Invalid value for --to"),
        (("--log", "nothing.db"), "nothing.db"),
    ],
)
def test_what_is_not_there_is_named(project: Path, kb: Kb, arguments: tuple[str, ...], reason: str) -> None:
    """Exit 2, one sentence."""
    said = kb("translations", *arguments)
    assert (said.exit_code, reason in said.stderr) == (2, True), said.output


def test_an_untouched_translation_is_refused_unless_told(remembered: Path, kb: Kb) -> None:
    """Nobody wrote in it since its original changed, or it is a copy: a word or --unchanged settles it."""
    settle = ("translated", "receipts", "--from", "it", "--to", "en")
    translation = remembered / "content/en/receipts.md"
    before = translation.read_bytes()
    said = kb(*settle)
    assert said.exit_code == 1
    assert "nobody has written here since content/it/receipts.md changed" in said.stderr
    assert translation.read_bytes() == before
    translation.write_bytes(before + b"\nA word.\n")
    assert kb(*settle).exit_code == 0
    translation.write_bytes(before)
    assert kb(*settle, "--unchanged").exit_code == 0
    original = (remembered / "content/it/sign-in.md").read_bytes()
    (remembered / "content/en/sign-in.md").write_bytes(original)
    assert kb("translated", "sign-in", "--from", "it", "--to", "en").exit_code == 1


def test_what_a_growing_language_lacks_is_a_hint(project: Path, kb: Kb) -> None:
    """So do categories their titles; of a complete one they are findings; an unknown state is named."""
    (project / "content/en/sign-in.md").unlink()
    shelves = project / "content/categories.yml"
    shelves.write_text(re.sub(r"(?m)^  en:.*\n(    .*\n)*", "", shelves.read_text("utf-8"), count=1), "utf-8")
    settings = project / "mkdocs.yml"
    rules = ("check", "--only", "languages", "--only", "growing-languages")
    settings.write_text(SETTINGS.format("{it: complete, en: complete}"))
    assert kb(*rules).exit_code == 1
    settings.write_text(SETTINGS.format("{it: complete, en: growing}"))
    said = kb(*rules)
    assert said.exit_code == 0
    assert "there is no content/en/sign-in.md" in said.stdout
    assert "has no title in 'en'" in said.stdout
    assert "hint" in said.stdout
    settings.write_text(SETTINGS.format("{it: complete, en: groing}"))
    assert "'en' is 'groing': write 'complete' or 'growing'" in kb("build").stderr
    settings.write_text(SETTINGS.format("5"))
    assert "a list of languages, or a mapping" in kb("build").stderr


def test_the_page_of_a_stale_translation_shows_what_changed(remembered: Path) -> None:
    """In the preview: then and now of the original's part, what differs marked; nothing on other pages."""
    preview = Preview(remembered)
    try:
        (change,) = preview.page("en/receipts/").changes
        assert "prima all’ultima" in str(change.then)
        page = decorated(preview.page("en/receipts/"), "x")
        assert re.search(r"<del>[^<]*all’ultima[^<]*</del>", page)
        assert re.search(r"<ins>[^<]*12ª[^<]*</ins>", page)
        assert preview.page("it/receipts/").changes == ()
        assert preview.page("en/two-charges/").changes == ()
    finally:
        preview.close()
