"""A build after an edit makes anew what the edit touches; its site is byte for byte that of a whole build."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_sites import CATEGORIES, article, site

from kb.site.build import build
from kb.theme import OVERRIDES

SHELVES = (
    CATEGORIES + "- id: access\n  it: {title: Accesso, summary: S.}\n  en: {title: Access, summary: S.}\n"
)
SHOWS_ARTICLES = re.compile(r"/(a\d|topics|argomenti)")
NAMES = [f"a{number}" for number in range(8)]
BODY = """Read [on]({next}.md), [there]({next}.md#when).

## When

On *Monday*.

## How

1. So.
"""


def pages() -> dict[str, str]:
    """Eight articles in two languages on two shelves, each with a link to the next."""
    found = {"categories.yml": SHELVES, "en/index.md": "---\ntemplate: home.html\npopular: [a3]\n---\n"}
    for lang in ("en", "it"):
        for number, name in enumerate(NAMES):
            shelf = "billing" if number % 2 else "access"
            body = BODY.format(next=NAMES[(number + 1) % len(NAMES)])
            text = article(name, f"Why {name}?", body, f"related: [{NAMES[(number + 3) % len(NAMES)]}]\n")
            found[f"{lang}/{name}.md"] = text.replace("category: billing", f"category: {shelf}")
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The site, built."""
    build(site(tmp_path / "help", pages()))
    return tmp_path / "help"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of the site."""
    public = folder / "public"
    found = (path for path in public.rglob("*") if path.is_file())
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in found}


def numbers(folder: Path) -> dict[str, int]:
    """By which number the file system knows each page: one that was taken over keeps it."""
    return {path.as_posix(): path.stat().st_ino for path in (folder / "public").rglob("index.html")}


def written(folder: Path, change: Callable[[], object]) -> list[str]:
    """The pages of articles and topics that a build after a change writes; a whole build makes the same."""
    build(folder / "mkdocs.yml")
    before = numbers(folder)
    change()
    assert build(folder / "mkdocs.yml").built
    after, made = numbers(folder), tree(folder)
    build(folder / "mkdocs.yml", always=True)
    assert tree(folder) == made
    public = (folder / "public").as_posix()
    new = (path.removeprefix(f"{public}/") for path in after if before.get(path) != after[path])
    return sorted(path.removesuffix("/index.html") for path in new if SHOWS_ARTICLES.search(path))


def edit(folder: Path, name: str, old: str, new: str) -> Callable[[], object]:
    """Another text in a file of the content."""
    file = folder / "docs" / name

    def change() -> None:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    return change


def test_a_text_costs_its_page_and_its_topics(folder: Path) -> None:
    """The other pages show nothing of it."""
    found = written(folder, edit(folder, "en/a2.md", "On *Monday*.", "On *Tuesday*."))
    assert found == ["en/a2", "en/topics/access"]


def test_a_heading_costs_the_translation_too(folder: Path) -> None:
    """Its switch of languages leads to the same heading."""
    found = written(folder, edit(folder, "en/a2.md", "## How", "## In which way"))
    assert found == ["en/a2", "en/topics/access", "it/a2"]


def test_a_title_is_new_wherever_it_stands(folder: Path) -> None:
    """In the lists of its category, where it is related, and on its topic."""
    found = written(folder, edit(folder, "it/a6.md", "Why a6?", "Why not?"))
    assert found == ["it/a0", "it/a2", "it/a3", "it/a4", "it/a6", "it/argomenti/access"]


def test_another_category_costs_both_shelves(folder: Path) -> None:
    """Everybody there has another neighbour."""
    found = written(folder, edit(folder, "en/a4.md", "category: access", "category: billing"))
    assert {"en/a0", "en/a1", "en/a4", "en/topics/access", "en/topics/billing"} <= set(found)
    assert not [path for path in found if path.startswith("it/")]


def test_a_synonym_costs_no_page(folder: Path) -> None:
    """Only search knows it."""
    file = folder / "docs/en/synonyms.yml"
    assert written(folder, lambda: file.write_text("- [pay, settle]\n", "utf-8")) == []


def test_an_address_is_new_wherever_links_lead_there(folder: Path) -> None:
    """A renamed file: the links of others lead to its new page."""

    def rename() -> None:
        for lang in ("en", "it"):
            (folder / f"docs/{lang}/a6.md").rename(folder / f"docs/{lang}/renamed.md")
            edit(folder, f"{lang}/a5.md", "a6.md)", "renamed.md)")()
            edit(folder, f"{lang}/a5.md", "a6.md#", "renamed.md#")()
            edit(folder, f"{lang}/renamed.md", "id: a6", f"id: renamed\naliases: [/{lang}/a6/]")()
            edit(folder, f"{lang}/a3.md", "[a6]", "[renamed]")()

    assert {"en/a5", "en/a3", "it/a5"} <= set(written(folder, rename))


def test_a_slug_is_new_wherever_links_lead_there(folder: Path) -> None:
    """The texts of the pages with links to it stay; their addresses do not."""
    found = written(folder, edit(folder, "it/a1.md", "id: a1", "id: a1\nslug: primo"))
    assert "it/a0" in found


def test_an_article_goes(folder: Path) -> None:
    """Retired in both languages: its page is gone, its neighbours' lists are shorter."""

    def retire() -> None:
        for lang in ("en", "it"):
            (folder / f"docs/{lang}/a7.md").unlink()
            edit(folder, f"{lang}/a4.md", "related: [a7]", "related: [a0]")()
            edit(folder, f"{lang}/a6.md", "[on](a7.md), [there](a7.md#when)", "on")()

    found = written(folder, retire)
    assert "en/a1" in found
    assert not (folder / "public/en/a7").exists()


def test_settings_and_templates_cost_the_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page may show them."""
    settings = folder / "mkdocs.yml"
    copyright_ = "copyright: Somebody\n"
    found = written(folder, lambda: settings.write_text(settings.read_text("utf-8") + copyright_, "utf-8"))
    assert {"en/a0", "it/a0"} <= set(found)
    shutil.copytree(OVERRIDES, tmp_path / "overrides")
    for module in ("kb.site.plugin", "kb.site.keeping.file"):
        monkeypatch.setattr(f"{module}.OVERRIDES", tmp_path / "overrides")
    build(settings, always=True)
    footer = tmp_path / "overrides/partials/footer.html"
    found = written(folder, lambda: footer.write_text(footer.read_text("utf-8") + "<!-- new -->\n", "utf-8"))
    assert {"en/a0", "it/a0"} <= set(found)


def test_a_page_that_somebody_changed_in_the_site_is_made_again(folder: Path) -> None:
    """What stands in the output folder is believed only as it was written."""
    build(folder / "mkdocs.yml")
    page = folder / "public/en/a0/index.html"
    before = page.read_bytes()
    page.write_bytes(before + b"<!-- mine -->")
    assert "en/a0" in written_after(folder)
    assert page.read_bytes() == before


def written_after(folder: Path) -> list[str]:
    """As `written`, of a change to another page's text."""
    before = numbers(folder)
    edit(folder, "it/a3.md", "On *Monday*.", "On *Sunday*.")()
    build(folder / "mkdocs.yml")
    after = numbers(folder)
    public = (folder / "public").as_posix()
    return [
        path.removeprefix(f"{public}/").removesuffix("/index.html")
        for path in after
        if before[path] != after[path]
    ]
