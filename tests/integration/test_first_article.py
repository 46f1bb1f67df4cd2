"""A help center that begins: its categories first, then `kb new`; and what a rename must not forget."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import main

NEW = ("new", "receipts", "--category", "billing", "--title", "en=Where are my receipts?")


def kb(folder: Path, *arguments: str) -> Result:
    """Runs a command in a help center."""
    return CliRunner().invoke(main, ["-C", str(folder), *arguments])


@pytest.fixture
def begun(tmp_path: Path, root: Path) -> Path:
    """A help center with nothing but the example of a categories.yml in the docs, its list emptied."""
    (block,) = re.findall(
        r"```yaml\n(- id: billing.*?)```", (root / "docs/writers.md").read_text("utf-8"), re.S
    )
    (tmp_path / "content").mkdir()
    text = re.sub(r"  articles: .*\n", "", block)
    (tmp_path / "content/categories.yml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_first_article_needs_no_other(begun: Path) -> None:
    """It begins in every language that its category has a title in, and the check reads it."""
    made = kb(begun, *NEW, "--title", "it=Dove sono le ricevute?")
    assert (made.exit_code, made.stdout.splitlines()[:2]) == (
        0,
        [f"+ {begun}/content/en/receipts.md", f"+ {begun}/content/it/receipts.md"],
    )
    found = kb(begun, "check", "--only", "front-matter", "--only", "translations")
    assert (found.exit_code, "Traceback" in found.output) == (0, False), found.output


def test_without_categories_the_cure_is_named(tmp_path: Path) -> None:
    """An article stands in a category: that file comes first."""
    (tmp_path / "content").mkdir()
    refused = kb(tmp_path, *NEW)
    assert refused.exit_code == 2
    assert "There is no category yet: write content/categories.yml first." in refused.stderr


def test_a_renamed_id_is_named_where_the_settings_hold_it(begun: Path) -> None:
    """`contacts:` would name nothing: the line is told, with what to write."""
    (begun / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: content\nplugins:\n  - kb:\n      contacts: receipts  # who helps\n", "utf-8"
    )
    kb(begun, *NEW)
    renamed = kb(begun, "rename", "receipts", "invoices", "--id")
    assert renamed.exit_code == 0, renamed.output
    assert (
        f"{begun}/mkdocs.yml:5: 'contacts' still names 'receipts': write 'invoices' there." in renamed.stderr
    )
