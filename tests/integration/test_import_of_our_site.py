"""The whole help center that ships, built and imported into an empty one."""

import shutil
from pathlib import Path

from click.testing import CliRunner

from kb.cli import main
from kb.content import corpus, facts
from kb.content.render import documents
from kb.site.build import build


def texts(content: Path, lang: str, told: Path) -> dict[str, str]:
    """What search reads of each article: title, summary and all text, on one line."""
    found = corpus.load(content).checked().of(lang)
    return {
        one.id: " ".join(
            " ".join((one.title, one.summary, *(f"{s.heading} {s.text}" for s in one.sections))).split()
        )
        for one in documents(found, facts.load(told))
    }


def test_every_article_comes_back_whole(root: Path, tmp_path: Path) -> None:
    """The same ids with the same text, also below an action panel; no topic or home page as an article."""
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in ("content", "site"):
        shutil.copytree(root / folder, old / folder)
    shutil.copy(root / "mkdocs.yml", old)
    build(old / "mkdocs.yml")
    for lang in ("it", "en"):
        (new / "content" / lang).mkdir(parents=True)
    shutil.copy(old / "content" / "categories.yml", new / "content")
    done = CliRunner().invoke(main, ["-C", str(new), "import", str(old / "build" / "site")])
    assert done.exit_code == 0, done.output
    for lang in ("it", "en"):
        told = old / "content"
        assert texts(new / "content", lang, told) == texts(told, lang, told)
