"""The digest of a build: derived from folders and installed packages, so that no list forgets one."""

import shutil
import sys
from pathlib import Path

import pytest

from kb.site import digest

CONFIG = "site_name: Docs\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A site's settings."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return tmp_path / "mkdocs.yml"


def test_a_change_anywhere_in_the_code_counts(
    root: Path, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each folder of both packages that exists today, and one that is made tomorrow."""
    copies = tuple(Path(shutil.copytree(root / name, tmp_path / "code" / name)) for name in ("kb", "search"))
    monkeypatch.setattr(digest, "PACKAGES", copies)
    folders = [folder for copy in copies for folder in (copy, *copy.rglob("*")) if folder.is_dir()]
    folders = [folder for folder in folders if "__pycache__" not in folder.parts]
    assert len(folders) > 20
    (copies[0] / "tomorrow" / "deep").mkdir(parents=True)
    before = digest.digest(config, [])
    for folder in (*folders, copies[0] / "tomorrow" / "deep"):
        (folder / "new.py").write_text("", encoding="utf-8")
        assert digest.digest(config, []) != before, folder
        (folder / "new.py").unlink()
    assert digest.digest(config, []) == before


def test_both_packages_are_those_that_run(root: Path) -> None:
    """What is hashed is the code that builds."""
    assert (root / "kb", root / "search") == digest.PACKAGES


def test_a_newer_markdown_package_counts(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upgrade of anything that is installed makes a build; so does another Python."""
    packages = tmp_path / "packages"
    (packages / "markdown-3.9.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(packages), *sys.path])
    before = digest.digest(config, [])
    (packages / "markdown-3.9.0.dist-info").rename(packages / "markdown-4.0.0.dist-info")
    after = digest.digest(config, [])
    assert after != before
    monkeypatch.setattr(sys, "version", "3.99")
    assert digest.digest(config, []) != after


def test_folders_behind_symbolic_links_count_and_circles_end(config: Path, tmp_path: Path) -> None:
    """MkDocs follows links to folders, so a page behind one is a source; a link to itself is read once."""
    docs, shared = tmp_path / "docs", tmp_path / "shared"
    shared.mkdir()
    (docs / "linked").symlink_to(shared)
    (docs / "circle").symlink_to(docs)
    (docs / "broken").symlink_to(tmp_path / "nowhere")
    before = digest.digest(config, [docs])
    (shared / "page.md").write_text("# New\n", encoding="utf-8")
    assert digest.digest(config, [docs]) != before
    assert [file.name for file in digest.files_of(docs)] == ["page.md"]


def test_settings_that_are_inherited_count(config: Path, tmp_path: Path) -> None:
    """A change of the file that mkdocs.yml inherits from, and of a variable that only that one names."""
    (tmp_path / "base.yml").write_text(
        "copyright: !ENV [OWNER_NAME, me]\nINHERIT: mkdocs.yml\n", encoding="utf-8"
    )
    config.write_text(CONFIG + "INHERIT: base.yml\n", encoding="utf-8")
    before = digest.digest(config, [])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OWNER_NAME", "you")
        assert digest.digest(config, []) != before
    (tmp_path / "base.yml").write_text("copyright: us\n", encoding="utf-8")
    assert digest.digest(config, []) != before
