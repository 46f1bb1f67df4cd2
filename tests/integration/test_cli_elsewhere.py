"""The command line in other people's MkDocs sites: their folders, their pages, and one way into the index."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_sites import article, site

from kb.cli import main

Kb = Callable[..., Result]
PAGES = {
    "index.md": "# Welcome\n\nStart here.\n",
    "it/vpn.md": "# VPN\n\nThe tunnel of the IT department.\n",
    "hr/leave.md": "# Leave\n\nAsk for holidays in the portal.\n",
}


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kb:
    """Runs `kb` in the test's folder, with English messages."""
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def hits(result: Result) -> list[str]:
    """The ids that a search found."""
    assert result.exit_code == 0, result.output
    return [hit["id"] for hit in json.loads(result.stdout)["hits"]]


@pytest.mark.parametrize("docs", ["docs", "handbook/pages"])
def test_search_and_index_read_the_folder_that_the_settings_name(tmp_path: Path, kb: Kb, docs: str) -> None:
    """Whatever docs_dir says, with or without a build before, from any folder of the site."""
    site(tmp_path, PAGES, docs_dir=docs, plugins=[{"kb": {"languages": ["en"]}}])
    if docs != "docs":
        (tmp_path / "handbook").mkdir()
        (tmp_path / "docs").rename(tmp_path / docs)
    assert hits(kb("search", "tunnel", "--format", "json")) == ["it/vpn"]
    assert "en: " in kb("index").output


def test_an_index_dir_of_ones_own_is_found(tmp_path: Path, kb: Kb) -> None:
    """`index_dir` counts for every command that reads the index."""
    options = {"languages": ["en"], "index_dir": "!ENV [KB_NOWHERE, var/search]"}
    site(tmp_path, PAGES, plugins=[{"kb": options}])
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("'!ENV [KB_NOWHERE, var/search]'", "!ENV [KB_NOWHERE, var/search]")
    )
    assert kb("build").exit_code == 0
    assert hits(kb("search", "holidays", "--format", "json")) == ["hr/leave"]
    assert (tmp_path / "var/search/en/CURRENT").is_file()
    assert not (tmp_path / "build/index").exists()


def test_the_products_name_is_no_topic(tmp_path: Path, kb: Kb) -> None:
    """`product` of the settings: a search by it and a word is one by the word; a new name counts at once."""
    options: dict[str, object] = {"languages": ["en"], "product": "Tunnel Portal"}
    site(tmp_path, PAGES, plugins=[{"kb": options}])
    assert kb("build").exit_code == 0
    assert hits(kb("search", "tunnel portal holidays", "--format", "json")) == ["hr/leave"]
    site(tmp_path, PAGES, plugins=[{"kb": options | {"product": ""}}])
    assert "the product's name has changed" in kb("index").output
    assert hits(kb("search", "tunnel portal holidays", "--format", "json")) == ["hr/leave", "it/vpn"]


def test_build_and_index_put_the_same_pages_into_the_index(tmp_path: Path, kb: Kb) -> None:
    """Articles and plain pages, with the site's own Markdown: an index after a build has nothing to do."""
    pages = {
        "en/receipts.md": article("receipts", body="Invoices."),
        "en/guide/vpn.md": "# VPN\n\n!!! note\n    Tunnel.\n",
    }
    site(tmp_path, pages, markdown_extensions=["admonition"])
    assert kb("build").exit_code == 0
    report = json.loads(kb("index", "--format", "json").stdout)["en"]
    assert {name: report[name] for name in ("added", "changed", "removed", "rebuilt")} == {
        "added": 0, "changed": 0, "removed": 0, "rebuilt": "",
    }  # fmt: skip
    assert hits(kb("search", "tunnel", "--format", "json")) == ["guide/vpn"]
    assert "up to date" in kb("build").output


def test_a_language_that_is_gone_leaves_the_search(tmp_path: Path, kb: Kb) -> None:
    """The index of a folder that no longer is a language is removed; nothing else beside it is."""
    pages = {"en/a.md": "# One\n\nApple.\n", "de/a.md": "# Eins\n\nApfel.\n"}
    site(tmp_path, pages)
    assert kb("build").exit_code == 0
    (tmp_path / "build/index/notes").mkdir()
    (tmp_path / "docs/de/a.md").unlink()
    assert kb("index").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "build/index").iterdir()) == [
        "en",
        "notes",
        "sources.json",
    ]
    assert "there are: en" in kb("search", "Apfel", "--lang", "de").output.replace(
        "languages: en", "there are: en"
    )


def test_plain_pages_are_not_judged_as_articles(tmp_path: Path, kb: Kb) -> None:
    """In languages' folders or not, with other generators' fields and HTML; an article among them is."""
    kind = article("leave", body="Ask.").replace("summary: What it says.\n", "")
    pages = {
        "en/index.md": "---\nhide: [toc]\n---\n<iframe src='https://v.example/'></iframe>\n",
        "en/vpn.md": "---\nauthor: me\n---\n# VPN\n\n30 euros, {{ macro() }}.\n",
        "it/vpn.md": "# VPN\n",
    }
    site(tmp_path, pages)
    checked = kb("check")
    assert checked.exit_code == 0
    assert checked.stdout.endswith(", articles: 0).\n")
    assert "Plain pages, which no rule looks at: 3" in checked.stderr
    site(tmp_path, {"it/vpn.md": article("vpn"), "it/leave.md": kind})
    checked = kb("check", "--skip", "urls", "--skip", "searchable", "--skip", "mixed-languages")
    (line,) = checked.stdout.splitlines()
    assert line.startswith("docs/it/leave.md:1: 'summary' is missing: add a line 'summary: ...'")
