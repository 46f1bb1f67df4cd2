"""`kb import` as a writer runs it: a built site comes back, dry runs write nothing, a second one merges."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from small_sites import CATEGORIES, article, site

from kb.cli import main
from kb.content import corpus, facts
from kb.content.render import documents
from kb.site.build import build

BODY = """First **bold** and `code < x`: see [the other](two.md#a-part).

| a | b |
|---|---|
| 1 | 2 \\| 3 |

## A part { when=corporate }

1. One
2. Two
   - deeper

!!! note "Mind"

    A note & more.
"""


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and all that is printed."""
    result = CliRunner().invoke(main, ["-C", str(folder), *arguments], env={"KB_LANG": "en"})
    return result.exit_code, result.output


def texts(content: Path, lang: str) -> dict[str, str]:
    """What search reads of each article: title, summary and all text, on one line."""
    found = corpus.load(content).checked().of(lang)
    return {
        one.id: " ".join(
            " ".join((one.title, one.summary, *(f"{s.heading} {s.text}" for s in one.sections))).split()
        )
        for one in documents(found, facts.load(content))
    }


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A site that `kb build` made of two articles in two languages."""
    pages = {"categories.yml": CATEGORIES}
    for lang in ("en", "it"):
        pages[f"{lang}/one.md"] = article("one", f"Why one, {lang}?", BODY)
        pages[f"{lang}/two.md"] = article("two", f"Why two, {lang}?", "## A part\n\n[Back](one.md).")
    build(site(tmp_path / "old", pages, theme={"name": "material", "font": False}))
    return tmp_path / "old"


def test_a_built_site_comes_back_as_its_articles(tmp_path: Path, built: Path) -> None:
    """The same ids and texts in both languages; a dry run writes nothing; the next import changes nothing."""
    new = tmp_path / "new"
    (new / "content" / "en").mkdir(parents=True)
    (new / "content" / "categories.yml").write_text(CATEGORIES, "utf-8")
    code, said = run(new, "import", str(built / "public"), "--dry-run")
    assert (code, "4 new, 0 updated" in said) == (0, True), said
    assert not list((new / "content").rglob("*.md"))
    assert not (new / "import.yml").exists()
    code, said = run(new, "import", str(built / "public"), "--lang", "xx")
    assert (code, "its languages: en, it" in said) == (2, True), said
    code, said = run(new, "import", str(built / "public"))
    assert code == 0
    assert (new / "import.yml").is_file()
    for lang in ("en", "it"):
        assert texts(new / "content", lang) == texts(built / "docs", lang)
    assert "[the other](two.md#a-part)" in (new / "content" / "en" / "one.md").read_text("utf-8")
    assert "Nothing new: 4 articles as they are." in run(new, "import", str(built / "public"))[1]
    (new / "import.yml").write_text("categories: {x: nowhere}\n", "utf-8")
    code, said = run(new, "import", str(built / "public"))
    assert (code, "import.yml:1: unknown category 'nowhere': one of billing" in said) == (1, True), said
    run(new, "undo")
    assert run(new, "import", str(built), "--category", "nowhere")[0] == 2


def test_a_second_source_extends_the_mapping(tmp_path: Path) -> None:
    """Its sections are proposed below the first's, whose lines stay; a dry run proposes nothing."""
    new = tmp_path / "new"
    (new / "content" / "en").mkdir(parents=True)
    (new / "content" / "categories.yml").write_text(CATEGORIES, "utf-8")
    for source, section in (("a", "plants"), ("b", "pots")):
        (tmp_path / source / section).mkdir(parents=True)
        (tmp_path / source / section / f"{source}.html").write_text(f"<h1>{source}</h1><p>x", "utf-8")
    run(new, "import", str(tmp_path / "a"))
    file = new / "import.yml"
    first = file.read_text("utf-8").replace("plants: billing", "plants: billing  # surely")
    file.write_text(first, "utf-8")
    run(new, "import", str(tmp_path / "b"), "--dry-run")
    assert file.read_text("utf-8") == first
    code, said = run(new, "import", str(tmp_path / "b"))
    assert code == 0
    assert "Added to import.yml, as a proposal: 'pots': billing." in said
    assert file.read_text("utf-8") == first.replace("# surely\n", "# surely\n  pots: billing\n")
    file.write_text("categories: &a\n  x: >-\n    billing\n\n", "utf-8")
    said = run(new, "import", str(tmp_path / "b"))[1]
    assert "does not say which categories these sections are: 'pots': billing. Add them" in said


MORE = CATEGORIES + "- id: money\n  it: {title: Denaro, summary: S.}\n  en: {title: Money, summary: S.}\n"


def a_site(folder: Path, docs: str = "docs") -> Path:
    """A help center without articles."""
    file = site(folder, {}, docs_dir=docs)
    (folder / docs / "en").mkdir(parents=True, exist_ok=True)
    (folder / docs / "categories.yml").write_text(MORE, "utf-8")
    return file.parent


def pages(folder: Path, files: dict[str, str]) -> Path:
    """A source of HTML files, in place of the one that was there."""
    for file in folder.rglob("*.html"):
        file.unlink()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_no_address_of_the_site_itself_becomes_an_alias(tmp_path: Path) -> None:
    """Folders named as its own, its pages in each language, other articles: told, and the build passes."""
    new = a_site(tmp_path / "new", "docs")
    (new / "docs" / "en" / "mine.md").write_text(article("mine"), "utf-8")
    own = (
        "api/index.html",
        "assets/x.html",
        "en/search/index.html",
        "en/feed.xml/a.html",
    )
    source = pages(tmp_path / "s", {name: f"<h1>How {number}?</h1><p>x" for number, name in enumerate(own)})
    link = "<link rel=canonical href=https://x.test/en/mine/>"
    pages(source / "good", {"one.html": f"{link}<h1>One</h1>y"})
    code, said = run(new, "import", str(source))
    assert code == 0
    for old in ("/api/", "/assets/x.html", "/en/search/", "/en/mine/"):
        assert f"could not carry the old address {old}, which is that of" in said
    assert "aliases: [/good/one.html]" in (new / "docs" / "en" / "one.md").read_text("utf-8")
    build(new / "mkdocs.yml")


def test_a_later_import_keeps_ids_and_categories_and_says_what_is_gone(tmp_path: Path) -> None:
    """New pages of the same names move nobody; no option is needed again; messages name the folder."""
    new = a_site(tmp_path / "new")
    page = "<h1>{}</h1><p>{}"
    first = {"b/contacts.html": page.format("Contacts", "Rome"), "two.html": page.format("Two", "x")}
    assert run(new, "import", str(pages(tmp_path / "s", first)), "--category", "money")[0] == 0
    (new / "import.yml").unlink()
    more = {
        "a/contacts.html": page.format("Contacts", "Milan"),
        "b/contacts.html": page.format("Contacts", "Roma"),
    }
    code, said = run(new, "import", str(pages(tmp_path / "s", more)))
    assert code == 0
    found = {file.name: file.read_text("utf-8") for file in (new / "docs" / "en").glob("*.md")}
    assert sorted(found) == ["a-contacts.md", "contacts.md", "two.md"]
    assert "Roma" in found["contacts.md"]
    assert "id: contacts\n" in found["contacts.md"]
    assert "category: money" in found["two.md"]
    assert "docs/en/two.md: no longer at the source" in said
    assert "contacts.md: no longer" not in said
    run(new, "import", str(pages(tmp_path / "s", {"two.html": page.format("Two", "changed")})))
    assert "category: money" in (new / "docs" / "en" / "two.md").read_text("utf-8")
    run(new, "import", str(tmp_path / "s"), "--category", "billing")
    assert "category: billing" in (new / "docs" / "en" / "two.md").read_text("utf-8")
    (new / "docs" / "categories.yml").write_text("[]", "utf-8")
    assert "write docs/categories.yml first" in run(new, "import", str(tmp_path / "s"))[1]


def test_two_sources_of_one_file_name_stay_two_articles_and_one_page_stays_one(tmp_path: Path) -> None:
    """Another title has an id of its own, and links find it; the folder above both brings nothing new."""
    new = a_site(tmp_path / "new")
    asked = "<h1>How does the lock work?</h1><p>Turn the key to the left.</p>"
    run(new, "import", str(pages(tmp_path / "all" / "html", {"lock.html": asked})))
    other = {
        "faq/lock.html": "<h1>Lock types</h1><p>Two.</p>",
        "rain.html": "<h1>Rain</h1><p><a href=faq/lock.html>x</a>",
    }
    code, said = run(new, "import", str(pages(tmp_path / "all" / "hugo", other)))
    assert (code, "2 new" in said) == (0, True), said
    assert 'title: "Lock types"' in (new / "docs/en/faq-lock.md").read_text("utf-8")
    assert "[x](faq-lock.md)" in (new / "docs/en/rain.md").read_text("utf-8")
    before = {file.name for file in (new / "docs/en").iterdir()}
    code, said = run(new, "import", str(tmp_path / "all"))
    assert (code, "no import wrote it" in said) == (0, False), said
    assert {file.name for file in (new / "docs/en").iterdir()} == before


@pytest.mark.parametrize("source", ["docs", ".", "docs/en"])
def test_its_own_articles_are_nothing_to_import(tmp_path: Path, source: str) -> None:
    """The articles' folder, one around it or one in it are refused by name; nothing is written."""
    new = a_site(tmp_path / "new")
    (new / "docs" / "en" / "mine.md").write_text(article("mine"), "utf-8")
    code, said = run(new, "import", str(new / source))
    assert (code, "holds articles of this help center itself, in docs/" in said) == (2, True), said
    assert [file.name for file in (new / "docs").rglob("*.md")] == ["mine.md"]
