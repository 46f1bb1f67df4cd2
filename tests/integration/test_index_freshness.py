"""Whether the indexes say what the content says: nothing to do is quick, and what is said of it is true."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kb.errors import ContentError
from kb.site import mkdocs_read

Kb = Callable[..., Result]
STALE = "update with 'kb index'"


def said(kb: Kb) -> str:
    """What a search says of its index."""
    return kb("search", "rinnovo", "--lang", "it").stderr


def test_a_touched_file_is_not_stale(indexed: Path, kb: Kb) -> None:
    """New times of unchanged files: no search asks for an update that would do nothing."""
    for path in (indexed / "content").rglob("*.*"):
        os.utime(path)
    assert STALE not in said(kb)


def test_a_deleted_article_is_stale_until_the_next_indexing(indexed: Path, kb: Kb) -> None:
    """The search says so; `kb index` removes it, and then nothing is said any more."""
    for lang in ("it", "en"):
        (indexed / "content" / lang / "receipts.md").unlink()
    assert STALE in said(kb)
    assert json.loads(kb("index", "--format", "json").stdout)["it"]["removed"] == 1
    assert STALE not in said(kb)


def test_nothing_to_do_reads_no_article(indexed: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second `kb index` does not ask MkDocs for the site, and reports how many articles there are."""
    first = json.loads(kb("index", "--format", "json").stdout)
    monkeypatch.setattr(mkdocs_read, "update_index", None)
    again = json.loads(kb("index", "--format", "json").stdout)
    assert {lang: report["total"] for lang, report in first.items()} == {
        lang: report["total"] for lang, report in again.items()
    }
    assert {report["rebuilt"] for report in again.values()} == {""}


@pytest.mark.parametrize("name", ["side.json", "CURRENT", "sources.json"])
def test_nothing_to_do_still_meets_damage(indexed: Path, kb: Kb, name: str) -> None:
    """The content is what it was but a file of the index is not: the index is made whole again."""
    before = kb("search", "rinnovo", "--lang", "it").stdout
    for path in (indexed / "build" / "index").rglob(name):
        path.write_bytes(path.read_bytes()[:-2])
    done = json.loads(kb("index", "--format", "json").stdout)
    assert bool(done["it"]["rebuilt"]) == (name != "sources.json")
    found = kb("search", "rinnovo", "--lang", "it")
    assert (found.stdout, found.stderr) == (before, "")


def test_an_edit_while_indexing_is_not_forgotten(
    project: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is edited after it was read counts as changed, not as indexed."""
    real = mkdocs_read.read_site

    def read_site(*given: object) -> mkdocs_read.ReadSite:
        site = real(*given)  # type: ignore[arg-type]
        path = project / "content" / "it" / "receipts.md"
        path.write_text(path.read_text("utf-8") + "\nUna frase in coda.\n", "utf-8")
        return site

    monkeypatch.setattr(mkdocs_read, "read_site", read_site)
    kb("index")
    monkeypatch.undo()
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.chdir(project)
    assert STALE in said(kb)


def test_a_fault_leaves_indexes_and_record(indexed: Path, kb: Kb) -> None:
    """Content that cannot be indexed changes nothing; the search goes on saying that articles changed."""
    (indexed / "content" / "it" / "zz.md").write_text("no front matter", "utf-8")
    with pytest.raises(ContentError):
        mkdocs_read.update_index(indexed, indexed / "build" / "index")
    assert STALE in said(kb)
