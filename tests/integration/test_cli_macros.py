"""`kb macros export` on the real articles: each help desk's shape, whole links, ids that stay."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Kb = Callable[..., Result]
FOREIGN = (
    b"\x89PNG\xff",
    b"# My notes\n",
    b'{"name": "package", "version": "1.0.0"}',
    b'[{"id": 7, "title": "Another macro"}]',
    b'{"macros": [{"title": "Thanks [sic]", "description": "Closes it"}]}',
    b"[1, 2]",
    b"null",
    b"[" * 100_000,
)
SITE = "https://help.example.com"
KEYS = {
    "json": {"id", "lang", "title", "keywords", "html", "text", "url"},
    "zendesk": {"title", "description", "active", "actions"},
    "freshdesk": {"title", "content_html", "visibility", "folder_id"},
    "zammad": {"name", "keywords", "content", "active", "note"},
}


@pytest.mark.parametrize("form", KEYS)
def test_every_article_of_every_language_has_the_shape_of_the_help_desk(kb: Kb, form: str) -> None:
    """The fields that the vendor's API takes, each article once, every link whole."""
    said = kb("macros", "export", "--format", form, "--site", f"{SITE}/", "--folder", "3").stdout
    export = json.loads(said)
    listed = export["macros"] if isinstance(export, dict) else export
    assert {frozenset(each) for each in listed} == {frozenset(KEYS[form])}
    assert len({json.dumps(each) for each in listed}) == len(listed) == 64
    links = re.findall(r'href="([^"]+)"', json.loads(json.dumps(said.replace('\\"', '"'))))
    assert len(links) > 200
    assert [link for link in links if not re.match(r"https://|mailto:|tel:", link)] == []


def test_a_second_export_changes_only_what_changed(kb: Kb, project: Path) -> None:
    """Ids outlive a new title; an article that is gone is counted; the same content writes nothing."""
    file = project / "macros.json"
    command = ("macros", "export", "--format", "zendesk", "--site", SITE, "--output", str(file))
    assert kb(*command).stdout == f"{file}: new replies 64, changed 0, gone 0\n"
    before, stamp = file.read_text("utf-8").splitlines(), file.stat().st_mtime_ns
    assert kb(*command).stdout == f"{file}: new replies 0, changed 0, gone 0\n"
    assert file.stat().st_mtime_ns == stamp
    article = project / "content" / "en" / "receipts.md"
    text = article.read_text("utf-8")
    article.write_text(re.sub(r"^title: .*$", "title: Where are they?", text, flags=re.MULTILINE), "utf-8")
    (project / "content" / "it" / "two-charges.md").unlink()
    assert kb(*command).stdout == f"{file}: new replies 0, changed 1, gone 1\n"
    new = [line for line in file.read_text("utf-8").splitlines() if line not in before]
    assert len(new) == 2
    assert "Help center::EN::Where are they?" in new[0]


def test_what_is_no_export_is_told(kb: Kb, project: Path) -> None:
    """Without --site links would be broken; a file of anything else is not overwritten unless forced to."""
    assert "--site" in kb("macros", "export").stderr
    file = project / "other.json"
    command = ("macros", "export", "--site", SITE, "--output", str(file))
    for foreign in FOREIGN:
        file.write_bytes(foreign)
        refused = kb(*command)
        assert (refused.exit_code, file.read_bytes()) == (2, foreign)
        assert "other.json is no earlier export" in refused.stderr
    assert kb(*command, "--force").stdout == f"{file}: new replies 64, changed 0, gone 0\n"
    assert kb(*command).stdout == f"{file}: new replies 0, changed 0, gone 0\n"
    file.write_bytes(b"")
    assert kb(*command, "--format", "freshdesk").exit_code == 0
    assert kb(*command, "--format", "zammad").stdout == f"{file}: new replies 64, changed 0, gone 64\n"
