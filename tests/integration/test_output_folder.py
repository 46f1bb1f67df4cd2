"""Where a build writes: it empties its own folder, and never one that holds what no build has put there."""

from pathlib import Path

import pytest
from small_sites import article, faults, read, site

from kb.site.build import build

PAGES = {"en/a.md": article("a"), "it/a.md": article("a")}


def test_a_folder_with_other_files_is_refused_and_left(tmp_path: Path) -> None:
    """A mistyped `site_dir` costs nobody a file: the first of them is named, with the cure."""
    thesis = tmp_path / "papers" / "thesis.txt"
    thesis.parent.mkdir()
    thesis.write_text("three years", encoding="utf-8")
    (found,) = faults(site(tmp_path, PAGES, site_dir="papers"))
    assert "papers holds what no build has put there, as 'thesis.txt'" in found
    assert "set site_dir to another folder, for example build/site, or empty it" in found
    assert [path.name for path in thesis.parent.iterdir()] == ["thesis.txt"]


def test_indexes_go_to_no_folder_with_other_files(tmp_path: Path) -> None:
    """A mistyped `index_dir` mixes them with nobody's files; their own folder takes them again and again."""
    config = site(tmp_path, PAGES, plugins=[{"kb": {"index_dir": "papers"}}])
    (tmp_path / "papers/thesis").mkdir(parents=True)
    (found,) = faults(config)
    assert "papers holds what is no index, as 'thesis': set index_dir to a folder of its own" in found
    (tmp_path / "papers/thesis").rmdir()
    for title in ("Why?", "How?"):
        site(tmp_path, {"en/a.md": article("a", title)})
        assert build(config).built


@pytest.mark.parametrize("held", [(), (".git/config",), ("404.html", "sitemap.xml"), ("_search/en.json",)])
def test_empty_folders_and_those_of_sites_are_built_into(tmp_path: Path, held: tuple[str, ...]) -> None:
    """A site of ours or of MkDocs is built anew; a hidden file stays, as MkDocs leaves it."""
    for name in held:
        (tmp_path / "public" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "public" / name).write_text("held", encoding="utf-8")
    config = site(tmp_path, PAGES)
    for title in ("Why?", "How?"):
        site(tmp_path, {"en/a.md": article("a", title)})
        build(config)
        assert title in read(tmp_path, "en/a/index.html")
        assert all(read(tmp_path, name) == "held" for name in held if name.startswith("."))


@pytest.mark.parametrize(
    ("index", "told"),
    [("docs", "docs_dir"), ("docs/en/index", "docs_dir"), ("public/x", "site_dir"), (".", "docs_dir")],
)
def test_indexes_lie_in_a_folder_of_their_own(tmp_path: Path, index: str, told: str) -> None:
    """Neither among the pages' sources nor in the site, where everybody could read them."""
    config = site(tmp_path, PAGES, plugins=[{"kb": {"index_dir": index}}])
    found = faults(config)[0]
    assert f"index_dir {tmp_path / index} and {told} " in found
    assert "set index_dir to a folder of its own, for example build/index" in found
