"""What the tests of the command line start from: copies of the project's content, and `kb` itself."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import main
from kb.site import freshness


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's content with its indexes, made once, for tests that only read."""
    project = tmp_path_factory.mktemp("built")
    shutil.copytree(root / "content", project / "content")
    assert CliRunner().invoke(main, ["-C", str(project), "index"]).exit_code == 0
    return project


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A copy of the project's content of its own, without indexes."""
    shutil.copytree(root / "content", tmp_path / "content")
    return tmp_path


@pytest.fixture
def indexed(built: Path, project: Path) -> Path:
    """A copy of the project's content of its own, with its indexes: what `kb index` would make there."""
    index = project / "build" / "index"
    shutil.copytree(built / "build" / "index", index)
    made = json.loads((index / freshness.FILE).read_bytes())
    sources = tuple(Path(source.replace(str(built), str(project))) for source in made["sources"])
    taken = freshness.take(sources, str(project / "content"), str(project / "mkdocs.yml"))
    freshness.record(index, taken, made["totals"])
    return project


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch, project: Path) -> Callable[..., Result]:
    """Runs `kb` in the copy with English messages."""
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.chdir(project)
    return lambda *arguments: CliRunner().invoke(main, list(arguments))
