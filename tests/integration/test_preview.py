"""One page on request: the same page as a whole build makes, and the writer's change at once."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from kb.errors import ContentError, UnknownName
from kb.site.build import build
from kb.site.preview.site import HEADS, Preview

ARTICLE = """---
id: {id}
title: {title}
summary: S {{{{ facts.limit }}}}.
kind: faq
category: {category}
{more}---
{body}
"""
CATEGORIES = """
- id: billing
  it: {title: Soldi, summary: s}
  en: {title: Money, summary: s}
- id: account
  it: {title: Conto, summary: t}
  en: {title: Account, summary: t}
"""


def write(folder: Path, name: str, title: str, body: str, more: str = "", category: str = "billing") -> Path:
    """Save an article later than it was saved before, however coarse the file system's clock."""
    file = folder / "docs/it" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.stat().st_mtime_ns if file.exists() else 0
    given = {"id": name.rpartition("/")[2], "title": title, "body": body, "category": category}
    file.write_text(ARTICLE.format(**given, more=more), encoding="utf-8")
    os.utime(file, ns=(before + 2_000_000_000, before + 2_000_000_000))
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small help center."""
    write(tmp_path, "a", "First?", "Alpha.")
    write(tmp_path, "b", "Second?", "Beta, see [the first](a.md).")
    write(tmp_path, "sub/c", "Third?", "Gamma.", "slug: terza\naliases: [/it/vecchia/]\n", "account")
    write(tmp_path, "../en/a", "First, too?", "## How\n\nx\n\n## Why\n\ny", "updated: 2026-01-02\n")
    (tmp_path / "docs/categories.yml").write_text(CATEGORIES)
    (tmp_path / "docs/facts.json").write_text('{"limit": {"value": 5}}')
    (tmp_path / "docs/it/index.md").write_text("---\ntemplate: home.html\npopular: [b]\n---\n")
    config = {"site_name": "x", "docs_dir": "docs", "site_dir": "public", "plugins": ["kb"]}
    config |= {"theme": {"name": "material", "language": "it"}, "site_url": "https://h.example/"}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config))
    return tmp_path


@pytest.fixture
def preview(folder: Path) -> Iterator[Preview]:
    """A preview of it."""
    made = Preview(folder)
    yield made
    made.close()


def test_a_previewed_page_is_the_page_that_a_build_makes(folder: Path, preview: Preview) -> None:
    """Byte for byte, whatever was asked before; and so are the files that are no pages."""
    build(folder / "mkdocs.yml", strict=True)
    pages = ("b", "argomenti/billing", "terza", "a", "cerca", "argomenti/account", "")
    urls = ["it/" + (f"{page}/" if page else "") for page in pages]
    for url in [*urls, "en/a/", "en/", "en/topics/billing/"]:
        built = (folder / "public" / url / "index.html").read_text(encoding="utf-8")
        assert preview.page(url).html == built, url
    assert preview.lost().html == (folder / "public/404.html").read_text(encoding="utf-8")
    for file in ("index.html", "sitemap.xml", "en/feed.xml", "it/vecchia/index.html", "robots.txt"):
        assert preview.file(file) == (folder / "public" / file).read_bytes(), file


def test_a_saved_change_is_in_the_next_page(folder: Path, preview: Preview) -> None:
    """In the article, on its category's page, and, when the title changed, in the lists of others."""
    assert "Alpha." in preview.page("it/a/").html
    assert "Alpha." in preview.page("it/argomenti/billing/").html
    write(folder, "a", "First?", "Only the text.")
    assert "Only the text." in preview.page("it/argomenti/billing/").html
    write(folder, "a", "Renamed?", "Gamma.")
    page = preview.page("it/a/").html
    assert "Gamma." in page
    assert "Alpha." not in page
    assert "<h1>Renamed?</h1>" in page
    assert "Gamma." in preview.page("it/argomenti/billing/").html
    assert "Renamed?" in preview.page("it/b/").html


def test_new_renamed_and_deleted_files_and_categories_are_seen(folder: Path, preview: Preview) -> None:
    """Without a new start: the page is there or not, and so it is in lists."""
    write(folder, "new", "Brand new?", "Delta.")
    assert "Delta." in preview.page("it/new/").html
    assert "Brand new?" in preview.page("it/b/").html
    file = folder / "docs/it/new.md"
    file.rename(file.with_name("newer.md"))
    assert "Delta." in preview.page("it/newer/").html
    with pytest.raises(UnknownName):
        preview.page("it/new/")
    file.with_name("newer.md").unlink()
    with pytest.raises(UnknownName):
        preview.page("it/newer/")
    write(folder, "a", "First?", "Alpha.", category="account")
    assert "Alpha." in preview.page("it/a/").html
    assert "Alpha." in preview.page("it/argomenti/account/").html
    titles = folder / "docs/categories.yml"
    titles.write_text(titles.read_text().replace("Soldi", "Denaro"))
    preview.update([titles])
    assert "Denaro" in preview.page("it/b/").html


