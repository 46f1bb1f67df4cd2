"""Promises of what is kept of articles: read again or remembered, they are the same."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb import kept
from kb.checks.articles import Articles
from kb.content import corpus
from kb.content.corpus import Corpus

Write = Callable[[Mapping[str, str | bytes]], Path]
Text = Callable[..., str]

FIELDS = {
    "updated": "2026-11-02",
    "boost": "1.5",
    "search": "{exclude: true}",
    "questions": "[one two, three four]",
    "pin": "[a b]",
    "aliases": "[/en/old/]",
    "owner": "Ada",
    "review_by": "2027-01-01",
    "kind": "video\nvideo: {file: a.mp4, captions: a.vtt, duration: '1:05'}",
    "category": "nowhere",
    "publish_at": "2027-01-01",
}
BODIES = ("A sentence.\n", "", "è\r\n\x0c---\r\n\nùà\n", "## A\n\n---\n\nB\n")


def load(content: Path, file: Path) -> Corpus:
    """The corpus, with a memory that was kept before and is kept again."""
    read = Articles(file, "code")
    found = corpus.load(content, read=read)
    read.save()
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sets(st.sampled_from(sorted(FIELDS))), st.sampled_from(BODIES)), max_size=4))
def test_a_remembered_article_is_the_one_that_would_be_read(
    write: Write, article_text: Text, tmp_path: Path, edits: list[tuple[set[str], str]]
) -> None:
    """Every field, byte of the body and fault, twice after each edit."""
    for fields, body in edits:
        text = article_text("a", body=body, **{name: FIELDS[name] for name in sorted(fields)})
        content = write({"en/a.md": text})
        for _ in range(2):
            assert load(content, tmp_path / "kept.txt") == corpus.load(content)


def test_another_category_makes_a_kept_article_faulty(
    write: Write, article_text: Text, tmp_path: Path
) -> None:
    """What an article is held against is part of what is remembered."""
    file, files = tmp_path / "kept.txt", {"en/a.md": article_text("a")}
    assert not load(write(files), file).problems
    without = {"categories.yml": "- id: other\n  it: {title: Altro}\n  en: {title: Other}\n"}
    assert [problem.path for problem in load(write(files | without), file).problems][-1].endswith("en/a.md")


def test_a_file_that_cannot_be_read_is_told(write: Write, article_text: Text, tmp_path: Path) -> None:
    """A folder in an article's place stops nothing."""
    content = write({"en/a.md": article_text("a")})
    (content / "en" / "b.md").mkdir()
    assert load(content, tmp_path / "kept.txt") == corpus.load(content)


def test_unchanged_articles_are_not_parsed_again(
    write: Write, article_text: Text, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the edited file is; the file of what is kept stays as it is where nothing changed."""
    file = tmp_path / "kept.txt"
    load(write({"en/a.md": article_text("a"), "en/b.md": article_text("b")}), file)
    before, parsed = file.stat().st_ino, list[str]()
    read = corpus.read_article
    monkeypatch.setattr(
        corpus, "read_article", lambda file, *told: parsed.append(file.name) or read(file, *told)
    )
    load(write({}), file)
    assert (parsed, file.stat().st_ino) == ([], before)
    load(write({"en/b.md": article_text("b", body="New.\n")}), file)
    assert parsed == ["b.md"]


def test_what_is_kept_comes_back_or_nothing(tmp_path: Path) -> None:
    """Sections, also empty ones; nothing of other code, of a damaged file, of none."""
    file, given = tmp_path / "deep" / "kept.txt", {"a b": {"k": kept.line(["\n\u2028\t", 1])}, "empty": {}}
    assert kept.load(file, "1") == {}
    kept.save(file, "1", given)
    assert kept.load(file, "1") == given
    assert kept.load(file, "2") == {}
    file.write_bytes(file.read_bytes()[:-1])
    assert kept.load(file, "1") == {}
