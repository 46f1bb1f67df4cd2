"""What the tests of the command line start from: copies of the project's content, and `kb` itself."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import main


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's content with its indexes, for tests that only read."""
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
def kb(monkeypatch: pytest.MonkeyPatch, project: Path) -> Callable[..., Result]:
    """Runs `kb` in the copy with English messages."""
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.chdir(project)
    return lambda *arguments: CliRunner().invoke(main, list(arguments))