def test_a_faulty_article_is_shown_with_its_faults(folder: Path, preview: Preview) -> None:
    """What can be read of it is on its page, each fault with its line; the others do not suffer."""
    write(folder, "a", "First?", "{{ nothing.here }}\n\nStill [dead](zzz.md).")
    shown = preview.page("it/a/")
    assert "{{ nothing.here }}" in shown.html
    assert "Still" in shown.html
    told = [str(problem) for problem in shown.problems]
    assert [line for line in told if re.search(r"it/a\.md:8: unknown placeholder 'nothing.here'", line)]
    assert [line for line in told if re.search(r"it/a\.md:10: 'zzz.md' does not exist", line)]
    assert {problem.rule for problem in preview.page("it/b/").problems} == {"languages"}
    write(folder, "a", "''", "Text.", "kind: fax\n")
    shown = preview.page("it/a/")
    assert "Text." in shown.html
    assert [problem.line for problem in shown.problems][:1] == [3]
    (folder / "docs/it/index.md").write_text("---\ntemplate: home.html\n---\n<script>x</script>\n")
    assert [problem.rule for problem in preview.page("it/").problems] == ["raw-html"]
    write(folder, "a", "First?", "Cured.")
    shown = preview.page("it/a/")
    assert "Cured." in shown.html
    assert shown.problems == ()


def test_content_that_is_faulty_from_the_start_is_shown(folder: Path) -> None:
    """Broken front matter, wrong letters, a slug that is taken: a preview begins nevertheless."""
    write(folder, "a", "'not closed", "x")
    (folder / "docs/it/d.md").write_bytes(b"---\nid: d\ntitle: caff\xe8\n---\nx\n")
    write(folder, "e", "Fifth?", "x", "slug: b\n")
    made = Preview(folder)
    try:
        assert made.page("it/b/").problems
        assert [problem for problem in made.page("it/a/").problems if problem.line == 3]
        assert [problem for problem in made.page("it/d/").problems if "not UTF-8" in problem.message]
        assert "caff\ufffd" in made.page("it/d/").html
    finally:
        made.close()


def test_a_draft_is_shown_and_known_as_one(folder: Path, preview: Preview) -> None:
    """A build leaves it out; here its page can be read, and every page says which addresses are drafts'."""
    write(folder, "a", "First?", "Alpha.", "status: draft\n")
    shown = preview.page("it/a/")
    assert "Alpha." in shown.html
    assert shown.badge == "Bozza"
    assert preview.page("it/b/").badge == ""
    assert preview.page("it/b/").drafts == {"/it/a/": "Bozza"}


def test_what_waits_or_has_expired_says_its_day_and_is_no_draft(folder: Path, preview: Preview) -> None:
    """In the language of the page, on the article and at links to it."""
    write(folder, "a", "First?", "Alpha.", "publish_at: 2127-01-10\n")
    write(folder, "b", "Second?", "Beta.", "expires: 2020-03-05\n")
    write(folder, "../en/a", "First, too?", "x", "publish_at: 2127-01-10\n")
    assert preview.page("it/a/").badge == "Dal giorno 10 gennaio 2127"
    assert preview.page("it/b/").badge == "Scaduto: 5 marzo 2020"
    assert "status" not in preview.page("it/b/").badge_hint
    assert preview.page("en/a/").badge == "From January 10, 2127"
    assert preview.page("en/a/").drafts["/it/b/"] == "Expired on March 5, 2020"


def test_settings_that_cannot_be_read_are_told_on_the_pages_of_before(folder: Path, preview: Preview) -> None:
    """Whoever is in the middle of a change of mkdocs.yml keeps what is shown."""
    settings = folder / "mkdocs.yml"
    text = settings.read_text()
    settings.write_text("plugins: [nothing-such]\n")
    preview.update([settings])
    shown = preview.page("it/a/")
    assert "Alpha." in shown.html
    assert [problem for problem in shown.problems if "mkdocs.yml" in problem.path]
    settings.write_text(text)
    preview.update([settings])
    assert preview.page("it/a/").problems == ()


def test_a_start_remembers_what_it_read_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each article's front matter is read once for each content; a damaged memory costs only time."""
    Preview(folder).close()
    with monkeypatch.context() as patched:
        patched.setattr("kb.content.corpus.read_article", lambda *_: pytest.fail("read again"))
        Preview(folder).close()
    (folder / HEADS).write_text('{"code": 1')
    made = Preview(folder)
    assert "Third?" in made.page("it/terza/").html
    made.close()


