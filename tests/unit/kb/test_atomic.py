"""The atomic writer by itself: what it refuses, keeps and leaves alone."""

import os
import stat
from pathlib import Path

import pytest

from kb.content import atomic


def test_what_was_edited_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """A file that is not what the command had read any more: nothing is written, not even the other file."""
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_bytes(b"1")
    second.write_bytes(b"edited")
    with pytest.raises(atomic.ChangedMeanwhile, match=r"b\.md: changed while"):
        atomic.write(tmp_path, [atomic.Change(first, b"1", b"2"), atomic.Change(second, b"1", b"2")])
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"edited")
    assert len(list(tmp_path.iterdir())) == 2


def test_mode_and_links_stay(tmp_path: Path) -> None:
    """The file keeps its permissions; a link stays a link and leads to the new content."""
    real, link = tmp_path / "elsewhere" / "a.md", tmp_path / "a.md"
    real.parent.mkdir()
    real.write_bytes(b"1")
    real.chmod(0o640)
    link.symlink_to(real)
    atomic.write(tmp_path, [atomic.change(link, b"2"), atomic.change(tmp_path / "new.md", b"3")])
    assert link.is_symlink()
    assert (real.read_bytes(), stat.S_IMODE(real.stat().st_mode)) == (b"2", 0o640)


def test_nothing_to_change_touches_nothing(tmp_path: Path) -> None:
    """The same content is not written again: its time stays."""
    file = tmp_path / "a.md"
    file.write_bytes(b"1")
    os.utime(file, (1, 1))
    atomic.write(tmp_path, [atomic.change(file, b"1")])
    assert file.stat().st_mtime == 1


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    """The error of the system names the file, not the writer's own beside it; nothing else is left."""
    (tmp_path / "a.md").write_bytes(b"1")
    missing = tmp_path / "it" / "b.md"
    with pytest.raises(FileNotFoundError) as caught:
        atomic.write(tmp_path, [atomic.change(tmp_path / "a.md", b"2"), atomic.change(missing, b"2")])
    assert caught.value.filename == str(missing)
    assert [path.name for path in tmp_path.rglob("*")] == ["a.md"]


@pytest.mark.parametrize("journal", ['[["../a.md", null]]', "[[", "[1]", '["x"]'])
def test_a_journal_reaches_no_file_outside(tmp_path: Path, journal: str) -> None:
    """A journal that somebody made or damaged by hand moves nothing, and nothing outside the folder."""
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / f".a.md{atomic.NEW}").write_bytes(b"2")
    (content / atomic.JOURNAL).write_text(journal, "utf-8")
    assert atomic.recover(content) == atomic.Recovered()
    assert not (tmp_path / "a.md").exists()
    assert not (content / atomic.JOURNAL).exists()
