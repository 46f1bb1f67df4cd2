"""One page on request: the same page as a whole build makes, and the writer's change at once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kb.errors import ContentError, UnknownName
from kb.site.build import build
from kb.site.preview import Preview

ARTICLE = """---
id: {name}
title: {title}
summary: S.
kind: faq
category: billing
---
{body}
"""


def write(folder: Path, name: str, title: str, body: str) -> None:
    """Save an article later than it was saved before, however coarse the file system's clock."""
    file = folder / "docs/it" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.write_text(ARTICLE.format(name=name, title=title, body=body), encoding="utf-8")
    os.utime(file, ns=(before + 2_000_000_000, before + 2_000_000_000))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small help center."""
    write(tmp_path, "a", "First?", "Alpha.")
    write(tmp_path, "b", "Second?", "Beta, see [the first](a.md).")
    (tmp_path / "docs/categories.yml").write_text("- id: billing\n  it: {title: Soldi, summary: s}\n")
    config = {"site_name": "x", "docs_dir": "docs", "site_dir": "public", "plugins": ["kb"]}
    config |= {"theme": {"name": "material", "language": "it"}, "site_url": "https://h.example/"}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config))
    return tmp_path


@pytest.fixture
def preview(folder: Path) -> Iterator[Preview]:
    """A preview of it."""
    made = Preview(folder / "mkdocs.yml")
    yield made
    made.close()


def test_a_previewed_page_is_the_page_that_a_build_makes(folder: Path, preview: Preview) -> None:
    """Byte for byte, whatever was asked before."""
    build(folder / "mkdocs.yml", strict=True)
    for url in ("it/b/", "it/argomenti/billing/", "it/a/", "it/cerca/", "it/"):
        assert preview.page(url) == (folder / "public" / url / "index.html").read_text(encoding="utf-8"), url


def test_a_saved_change_is_in_the_next_page(folder: Path, preview: Preview) -> None:
    """In the article, on its category's page, and, when the title changed, in the lists of others."""
    assert "Alpha." in preview.page("it/a/")
    write(folder, "a", "Renamed?", "Gamma.")
    page = preview.page("it/a/")
    assert "Gamma." in page
    assert "Alpha." not in page
    assert "<h1>Renamed?</h1>" in page
    assert "Gamma." in preview.page("it/argomenti/billing/")
    assert "Renamed?" in preview.page("it/b/")


def test_a_fault_names_its_line_and_the_cure_is_seen_at_once(folder: Path, preview: Preview) -> None:
    """The preview outlives what a writer types on the way."""
    write(folder, "a", "First?", "{{ nothing.here }}")
    with pytest.raises(ContentError, match=r"it/a\.md:8: unknown placeholder 'nothing.here'"):
        preview.page("it/a/")
    write(folder, "a", "First?", "<script>alert(1)</script>")
    with pytest.raises(ContentError, match=r"it/a\.md:8: <script> is not for articles"):
        preview.page("it/a/")
    write(folder, "a", "First?", "Cured.")
    assert "Cured." in preview.page("it/a/")


def test_what_cannot_be_previewed_is_said(folder: Path, preview: Preview) -> None:
    """An unknown page by the nearest name; content that is faulty from the start by its lines."""
    with pytest.raises(UnknownName, match=r"did you mean 'it/a/'"):
        preview.page("it/aa/")
    write(folder, "a", "''", "x")
    with pytest.raises(ContentError, match=r"it/a\.md:3: 'title' is empty"):
        Preview(folder / "mkdocs.yml")