def test_search_is_made_when_it_is_asked_for_and_follows_what_is_saved(
    folder: Path, preview: Preview
) -> None:
    """Its files are a build's; a draft is not found; a synonym and a new word are, at the next question."""
    assert preview.file("_search/it.bin")
    before = Path(str(preview.file("_search/it.bin"))).read_bytes()
    write(folder, "a", "First?", "Zebra.")
    preview.update([folder / "docs/it/a.md"])
    after = Path(str(preview.file("_search/it.bin"))).read_bytes()
    assert after != before
    (folder / "docs/it/synonyms.yml").write_text("- [zebra, cavallo]\n")
    assert preview.update([folder / "docs/it/synonyms.yml"])
    assert Path(str(preview.file("_search/it.bin"))).read_bytes() != after
    assert preview.file("_search/../../etc/passwd") is None


def test_what_cannot_be_previewed_is_said(folder: Path, preview: Preview) -> None:
    """An unknown page by the nearest name; settings that cannot be used by their file."""
    with pytest.raises(UnknownName, match=r"did you mean 'it/a/'"):
        preview.page("it/aa/")
    (folder / "mkdocs.yml").write_text("plugins: [nothing-such]\n")
    with pytest.raises(ContentError, match=r"mkdocs\.yml"):
        Preview(folder)


def states(stream: httpx.Response) -> Iterator[str]:
    """What a stream says of its page."""
    yield from (line.removeprefix("data: ") for line in stream.iter_lines() if line.startswith("data: "))


def test_kb_preview_tells_open_pages_what_was_saved_and_stops_at_once(folder: Path) -> None:
    """A stream says how its page stands, at once and when it is another; it holds up no server's end."""
    command = [sys.executable, "-m", "kb", "preview", "--port", "0"]
    server = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert server.stdout
    said = server.stdout.readline()
    url = re.search(r"http://\S+:\d+", said)
    assert url, said + server.stdout.read()
    article = folder / "docs/it/a.md"
    try:
        with httpx.Client(base_url=url[0], timeout=20, follow_redirects=True) as client:
            with client.stream("GET", "/_preview/events?page=/it/a/") as stream:
                told = states(stream)
                first = next(told)
                assert f'"state": "{first}"' in client.get("/it/a").text
                (folder / "docs/it/b.md").touch()
                article.write_text(article.read_text("utf-8") + "\nA zebra.\n", "utf-8")
                second = next(told)
                page = client.get("/it/a/").text
                assert "A zebra." in page
                assert second != first
                assert f'"state": "{second}"' in page
            assert client.get("/api/search?q=zebra&lang=it").json()["hits"][0]["id"] == "a"
            assert client.get("/_search/it.bin").status_code == 200
            assert client.get("/account/sign-in").status_code == 200
            with client.stream("GET", "/_preview/events?page=/en/") as stream:
                told = states(stream)  # kept: the stream stays open
                next(told)
                began = time.monotonic()
                server.terminate()
                server.wait(timeout=20)
                assert time.monotonic() - began < 4
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    assert server.returncode in (0, -15)


def told(preview: Preview, url: str) -> str:
    """All that a page's bar tells as wrong."""
    return "\n".join(map(str, preview.page(url).problems))


def test_what_takes_things_from_other_pages_is_told_on_every_page(folder: Path, preview: Preview) -> None:
    """A file of categories or an article that cannot be read; lists say how many articles they lack."""
    titles = folder / "docs/categories.yml"
    titles.write_text("- id: [bikes\n")
    preview.update([titles])
    for url in ("it/", "it/b/"):
        assert "categories.yml:" in told(preview, url)
    titles.write_text(CATEGORIES)
    preview.update([titles])
    assert "categories.yml" not in told(preview, "it/b/")
    article = folder / "docs/it/a.md"
    text = article.read_text()
    article.write_text("---\nid: [a\n---\nx\n")
    preview.update([article])
    for url in ("it/", "it/b/", "it/argomenti/billing/"):
        assert "1 article is left out of lists" in told(preview, url)
        assert "it/a.md:" in told(preview, url)
    article.write_text(text)
    preview.update([article])
    assert "left out" not in told(preview, "it/b/")


def test_a_misspelt_setting_is_told_on_every_page(folder: Path, preview: Preview) -> None:
    """As a build tells it; it goes when it is mended."""
    settings = folder / "mkdocs.yml"
    text = settings.read_text()
    settings.write_text(text.replace("- kb", "- kb: {langages: [it]}"))
    preview.update([settings])
    assert "langages" in told(preview, "it/b/")
    assert "mkdocs.yml" in told(preview, "it/b/")
    settings.write_text(text)
    preview.update([settings])
    assert "langages" not in told(preview, "it/b/")
