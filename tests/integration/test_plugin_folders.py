"""Folders below a language mean nothing but order, and an address may differ from its file's name."""

from pathlib import Path

import pytest
from small_sites import CATEGORIES, article, faults, read, site

from kb.site.build import build
from search.engine import Engine


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A help center with articles in folders, one with an address of its own, one a draft."""
    folder = tmp_path_factory.mktemp("folders")
    pages = {
        "categories.yml": CATEGORIES,
        "en/money/receipts.md": article("receipts", "Where are receipts?", "See [plans](../plans.md#x)."),
        "en/plans.md": article("plans", "Which plans?", "## X\n\n[Receipts](money/receipts.md)."),
        "en/money/later.md": article("later", "Unfinished business?", more="status: draft\n"),
        "it/soldi/di/receipts.md": article("receipts", "Dove sono?", more="slug: ricevute\n"),
        "it/plans.md": article("plans", "Quali piani?", "[Ricevute](soldi/di/receipts.md)"),
    }
    build(site(folder, pages, theme={"name": "material", "font": False}), strict=False)
    return folder


def test_an_address_has_no_folder_and_its_own_slug(built: Path) -> None:
    """Pages stand at `/lang/name/`, links arrive, translations find each other, drafts are nowhere."""
    page = read(built, "en/receipts/index.html")
    assert 'href="../plans/#x"' in page
    assert "/it/ricevute/" in page
    assert 'href="../receipts/"' in read(built, "en/plans/index.html")
    assert 'href="../ricevute/"' in read(built, "it/plans/index.html")
    made = {path.relative_to(built / "public").as_posix() for path in (built / "public").rglob("index.html")}
    assert not {path for path in made if "later" in path or "money" in path or "soldi" in path}
    assert "Unfinished" not in "".join(path.read_text("utf-8") for path in (built / "public").rglob("*.html"))
    assert "/it/ricevute/" in read(built, "sitemap.xml")


def test_search_leads_to_the_address(built: Path) -> None:
    """What is found is where its page is; a draft in a folder is not found."""
    for lang, query, urls in (
        ("it", "dove", ["/it/ricevute/"]),
        ("en", "receipts", ["/en/receipts/", "/en/plans/"]),
        ("en", "unfinished", []),
    ):
        engine = Engine.open(built / "build" / "index" / lang)
        assert [hit.url for hit in engine.search(query).hits][:1] == urls[:1]
        engine.close()


def test_two_files_for_one_address_stop_the_build(tmp_path: Path) -> None:
    """Whether by folder or by slug; the later file is named with the one that was first."""
    pages = {
        "categories.yml": CATEGORIES,
        "en/a.md": article("a"),
        "en/b.md": article("b", more="slug: a\n"),
        "en/sub/a.md": article("c"),
    }
    found = faults(site(tmp_path, pages))
    assert len(found) == 2
    assert "'/en/a/' belongs to" in found[0]
    assert "en/sub/a.md:1:" in found[1]
